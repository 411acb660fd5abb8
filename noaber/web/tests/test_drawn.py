"""A part of a page that is made of the same values is drawn once."""

from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string


class Counted:
    """Something that tells how often it was looked at."""

    def __init__(self) -> None:
        self.looks = 0

    def __str__(self) -> str:
        self.looks += 1
        return "x"


def draw(template, **values):
    return template.render(Context(values))


def test_the_same_row_is_drawn_once_and_another_anew():
    template, seen = Template("{% drawn row day %}{{ row.name }}{{ seen }}{% enddrawn %}"), Counted()
    assert draw(template, row={"name": "a"}, day=1, seen=seen) == "ax"
    assert draw(template, row={"name": "a"}, day=1, seen=seen) == "ax"
    assert seen.looks == 1
    assert draw(template, row={"name": "b"}, day=1, seen=seen) == "bx"
    assert draw(template, row={"name": "a"}, day=2, seen=seen) == "ax"
    assert seen.looks == 3


def test_a_list_of_rows_counts_as_what_is_in_it():
    template = Template("{% drawn rows %}{% for row in rows %}{{ row.name }}{% endfor %}{% enddrawn %}")
    assert draw(template, rows=[{"name": "a"}, {"name": "b"}]) == "ab"
    assert draw(template, rows=[{"name": "a"}, {"name": "c"}]) == "ac"
    assert draw(template, rows=[]) == ""


def test_what_was_drawn_longest_ago_is_forgotten_first():
    template = Template("{% drawn number %}{{ number }}{% enddrawn %}")
    node = template.nodelist[0]
    for number in range(node.drawn.MOST + 10):
        draw(template, number=number)
    assert len(node.drawn.drawn) == node.drawn.MOST and (0,) not in node.drawn.drawn


def test_what_is_typed_is_escaped_when_drawn_from_memory_too():
    template = Template("{% drawn row %}{{ row.name }}{% enddrawn %}")
    for _ in range(2):
        assert draw(template, row={"name": "<b>"}) == "&lt;b&gt;"


class Colours(forms.Form):
    """A form whose choices, hints and first values differ from page to page."""

    colour = forms.ChoiceField(label="Kleur")
    note = forms.CharField(label="Toelichting", required=False)

    def __init__(self, *args, colours=("rood",), hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colour"].choices = [(colour, colour) for colour in colours]
        self.fields["note"].help_text = hint


def fields(*args, **kwargs):
    return render_to_string("web/fields.html", {"form": Colours(*args, **kwargs)})


def test_an_empty_form_is_drawn_from_memory_and_one_that_differs_is_not():
    plain = fields()
    assert fields() == plain
    assert "blauw" in fields(colours=("rood", "blauw")) and "blauw" not in fields()
    assert "Kort." in fields(hint="Kort.") and "Kort." not in fields()
    assert 'value="x"' in fields(initial={"note": "x"}) and 'value="x"' not in fields()
    assert 'name="een-note"' in fields(prefix="een") and fields() == plain


def test_what_was_typed_and_what_is_wrong_is_never_remembered():
    assert "Maak een keuze" in fields({"note": "geheim"}) and "geheim" in fields({"note": "geheim"})
    assert "geheim" not in fields({"note": ""}) and "Maak een keuze" not in fields()
