"""The pages of tariffs: the tables as they follow each other, and trying out a price before a table takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from noaber.agreement.access import open_to
from noaber.agreement.pages import page
from noaber.cemetery import price
from noaber.cemetery.charges.file_views import WATCHERS
from noaber.cemetery.law import FaultyRules
from noaber.cemetery.local import GraveKind, Local, read_local
from noaber.cemetery.price import Price, PriceLine
from noaber.cemetery.tariffs import GRANT, MOMENTS, RENEW, UNITS, WHAT, Tariff, dated
from noaber.cemetery.views import has_cemeteries, laws
from noaber.parties.clock import today
from noaber.values import Euro
from noaber.web.forms import DutchDateField, DutchFileField

OF_YEARS = (GRANT, RENEW)
GROWN = 18


@require_safe
@open_to(*WATCHERS)
def tariffs(request: HttpRequest) -> HttpResponse:
    """The tables, the newest first; each row with its article and its account."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    local, _ = laws(request)
    day = today()
    tables = [
        {
            "period": period,
            "now": day in period,
            "later": period.since > day,
            "rows": [_shown(row, local) for row in rows],
        }
        for period, rows in reversed(dated(local.tariffs))
    ]
    return page(request, "charges/tariffs.html", {"tables": tables})


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of a table in words."""

    row: Tariff
    what: str
    unit: str
    about: str
    amount: str


def _shown(row: Tariff, local: Local) -> Shown:
    kinds = {one.code: one.name.lower() for one in local.kinds}
    parts = [kinds[code] for code in row.kinds]
    parts += [local.cemetery(row.cemetery).name] if row.cemetery else []
    parts += [f"{row.years} jaar"] if row.years else []
    parts += [_ages(row)] if row.age_from or row.age_below is not None else []
    parts += [_moment(row)] if row.when else []
    return Shown(
        row, WHAT[row.what], UNITS[row.unit], ", ".join(parts), f"{row.percent}%" if row.percent else str(row.amount)
    )


def _ages(row: Tariff) -> str:
    if row.age_below is None:
        return f"vanaf {row.age_from} jaar"
    return f"jonger dan {row.age_below} jaar" if not row.age_from else f"{row.age_from} tot {row.age_below} jaar"


def _moment(row: Tariff) -> str:
    if row.opens is None or row.closes is None:
        return MOMENTS[row.when]
    return f"voor {row.opens:%H:%M} en vanaf {row.closes:%H:%M} uur"


class Question(forms.Form):
    """What is to be priced, on which day; by the tables in force or by another file of them."""

    what = forms.ChoiceField(label="Wat", choices=list(WHAT.items()))
    place = forms.ChoiceField(label="Begraafplaats en soort")
    day = DutchDateField(label="Dag", help_text="Ook een dag waarop een nieuwe tabel geldt.")
    clock = forms.TimeField(
        label="Tijd",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Schrijf de tijd als 14:30."},
        widget=forms.TextInput(attrs={"class": "nb-width-number", "autocomplete": "off"}),
        help_text="Voor een toeslag buiten de gewone uren.",
    )
    number = forms.IntegerField(label="Jaren of keren", min_value=1, max_value=200, required=False)
    age = forms.IntegerField(label="Leeftijd", min_value=0, max_value=130, required=False)
    file = DutchFileField(
        label="Ander bestand met tarieven",
        kinds=(".toml",),
        megabytes=2,
        required=False,
        help_text="Om een nieuwe tabel uit te proberen. Er verandert niets.",
    )

    def __init__(self, local: Local, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {
            f"{kind.cemetery}/{kind.code}": f"{local.cemetery(kind.cemetery).name}: {kind.name.lower()}"
            for kind in local.kinds
        }
        self.fields["place"].choices = list(kinds.items())  # type: ignore[attr-defined]
        self.fields["day"].initial = day
        self.other: Local | None = None

    def clean_file(self) -> Any:
        """Another file holds together, or every mistake in it is said."""
        given = self.cleaned_data.get("file")
        if given:
            try:
                self.other = read_local(given.read())
            except FaultyRules as faulty:
                raise forms.ValidationError(list(faulty.mistakes)) from None
        return given


@open_to(*WATCHERS)
def try_out(request: HttpRequest) -> HttpResponse:
    """What something would cost on a day, line by line; beside it what it costs by another file of tables."""
    local, _ = laws(request)
    if request.method != "POST":
        return page(request, "charges/try.html", {"form": Question(local, today())})
    form = Question(local, today(), request.POST, request.FILES)
    if not form.is_valid():
        return page(request, "charges/try.html", {"form": form}, status=422)
    now = _price(local, form.cleaned_data)
    other = _price(form.other, form.cleaned_data) if form.other else None
    context: dict[str, Any] = {"form": form, "price": now, "other": other}
    if now and other:
        context["difference"] = other.total - now.total
        context["pairs"] = _pairs(now.lines, other.lines)
    return page(request, "charges/try.html", context)


def _price(local: Local, typed: dict[str, Any]) -> Price | None:
    """The price of what was typed; None where the tables do not know that kind of grave on that day."""
    cemetery, code = typed["place"].split("/")
    kind = local.kind_at(code, cemetery, typed["day"])
    return _of(local, kind, typed) if kind else None


def _of(local: Local, kind: GraveKind, typed: dict[str, Any]) -> Price:
    what, day, number = typed["what"], typed["day"], typed["number"]
    if what in OF_YEARS:
        return price.of_years(local, what, kind, number or 1, day)
    age = typed["age"] if typed["age"] is not None else GROWN
    found = price.once(local, what, kind, day, WHAT[what], age)
    if not found.lines:
        found = price.of_times(local, what, kind, number or 1, day, WHAT[what])
    at = datetime.combine(day, typed["clock"] or time(12))
    return found + price.surcharges(local, what, kind, at, found)


def _pairs(before: Sequence[PriceLine], after: Sequence[PriceLine]) -> list[tuple[str, Euro | None, Euro | None]]:
    """The lines of two prices beside each other, by their title."""
    one, two = ({line.title: line.amount for line in lines} for lines in (before, after))
    return [(title, one.get(title), two.get(title)) for title in dict.fromkeys((*one, *two))]
