"""A part of a page that is made of the same values is drawn once."""

from django.template import Context, Template


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
    for number in range(node.REMEMBERED + 10):
        draw(template, number=number)
    assert len(node.drawn) == node.REMEMBERED and (0,) not in node.drawn


def test_what_is_typed_is_escaped_when_drawn_from_memory_too():
    template = Template("{% drawn row %}{{ row.name }}{% enddrawn %}")
    for _ in range(2):
        assert draw(template, row={"name": "<b>"}) == "&lt;b&gt;"
