"""What is typed about cases, checked for its shape."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from noaber.agreement.book import Book
from noaber.cases.event import EVENTS
from noaber.cases.objection import OUTCOMES
from noaber.cases.penalty_rules import NOT_DUE
from noaber.parties.clock import today
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField


class NewCase(forms.Form):
    """A new case, in the order of the conversation at the desk."""

    product = forms.ChoiceField(label="Waar gaat het om?", help_text="De producten van de tien diensten.")
    received = DutchDateField(label="Ontvangen op", help_text="De dag waarop de aanvraag binnenkwam.")
    reference = forms.CharField(
        label="Kenmerk in het bronsysteem",
        required=False,
        max_length=60,
        help_text="Bijvoorbeeld het zaaknummer in het burgerzakensysteem. Geen naam en geen burgerservicenummer.",
    )

    event_day = DutchDateField(label="Dag van de gebeurtenis", required=False)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = {product.code: product for product in book.products if product.event}
        self._ask_event()
        # As a function: a list would be gone through twice for every form, shown or sent.
        self.fields["product"].choices = lambda: product_choices(book)  # type: ignore[attr-defined]
        self.fields["received"].initial = today()

    def _ask_event(self) -> None:
        if not self.events:
            del self.fields["event_day"]
            return
        asked: dict[str, list[str]] = {}
        for product in self.events.values():
            asked.setdefault(EVENTS[product.event].label.lower(), []).append(product.name.lower())
        words = [f"Bij {' en '.join(names)}: {label}." for label, names in asked.items()]
        self.fields["event_day"].help_text = f"{' '.join(words)} Laat anders leeg."

    def clean(self) -> dict[str, Any]:
        """A product that hangs on the day of an event needs that day; another one has none."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        product = self.events.get(typed.get("product", ""))
        later = product is not None and EVENTS[product.event].later
        if product and not later and typed.get("event_day") is None and "event_day" not in self.errors:
            self.add_error("event_day", f"Vul in: {EVENTS[product.event].label.lower()}.")
        if product is None and "product" in typed:
            typed["event_day"] = None
        return typed

    def clean_reference(self) -> str:
        """A citizen number does not belong here: it would end up in lists and files."""
        reference: str = self.cleaned_data["reference"].strip()
        for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", reference):
            if passes_eleven_test(digits):
                raise forms.ValidationError(
                    "Dit lijkt een burgerservicenummer. Vul het zaaknummer in; het BSN blijft in het bronsysteem."
                )
        return reference


class Outcome(forms.Form):
    """The outcome of a decision."""

    outcome = forms.ChoiceField(label="Uitkomst", widget=forms.RadioSelect)
    no_party = forms.BooleanField(
        label="Ik ben zelf geen partij of belanghebbende bij deze akte.",
        required=False,
        help_text="Wie partij is, mag de akte niet verlijden (BW art. 1:18a).",
    )

    def __init__(self, outcomes: list[str], *args: Any, deed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not deed:
            del self.fields["no_party"]
        choices = [(outcome, outcome[0].upper() + outcome[1:]) for outcome in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class NewObjection(forms.Form):
    """An objection that came in."""

    received = DutchDateField(label="Ontvangen op", help_text="De dag waarop het bezwaarschrift binnenkwam.")
    committee = forms.BooleanField(
        label="Een commissie adviseert",
        required=False,
        help_text="Dan is de termijn om te beslissen twaalf weken in plaats van zes (Awb art. 7:10).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].initial = today()


class ObjectionOutcome(forms.Form):
    """What was decided on an objection."""

    outcome = forms.ChoiceField(
        label="Uitkomst", widget=forms.RadioSelect, choices=[(one, one.capitalize()) for one in OUTCOMES]
    )
    excused = forms.BooleanField(
        label="Te laat, maar dat is de indiener niet te verwijten",
        required=False,
        help_text="Alleen bij een bezwaar dat te laat kwam (Awb art. 6:11).",
    )


class Extending(forms.Form):
    """The term is extended: when the applicant was told, and that the condition of the law is met."""

    told_on = DutchDateField(label="Brief aan de aanvrager verstuurd op")

    def __init__(self, only: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = today()
        if only:
            self.fields["confirmed"] = forms.BooleanField(
                label=only, required=True, error_messages={"required": "Verlengen mag alleen als dit zo is."}
            )


class Delay(forms.Form):
    """The applicant was told that it takes longer, and a day was named."""

    told_on = DutchDateField(label="Bericht verstuurd op")
    promised = DutchDateField(label="Het besluit is er uiterlijk op", help_text="Een zo kort mogelijke termijn.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = today()


class DefaultNotice(forms.Form):
    """A notice of default came in."""

    came_in = DutchDateField(label="Ingebrekestelling ontvangen op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_in"].initial = today()


class Penalty(forms.Form):
    """The penalty is fixed, or the law says that nothing is due."""

    not_due = forms.ChoiceField(label="Is de dwangsom verschuldigd?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Ja, het bedrag hierboven"), *((key, f"Nee. {text}") for key, text in NOT_DUE.items())]
        self.fields["not_due"].choices = choices  # type: ignore[attr-defined]


class DeskDay(forms.Form):
    """What a day at the desk handed out."""

    day = DutchDateField(label="Dag")

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = today()
        for product in book.products:
            if product.service == 1:
                self.fields[f"n_{product.code}"] = forms.IntegerField(
                    label=product.name, required=False, min_value=0, max_value=500
                )

    def numbers(self) -> dict[str, int]:
        """The numbers that were filled in, by product."""
        filled = {name: value for name, value in self.cleaned_data.items() if name.startswith("n_") and value}
        return {name.removeprefix("n_"): value for name, value in filled.items()}


def product_choices(book: Book) -> list[Any]:
    """The products under their services, as a grouped list."""
    groups: list[Any] = [("", "Kies een product")]
    for service in book.services:
        products = [(product.code, product.name) for product in book.products if product.service == service.number]
        if products:
            groups.append((f"{service.number}. {service.name}", products))
    return groups
