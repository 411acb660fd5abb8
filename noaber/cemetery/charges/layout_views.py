"""The page on which a municipality chooses how its file is laid out, with the first lines as they would be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from noaber.agreement.access import open_to
from noaber.agreement.pages import carry_out, page
from noaber.cemetery.charges import file_actions, layout, queries, rules
from noaber.cemetery.charges.layout import Column, Layout
from noaber.cemetery.charges.post_views import DECIDERS
from noaber.cemetery.views import laws
from noaber.parties.scope import reading

SPARE = 3
PREVIEWED = 5
_NOTATIONS = {code: words for forms_of in layout.FORMS.values() for code, words in forms_of.items() if code}


class Whole(forms.Form):
    """What holds for the file as a whole."""

    title = forms.CharField(label="Naam van de indeling", max_length=60)
    kind = forms.ChoiceField(label="Soort", choices=list(layout.KINDS.items()))
    encoding = forms.ChoiceField(label="Tekens", choices=list(layout.ENCODINGS.items()))
    separator = forms.ChoiceField(
        label="Scheidingsteken",
        choices=[("tab" if mark == "\t" else mark, words) for mark, words in layout.SEPARATORS.items()],
    )
    comma = forms.BooleanField(label="Bedragen met een komma", required=False)
    head = forms.BooleanField(label="Eerste regel met de namen van de kolommen", required=False)


class ColumnForm(forms.Form):
    """One column. Without a name it is no column."""

    place = forms.IntegerField(required=False, min_value=0, max_value=999)
    name = forms.CharField(required=False, max_length=60)
    source = forms.ChoiceField(
        required=False, choices=[("", "vaste tekst"), *((code, words) for code, (words, _) in layout.SOURCES.items())]
    )
    constant = forms.CharField(required=False, max_length=60)
    form = forms.ChoiceField(required=False, choices=[("", "gewoon"), *_NOTATIONS.items()])
    width = forms.IntegerField(required=False, min_value=0, max_value=layout.WIDEST)
    pad = forms.CharField(required=False, max_length=1, strip=False)
    right = forms.BooleanField(required=False)

    WORDS = {
        "place": "volgorde",
        "name": "naam",
        "source": "veld",
        "constant": "vaste tekst",
        "form": "notatie",
        "width": "breedte",
        "pad": "aanvullen met",
        "right": "rechts",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = str(self.prefix or "").rpartition("-")[2]
        called = f"Kolom {int(number) + 1}" if number.isdigit() else "Kolom"
        for name, field in self.fields.items():
            if name in ("place", "width", "pad"):
                field.widget.attrs["class"] = "nb-width-number"
            field.widget.attrs["aria-label"] = f"{called}: {self.WORDS.get(name, name)}"

    def column(self) -> Column:
        """What was typed."""
        typed = self.cleaned_data
        texts = typed["name"].strip(), typed["source"], typed["constant"], typed["form"]
        return Column(*texts, typed["width"] or 0, typed["pad"] or " ", typed["right"])


Columns = formset_factory(ColumnForm, extra=0, max_num=layout.MOST_COLUMNS + SPARE, absolute_max=200)


@never_cache
@open_to(*DECIDERS)
def edit(request: HttpRequest) -> HttpResponse:
    """Look at how the next file would be laid out, and choose it."""
    laws(request)
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        now = queries.layout_of(agreement.client_id)
    back = reverse("grave-files")
    if request.method != "POST":
        whole, columns = _forms(now)
        return page(request, "charges/layout.html", {"form": whole, "columns": columns, "back": back})
    whole, columns = Whole(request.POST), Columns(request.POST, prefix="kolom")
    context: dict[str, Any] = {"columns": columns, "back": back}
    if not (whole.is_valid() & columns.is_valid()):
        return page(request, "charges/layout.html", context | {"form": whole}, status=422)
    wanted = _layout(whole, columns)
    context["wrong"] = layout.mistakes(wanted)
    if not context["wrong"]:
        context["preview"] = _preview(request, wanted)
    if context["wrong"] or "vastleggen" not in request.POST:
        again, spare = _forms(wanted)
        context |= {"form": whole if context["wrong"] else again, "columns": columns if context["wrong"] else spare}
        return page(request, "charges/layout.html", context, status=422 if context["wrong"] else 200)

    def do(once: Any) -> str:
        file_actions.set_layout(request.user, agreement.code, wanted, once)
        return back

    return carry_out(request, do, "De indeling geldt voor het volgende bestand.", back)


def _forms(now: Layout) -> tuple[Whole, BaseFormSet[ColumnForm]]:
    kept = layout.as_data(now)
    whole = Whole(initial=kept | {"separator": "tab" if now.separator == "\t" else now.separator})
    rows = [{"place": (place + 1) * 10, **one} for place, one in enumerate(kept["columns"])]
    rows += [{"place": (len(rows) + extra + 1) * 10, "pad": " "} for extra in range(SPARE)]
    return whole, Columns(initial=rows, prefix="kolom")


def _layout(whole: Whole, columns: BaseFormSet[ColumnForm]) -> Layout:
    typed = whole.cleaned_data
    separator = "\t" if typed["separator"] == "tab" else typed["separator"]
    named = [one for one in columns.forms if one.cleaned_data.get("name", "").strip()]
    ordered = sorted(enumerate(named), key=lambda one: (one[1].cleaned_data["place"] or 0, one[0]))
    of = (typed["kind"], typed["encoding"], separator, typed["comma"], typed["head"])
    return Layout(typed["title"].strip(), tuple(form.column() for _, form in ordered), *of)


def _preview(request: HttpRequest, wanted: Layout) -> str:
    """The first lines of what waits, as they would be; what is too wide says so."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        rows: list[dict[str, Any]] = []
        for state in (rules.FIXED, rules.CONCEPT, rules.PROCESSED):
            rows = rows or queries.rows_to_send(agreement.client_id, agreement.client.official, state, PREVIEWED)
    for line, row in enumerate(rows, 1):
        row |= {"file": "VOORBEELD", "line": line}
    try:
        return layout.write(wanted, rows).decode(wanted.encoding)
    except layout.TooWide as error:
        return str(error)
