"""The files of a register (graves, rights, burials, persons, events): read together, with all that is odd in them.

Nothing is written here: the outcome is a report and, where nothing blocks, the rows to take in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO, TypeVar

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.csv_table import Finding, Findings, Row, rows_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import MOST_LAYERS, Local
from noaber.cemetery.old_days import OldDay, read_old_day
from noaber.cemetery.windows import EXCLUSIVE, GENERAL, RightDays, enough_left

FILES = {"graves": "graven.csv", "rights": "grafrechten.csv", "burials": "begravingen.csv", "persons": "personen.csv"}
COLUMNS = {
    "graves": ("grafnummer", "begraafplaats", "vak", "rij", "nummer", "soort", "lagen_max", "asbussen_max", "status"),
    "rights": ("id", "grafnummer", "soort", "houder", "ingang", "einde", "onbepaald", "grafakte"),
    "burials": ("id", "grafnummer", "overledene", "soort", "laag", "datum", "registratienummer"),
    "persons": (
        "id",
        "voornaam",
        "achternaam",
        "geboren",
        "overleden",
        "straat",
        "huisnummer",
        "postcode",
        "plaats",
        "adres_onderzoek",
    ),
}
MORE = {
    "graves": ("geblokkeerd_omdat", "gereserveerd_voor", "historisch", "onbekende"),
    "rights": (
        "aangeschreven",
        "verlenging_gevraagd",
        "afstand_gevraagd",
        "afstand_aangenomen_door",
        "geeindigd",
        "waarom_geeindigd",
    ),
    "burials": (
        "recht",
        "samen_in_laag",
        "moment_begraven",
        "overleden",
        "moment_overleden",
        "verlof",
        "recht_tot",
        "besluit_burgemeester",
        "achteraf_omdat",
        "verwijderd",
    ),
    "persons": (),
}
"""Columns that a register of elsewhere may lack; ours has them all, so that it comes back as it was."""
EVENTS_FILE = "gebeurtenissen.csv"
EVENT_COLUMNS = ("nr", "recht", "wat", "dag", "houder_voor", "houder_na", "einde_voor", "einde_na", "stuk")
IN_TIME = "op de dag"
"""What the file of burials says where nothing was registered afterwards."""
YES = {"j": True, "n": False, "": False}
RIGHT_KINDS = {"uitsluitend": EXCLUSIVE, "gebruik_algemeen": GENERAL}
BODY, URN = "body", "urn"
BURIAL_KINDS = {"begraving": BODY, "asbus": URN}
STATUSES = ("vrij", "uitgegeven", "gereserveerd", "geblokkeerd")
OLDEST = 100
_YEAR = Span(1, "year", "other", backwards=True)
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class GraveRow:
    """A grave. `status` is what the old register typed: only whether it was blocked or reserved is taken along."""

    number: str
    cemetery: str
    section: str
    row: str
    place: str
    kind: str
    layers_max: int
    urns_max: int
    status: str
    blocked: str = ""
    reserved: str = ""
    historic: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right on a grave; `ends_on` is empty for one without an end."""

    number: str
    grave: str
    kind: str
    holder: str
    granted_on: date
    ends_on: date | None
    deed: str
    letter_on: date | None = None
    requested_on: date | None = None
    renounce_asked_on: date | None = None
    renounce_asked_by: str = ""
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class BurialRow:
    """A body in a layer, or an urn."""

    number: str
    grave: str
    person: str
    kind: str
    layer: int | None
    day: OldDay
    registration: str
    right: str = ""
    shared: bool = False
    buried_at: datetime | None = None
    died_on: date | None = None
    died_at: datetime | None = None
    permit: str = ""
    term_until: date | None = None
    exception: str = ""
    late_reason: str | None = None
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who lies there or holds a right."""

    number: str
    given_names: str
    surname: str
    born: OldDay
    died: OldDay
    street: str
    house_number: str
    postcode: str
    city: str
    address_unsure: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened to a right."""

    right: str
    what: str
    day: date
    holder_before: str
    holder_after: str
    ends_before: date | None
    ends_after: date | None
    document: str


@dataclass
class Register:
    """What was read, by number, and everything that was found. `good` when it can be taken in."""

    graves: dict[str, GraveRow] = field(default_factory=dict)
    rights: dict[str, RightRow] = field(default_factory=dict)
    burials: dict[str, BurialRow] = field(default_factory=dict)
    persons: dict[str, PersonRow] = field(default_factory=dict)
    events: dict[str, EventRow] = field(default_factory=dict)
    found: Findings = field(default_factory=Findings)

    @property
    def good(self) -> bool:
        """Is there nothing that keeps it out?"""
        return not self.found.blocking

    def days_of(self, right: RightRow, last_body: Mapping[str, date]) -> RightDays:
        """A right as the clocks read it."""
        holder = self.persons.get(right.holder)
        died = holder.died.day if holder and holder.died.whole else None
        return RightDays(right.kind, right.granted_on, right.ends_on, died, last_body.get(right.grave))

    def last_bodies(self) -> dict[str, date]:
        """The day of the last body in each grave."""
        found: dict[str, date] = {}
        for burial in self.burials.values():
            if burial.kind == BODY and burial.day.day is not None:
                found[burial.grave] = max(burial.day.day, found.get(burial.grave, date.min))
        return found


def read_register(files: Mapping[str, BinaryIO], day: date, local: Local, law: Law) -> Register:
    """Read the files together, keyed as in FILES. Never raises for what is in them."""
    register = Register()
    _read("persons", files, register.persons, _person, register.found)
    _read("graves", files, register.graves, _grave, register.found)
    _read("rights", files, register.rights, _right, register.found)
    _read("burials", files, register.burials, _burial, register.found)
    if "events" in files:
        rows = rows_of(EVENTS_FILE, files["events"], EVENT_COLUMNS, register.found)
        _take(EVENTS_FILE, "nr", rows, register.events, _event, register.found)
    if not register.found.blocking:
        _Checks(register, day, local, law).all()
    return register


@dataclass
class _Cells:
    """The cells of a row, and a place to say what is wrong with one of them."""

    file: str
    row: Row
    found: Findings
    good: bool = True

    def __getitem__(self, column: str) -> str:
        return sys.intern(self.row.cells[column])  # the same words stand in row after row, and file after file

    def wrong(self, column: str, code: str, text: str) -> None:
        self.found.add(Finding(self.file, self.row.line, column, code, text))
        self.good = False

    def filled(self, column: str) -> str:
        if not self[column]:
            self.wrong(column, "empty-cell", "Dit veld is leeg. Vul het in.")
        return self[column]

    def whole(self, column: str) -> int:
        text = self[column]
        if not (text.isascii() and text.isdigit() and len(text) < 6):
            self.wrong(column, "not-a-number", f"“{text[:20]}” is geen heel getal.")
            return 0
        return int(text)

    def one_of(self, column: str, words: Mapping[str, K]) -> K | None:
        if self[column] not in words:
            text = f"“{self[column][:20]}” is niet bekend. Kies uit: {', '.join(words)}."
            self.wrong(column, "not-known", text)
            return None
        return words[self[column]]

    def day(self, column: str) -> date | None:
        found = read_old_day(self[column])
        if found is None or not found.whole:
            text = f"“{self[column][:20]}” is geen hele dag. Schrijf hem als 2026-12-24."
            self.wrong(column, "not-a-day", text)
            return None
        return found.day

    def day_or_none(self, column: str) -> date | None:
        return self.day(column) if self[column] else None

    def moment_or_none(self, column: str) -> datetime | None:
        if not self[column]:
            return None
        try:
            found = datetime.fromisoformat(self[column])
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            text = f"“{self[column][:20]}” is geen moment. Schrijf het als 2026-12-24T11:00:00+01:00."
            self.wrong(column, "not-a-moment", text)
            return None
        return found

    def old_day(self, column: str) -> OldDay:
        found = read_old_day(self[column])
        if found is None:
            text = (
                f"“{self[column][:20]}” is niet te lezen als dag. Schrijf 1908-02-02, of wat bekend is: 1908-02, 1908."
            )
            self.wrong(column, "not-a-day", text)
            return OldDay("", "unknown")
        return found


def _read(
    part: str,
    files: Mapping[str, BinaryIO],
    into: dict[str, K],
    read: Callable[[_Cells], K | None],
    found: Findings,
) -> None:
    name, key = FILES[part], COLUMNS[part][0]
    if part not in files:
        found.add(Finding(name, 0, "", "missing-file", f"Het bestand {name} ontbreekt."))
        return
    _take(name, key, rows_of(name, files[part], COLUMNS[part], found, MORE[part]), into, read, found)


def _take(
    name: str,
    key: str,
    rows: Iterable[Row],
    into: dict[str, K],
    read: Callable[[_Cells], K | None],
    found: Findings,
) -> None:
    for row in rows:
        cells = _Cells(name, row, found)
        number = cells.filled(key)
        if number in into:
            cells.wrong(key, "double", f"{number[:30]} staat er al. Geef elke rij een eigen {key}.")
        value = read(cells)
        if value is not None and cells.good:
            into[number] = value


def _grave(cells: _Cells) -> GraveRow | None:
    layers, urns = cells.whole("lagen_max"), cells.whole("asbussen_max")
    if layers > MOST_LAYERS:
        text = f"{layers} lagen kan niet: hooguit {MOST_LAYERS} (Besluit op de lijkbezorging art. 5)."
        cells.wrong("lagen_max", "too-many-layers", text)
    cells.one_of("status", dict.fromkeys(STATUSES, True))
    number, cemetery, kind = (cells.filled(column) for column in ("grafnummer", "begraafplaats", "soort"))
    section, row, place = (cells[column] for column in ("vak", "rij", "nummer"))
    historic, unknown = cells.one_of("historisch", YES), cells.one_of("onbekende", YES)
    why = cells["geblokkeerd_omdat"], cells["gereserveerd_voor"]
    what = (number, cemetery, section, row, place, kind, layers, urns, cells["status"])
    return GraveRow(*what, *why, bool(historic), bool(unknown))


def _right(cells: _Cells) -> RightRow | None:
    kind, granted = cells.one_of("soort", RIGHT_KINDS), cells.day("ingang")
    indefinite = cells.one_of("onbepaald", {"j": True, "n": False})
    ends = None if indefinite else cells.day("einde")
    if indefinite and cells["einde"]:
        cells.wrong("einde", "end-of-endless", "Een recht voor onbepaalde tijd heeft geen einde. Maak dit veld leeg.")
    if granted is not None and ends is not None and ends < granted:
        cells.wrong("einde", "ends-before", "Het recht eindigt voor het ingaat.")
    if kind is None or granted is None:
        return None
    number, grave = cells["id"], cells.filled("grafnummer")
    letter, asked = cells.day_or_none("aangeschreven"), cells.day_or_none("verlenging_gevraagd")
    renounce = cells.day_or_none("afstand_gevraagd"), cells["afstand_aangenomen_door"]
    ended, why = cells.day_or_none("geeindigd"), cells["waarom_geeindigd"]
    if (ended is None) != (not why):
        text = "Een recht dat is geëindigd heeft een dag en een reden; anders blijven beide leeg."
        cells.wrong("waarom_geeindigd", "half-ended", text)
    what = (number, grave, kind, cells["houder"], granted, ends, cells["grafakte"])
    return RightRow(*what, letter, asked, *renounce, ended, why)


def _burial(cells: _Cells) -> BurialRow | None:
    kind = cells.one_of("soort", BURIAL_KINDS)
    layer = cells.whole("laag") if kind == BODY else None
    if kind == BODY and layer == 0 and cells["laag"]:
        cells.wrong("laag", "no-layer", "Laag 1 is de onderste; laag 0 bestaat niet.")
    if kind is None:
        return None
    number, grave, person = cells["id"], cells.filled("grafnummer"), cells.filled("overledene")
    died, removed = cells.day_or_none("overleden"), cells.day_or_none("verwijderd")
    moments = cells.moment_or_none("moment_begraven"), cells.moment_or_none("moment_overleden")
    late = cells["achteraf_omdat"]
    return BurialRow(
        number,
        grave,
        person,
        kind,
        layer,
        cells.old_day("datum"),
        cells["registratienummer"],
        cells["recht"],
        bool(cells.one_of("samen_in_laag", YES)),
        moments[0],
        died,
        moments[1],
        cells["verlof"],
        cells.day_or_none("recht_tot"),
        cells["besluit_burgemeester"],
        # Without this column nothing is known of how it was registered; ours says “op de dag” where it was in time.
        None if not late else "" if late == IN_TIME else late,
        removed,
    )


def _event(cells: _Cells) -> EventRow | None:
    day, ends = cells.day("dag"), (cells.day_or_none("einde_voor"), cells.day_or_none("einde_na"))
    right, what = cells.filled("recht"), cells.filled("wat")
    if day is None:
        return None
    return EventRow(right, what, day, cells["houder_voor"], cells["houder_na"], *ends, cells["stuk"])


def _person(cells: _Cells) -> PersonRow | None:
    unsure = cells.one_of("adres_onderzoek", {"j": True, "n": False, "": False})
    surname = cells.filled("achternaam")
    born, died = cells.old_day("geboren"), cells.old_day("overleden")
    street, house, postcode, city = (cells[column] for column in ("straat", "huisnummer", "postcode", "plaats"))
    return PersonRow(cells["id"], cells["voornaam"], surname, born, died, street, house, postcode, city, bool(unsure))


@dataclass
class _Checks:
    """What the four files say of each other."""

    register: Register
    day: date
    local: Local
    law: Law

    def all(self) -> None:
        for grave in self.register.graves.values():
            self._grave(grave)
        taken: dict[str, str] = {}
        for right in self.register.rights.values():
            self._right(right, taken)
        layers: dict[tuple[str, int], str] = {}
        for burial in self.register.burials.values():
            self._burial(burial, layers)
        for number, event in self.register.events.items():
            self._event(number, event)

    def _note(self, part: str, number: str, column: str, code: str, text: str, blocks: bool = True) -> None:
        self.register.found.add(Finding(FILES[part], 0, column, code, f"{number}: {text}", blocks))

    def _grave(self, grave: GraveRow) -> None:
        cemetery = self.local.cemetery_named(grave.cemetery)
        if cemetery is None:
            known = ", ".join(one.name for one in self.local.cemeteries)
            text = f"begraafplaats {grave.cemetery[:30]} is niet bekend. Kies uit: {known}."
            self._note("graves", grave.number, "begraafplaats", "unknown-cemetery", text)
        elif not any((one.code, one.cemetery) == (grave.kind, cemetery.code) for one in self.local.kinds):
            text = f"de soort {grave.kind[:30]} is niet bekend op {cemetery.name}."
            self._note("graves", grave.number, "soort", "unknown-kind", text)

    def _right(self, right: RightRow, taken: dict[str, str]) -> None:
        persons, number = self.register.persons, right.number
        if right.grave not in self.register.graves:
            self._note("rights", number, "grafnummer", "unknown-grave", f"graf {right.grave} staat niet in graven.csv.")
        runs = right.ended_on is None
        if runs and right.kind == EXCLUSIVE and (other := taken.setdefault(right.grave, number)) != number:
            text = f"graf {right.grave} heeft al een uitsluitend recht ({other})."
            self._note("rights", number, "grafnummer", "two-rights", text)
        if not right.holder:
            self._note("rights", number, "houder", "no-holder", "er is geen houder bekend.", False)
        elif right.holder not in persons:
            self._note("rights", number, "houder", "unknown-person", f"{right.holder} staat niet in personen.csv.")
        else:
            born, died = persons[right.holder].born, persons[right.holder].died
            if runs and born.day and not died.day and self.day.year - born.day.year > OLDEST:
                self._note("rights", number, "houder", "old-holder", f"de houder is ouder dan {OLDEST}.", False)
        if runs and right.ends_on is not None and right.ends_on < raw_end(self.day, _YEAR):
            text = f"het recht is meer dan een jaar voorbij ({right.ends_on})."
            self._note("rights", number, "einde", "long-over", text, False)

    def _event(self, number: str, event: EventRow) -> None:
        def note(column: str, code: str, text: str) -> None:
            self.register.found.add(Finding(EVENTS_FILE, 0, column, code, f"{number}: {text}"))

        if event.right not in self.register.rights:
            note("recht", "unknown-right", f"recht {event.right} staat niet in grafrechten.csv.")
        for column, holder in (("houder_voor", event.holder_before), ("houder_na", event.holder_after)):
            if holder and holder not in self.register.persons:
                note(column, "unknown-person", f"{holder} staat niet in personen.csv.")

    def _burial(self, burial: BurialRow, layers: dict[tuple[str, int], str]) -> None:
        number, grave = burial.number, self.register.graves.get(burial.grave)
        person = self.register.persons.get(burial.person)
        right = self.register.rights.get(burial.right) if burial.right else None
        if burial.right and (right is None or right.grave != burial.grave):
            self._note("burials", number, "recht", "unknown-right", f"{burial.right} is geen recht op dit graf.")
        if person is None:
            text = f"{burial.person} staat niet in personen.csv."
            self._note("burials", number, "overledene", "unknown-person", text)
        elif burial.day.whole and person.died.whole and burial.day.day and person.died.day:
            if burial.day.day <= person.died.day and not burial.exception and burial.kind == BODY:
                text = "begraven binnen 36 uur na het overlijden kan niet zonder besluit van de burgemeester."
                self._note("burials", number, "datum", "too-early", text)
        else:
            self._note("burials", number, "datum", "day-unsure", "de dag is niet precies bekend.", False)
        if grave is None:
            self._note(
                "burials", number, "grafnummer", "unknown-grave", f"graf {burial.grave} staat niet in graven.csv."
            )
        elif burial.layer is not None:
            if burial.layer > grave.layers_max:
                text = f"laag {burial.layer} in een graf met {grave.layers_max}."
                self._note("burials", number, "laag", "layer-above-max", text)
            alone = not burial.shared and burial.removed_on is None
            if alone and (other := layers.setdefault((burial.grave, burial.layer), number)) != number:
                text = f"in laag {burial.layer} van graf {burial.grave} ligt al iemand ({other})."
                self._note("burials", number, "laag", "layer-taken", text)


def short_terms(register: Register, law: Law) -> int:
    """How many bodies were buried with less of the term left than is asked today: they are taken along as they are."""
    ends = {right.grave: right.ends_on for right in register.rights.values()}
    bodies = [one for one in register.burials.values() if one.kind == BODY and one.day.day is not None]
    return sum(not enough_left(one.day.day, ends.get(one.grave), law) for one in bodies if one.day.day)
