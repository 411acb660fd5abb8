"""Two steps, two people: who registers does not decide, unless a deviation was written down and is checked afterwards.

Travel documents: PUN 93. Driving licences: Reglement rijbewijzen 128. Where the staff is too small, the reason, the
period and the names are put in writing first, and somebody who was not involved checks afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from noaber.calendar.deadlines import Span, last_day
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.separation.terms import SeparationTerms
from noaber.values import Clause, Decision, DutyOrder, Period, grant, refuse

PUN_93_2 = Clause("PUN", "93(2)")
PUN_93_3 = Clause("PUN", "93(3)")
PUN_93_4 = Clause("PUN", "93(4)")
CHECKED = "functiescheiding-controle"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A run of days in which these people (pseudonyms) may do both steps."""

    number: str
    reason: str
    since: date
    until: date
    people: tuple[str, ...]
    checked: bool = False

    def covers(self, person: str, day: date) -> bool:
        """May this person do both steps on that day?"""
        return person in self.people and day in Period(self.since, self.until)


def may_do_both(first: str, second: str, day: date, deviations: Collection[Deviation], clause: Clause) -> Decision:
    """May `second` decide what `first` registered? Two different people always; one person only under a deviation.

    The code of the answer is `deviation` where it rests on one.
    """
    if first != second:
        return grant("two-people", clause, "Registreren en beslissen is door twee mensen gedaan.")
    if any(one.covers(second, day) for one in deviations):
        return grant(
            "deviation", PUN_93_2, "Dezelfde persoon registreerde en besliste, onder een vastgelegde afwijking."
        )
    text = "Je hebt deze aanvraag zelf geregistreerd; registreren en beslissen moeten twee mensen doen."
    cure = "Laat een collega beslissen. Is er niemand, vraag dan de teamleider om eerst een afwijking vast te leggen."
    return refuse("same-person", clause, text, cure, "separation.open")


def may_open(wanted: Deviation, day: date, terms: SeparationTerms) -> Decision:
    """May this deviation be written down? Before it begins, with a reason, names and an end; it orders the check."""
    if not wanted.reason.strip():
        return refuse("no-reason", PUN_93_3, "De reden ontbreekt.", "Schrijf op waarom het niet met twee mensen kan.")
    if not wanted.people:
        return refuse("no-names", PUN_93_3, "Er is niemand aangewezen.", "Kies wie in deze dagen beide stappen doet.")
    if wanted.until < wanted.since:
        return refuse("ends-before-it-begins", PUN_93_3, "De laatste dag ligt voor de eerste.", "Verbeter de dagen.")
    if wanted.since < day:
        text = f"{short_day(wanted.since)} is al voorbij; een afwijking leg je vast voordat zij begint."
        return refuse("in-the-past", PUN_93_3, text, "Laat de afwijking vandaag of later beginnen.")
    days = (wanted.until - wanted.since).days + 1
    if days > terms.longest_days.value:
        text = f"Een afwijking duurt hooguit {terms.longest_days.value} dagen; dit zijn er {days}."
        return refuse("too-long", terms.longest_days, text, "Kies een kortere periode; daarna kan er een nieuwe komen.")
    due = add_working_days(wanted.until, terms.check_workdays.value)
    title = "Afwijking van functiescheiding controleren"
    lead = (due - wanted.until).days
    check = DutyOrder(CHECKED, PUN_93_4, due, "team_lead", title, "separation.check", lead)
    return grant("opened", PUN_93_3, f"De afwijking geldt tot en met {short_day(wanted.until)}.", (check,))


def may_check(deviation: Deviation, checker: str, findings: str, day: date) -> Decision:
    """May this person check it afterwards? Once, when it is over, by somebody who was not involved, with findings."""
    if deviation.checked:
        return refuse("already-checked", PUN_93_4, "Deze afwijking is al gecontroleerd.")
    if day <= deviation.until:
        text = f"De afwijking loopt nog tot en met {short_day(deviation.until)}."
        return refuse("still-running", PUN_93_4, text, "Controleer haar na die dag.")
    if checker in deviation.people:
        text = "Je was zelf bij deze afwijking betrokken."
        return refuse("involved", PUN_93_4, text, "Laat iemand controleren die in die dagen niet betrokken was.")
    if not findings.strip():
        return refuse(
            "no-findings", PUN_93_4, "Er staat niet bij wat je hebt gezien.", "Schrijf op wat je hebt nagekeken."
        )
    return grant("checked", PUN_93_4, "De afwijking is achteraf gecontroleerd.")


def kept_until(deviation_until: date, terms: SeparationTerms) -> date:
    """Until when it is kept at least, counted from its last day. PUN 93(7): five years."""
    return last_day(deviation_until, Span(terms.keep_years.value, "year"))
