"""What an agreement says, as a value read from its data: clauses, terms, services, norms, mandates, duties, addenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from noaber.agreement.catalogue import Catalogue, catalogue_of
from noaber.agreement.opening import Location, Opening, Skill, opening_of
from noaber.agreement.paper_texts import PaperTexts, papers_of
from noaber.calendar.deadlines import Span
from noaber.calendar.law_terms import law_term
from noaber.values import Clause, Euro, MissingTerm, Period, Term

KINDS = ("rule", "duty", "definition", "statement")
UNITS = ("euro", "percent", "days", "workdays", "hours", "minutes", "weeks", "months", "years", "count", "flag", "text")
COMPETENCES = ("abs", "babs", "voe", "brp")
"""What a product can need of whoever decides it; the subject `competence` says what each is."""
EVENTS = ("divorce-final", "marriage-notice", "partnership-notice", "fee-paid")
"""What can have happened on the day of the event of a product; the cases say what follows from each."""
LEADING = ("investigation", "laa-signal", "correction", "source-document", "grave-permit", "municipal-funeral")
"""Files that lead a case through its phases, to its decision and its end; named as the address where they open."""
FILES = (*LEADING, "option", "naturalisation", "registration")
"""Which file of its own a case of a product has; subjects above the cases keep them."""
RHYTHMS = ("month", "quarter", "half-year", "year", "six-weeks", "once")
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One article or sub-article, in our own words. `reason` says why no term, act or duty carries it out."""

    number: str
    title: str
    kind: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PartyData:
    """A municipality as the agreement's papers name it. `fictional` marks identifiers that are not the real ones."""

    code: int
    slug: str
    name: str
    role: str
    oin: str = ""
    kvk: str = ""
    vat_number: str = ""
    iban: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term with its name and unit; `source` says where an unverified value comes from.

    `by_people` marks what people apply themselves: no rule reads it, and the pages say so.
    """

    name: str
    unit: str
    term: Term[Any]
    text: str = ""
    source: str = ""
    by_people: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """One of the services that the contractor carries out. `group` is the level at which money is shown."""

    number: int
    name: str
    clause: Clause
    group: str
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """What can be asked for under a service. `span` is the term of law, `norm_workdays` the agreed norm.

    The first of the outcomes is what was asked for. `needs` are the competences of which whoever decides must have one;
    `deed` where deciding is passing a deed of the registrar; `separate` is the law by which who registers does not
    decide; `event` is what must have happened on a day that is typed in, before or after which something is refused.

    `term` is the row of the terms of law that `span` and `law` come from, where it has one. `declares` are the rows of
    the terms that a resident must keep. `minutes` is how long it takes at the desk, none where no appointment is
    needed. `retention` is a row of the Selectielijst. `file` is the file of its own that a case has; `norm_from` says
    that the norm runs from the day on which that file was complete, rather than from receipt.
    """

    code: str
    name: str
    service: int
    organ: str
    outcomes: tuple[str, ...]
    term: str = ""
    span: Span | None = None
    law: str = ""
    norm_workdays: int | None = None
    per_year: int | None = None
    upl: str = ""
    desk: bool = False
    needs: tuple[str, ...] = ()
    deed: bool = False
    separate: str = ""
    event: str = ""
    upl_uri: str = ""
    declares: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    retention: str = ""
    minutes: int | None = None
    file: str = ""
    norm_from: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        """The competences of which one is needed: what the registrar signs needs an appointment (BW 1:16)."""
        return self.needs or (("abs",) if self.organ == "registrar" else ())


@dataclass(frozen=True, slots=True)
class Kpi:
    """A norm of the service level agreement. `measured_by` is `norm`, `deadline`, the act that counts it, or empty."""

    code: str
    name: str
    formula: str
    unit: str
    norm_operator: str
    norm: Decimal
    period: str
    source: str
    clauses: tuple[Clause, ...]
    measured_by: str = ""
    services: tuple[int, ...] = ()
    products: tuple[str, ...] = ()
    proposal: bool = True
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """A grant of the register: who may do which acts on behalf of which organ, up to what amount. Awb 10:1 to 10:10.

    `acts` are codes of acts, or a subject with a star (`cases.*`). `side` is `contractor` or `client`. `signature` are
    the words that a decision under it is signed with. `proposal` marks a grant that nobody confirmed,
    and `source` is where that comes from.
    """

    code: str
    clause: Clause
    organ: str
    functions: tuple[str, ...]
    side: str
    acts: tuple[str, ...]
    period: Period
    limit: Euro | None = None
    signature: str = ""
    title: str = ""
    proposal: bool = False
    source: str = ""

    def covers(self, act: str) -> bool:
        """Is the act among those granted?"""
        return any(act == word or (word.endswith(".*") and act.startswith(word[:-1])) for word in self.acts)


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A duty that the calendar brings: which rhythm, due how long after the period, held by whom, done by which act.

    `about` is a pattern for what it is about (`invoice:{period}`), so that the act that does it settles it. Due is
    counted from the last day of the period (`workdays` or `days`), or falls on `month` and `day` of the year after it.
    `lead` and `remind` are days before the due day: when it appears and when it is brought up again. `law` is the
    article of an act that asks it beside the agreement; `proposal` marks a day that nobody has confirmed, with in
    `source` where it comes from.
    """

    code: str
    title: str
    clause: Clause
    holder: str
    done_by: str
    rhythm: str
    about: str = ""
    since: date = date.min
    until: date | None = None
    workdays: int | None = None
    days: int | None = None
    month: int | None = None
    day: int | None = None
    anchor: date | None = None
    lead: int = 14
    remind: int = 5
    law: str = ""
    proposal: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Addendum:
    """What the parties fixed for a year (art. 4.2 of the first agreement)."""

    year: int
    title: str
    clause: Clause
    agreed: date | None
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How a service is taxed for a run of days: category (`S`, `E`, `O`, ...), percent (21), and who decided it.

    Service 0 stands for every service without a rule of its own. `compensable` is the part of the tax that the client
    can reclaim (BTW-compensatiefonds).
    """

    service: int
    period: Period
    category: str
    percent: Decimal
    exemption: str = ""
    compensable: Fraction = Fraction(0)
    decided_by: str = ""
    document: str = ""


@dataclass(frozen=True)
class Book:
    """One agreement. `acts` says under which clause each act is done.

    `reading_only` marks an agreement that is kept to be read: nothing is done under it any more.
    """

    code: str
    title: str
    client: int
    contractor: int
    since: date
    until: date | None
    predecessor: str
    source: str
    source_digest: str
    parties: tuple[PartyData, ...] = ()
    clauses: tuple[ClauseText, ...] = ()
    terms: tuple[NamedTerm, ...] = ()
    services: tuple[Service, ...] = ()
    products: tuple[Product, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    taxes: tuple[TaxRule, ...] = ()
    locations: tuple[Location, ...] = ()
    skills: tuple[Skill, ...] = ()
    openings: tuple[Opening, ...] = ()
    acts: Mapping[str, str] = field(default_factory=dict)
    reading_only: bool = False
    catalogue: Catalogue = field(default_factory=Catalogue)
    papers: PaperTexts = field(default_factory=PaperTexts)

    @classmethod
    def from_document(cls, document: Document) -> Book:
        """The agreement from its data (TOML as read, or the JSON kept of it); the loader has checked it first."""
        return _Reader(document).book()

    @cached_property
    def _clauses(self) -> dict[str, ClauseText]:
        return {clause.number: clause for clause in self.clauses}

    @cached_property
    def _terms(self) -> dict[str, list[NamedTerm]]:
        found: dict[str, list[NamedTerm]] = {}
        for named in self.terms:
            found.setdefault(named.name, []).append(named)
        return found

    @cached_property
    def _mandates(self) -> dict[tuple[str, str, date], tuple[Mandate, ...]]:
        return {}

    @cached_property
    def _products(self) -> dict[str, Product]:
        return {product.code: product for product in self.products}

    def clause(self, number: str) -> ClauseText:
        """The text of a clause. Raises KeyError for a number that the agreement does not have."""
        return self._clauses[number]

    def reference(self, number: str) -> Clause:
        """A clause as rules cite it. Raises KeyError for a number that the agreement does not have."""
        return Clause(self.code, self._clauses[number].number)

    def term(self, name: str, day: date) -> Term[Any]:
        """The agreed value as it holds on a day. Raises MissingTerm where the agreement says nothing."""
        for named in self._terms.get(name, ()):
            if named.term.holds_on(day):
                return named.term
        raise MissingTerm(f"De overeenkomst {self.code} zegt niets over {name} op {day}.")

    def act_clause(self, act: str) -> Clause:
        """The clause under which an act is done. Raises KeyError for an act that the agreement does not know."""
        return self.reference(self.acts[act])

    def norms_of(self, act: str, service: int | None = None) -> list[tuple[str, Clause]]:
        """The norms that an act counts, each with its article; those of one service where it is named."""
        found = [kpi for kpi in self.kpis if kpi.measured_by == act and (service is None or service in kpi.services)]
        return [(kpi.code, kpi.clauses[0]) for kpi in found]

    def service_measured_by(self, act: str) -> int:
        """The service that an act counts for: that of the first norm which counts it, zero where no norm does."""
        return next((number for kpi in self.kpis if kpi.measured_by == act for number in kpi.services), 0)

    def service_of(self, product: str) -> int:
        """The service of a product, zero where the agreement does not have it."""
        found = self._products.get(product)
        return found.service if found is not None else 0

    def mandates_for(self, act: str, organ: str, day: date) -> tuple[Mandate, ...]:
        """The grants for an act that are in force on a day; of one organ where it is named."""
        key = (act, organ, day)
        if key not in self._mandates:
            if len(self._mandates) > 2_000:
                self._mandates.clear()
            self._mandates[key] = tuple(
                mandate
                for mandate in self.mandates
                if mandate.covers(act) and day in mandate.period and (not organ or mandate.organ == organ)
            )
        return self._mandates[key]

    def service(self, number: int) -> Service:
        """A service by its number. Raises KeyError."""
        for service in self.services:
            if service.number == number:
                return service
        raise KeyError(number)

    def product(self, code: str) -> Product:
        """A product by its code. Raises KeyError."""
        return self._products[code]

    def party(self, role: str) -> PartyData:
        """The `client` or the `contractor` as papers name it."""
        return next(party for party in self.parties if party.role == role)

    def addendum(self, year: int) -> Addendum | None:
        """The addendum of a year, if there is one."""
        return next((addendum for addendum in self.addenda if addendum.year == year), None)


def term_value(unit: str, value: Any) -> Any:
    """A value in the type of its unit: euro as Euro, percent as Fraction, flag as bool, text as str, the rest whole.

    Raises ValueError with what is wrong.
    """
    if unit not in UNITS:
        raise ValueError(f"“{unit}” is geen eenheid. Kies uit: {', '.join(UNITS)}.")
    if unit == "euro":
        return Euro.of(str(value))
    if unit == "percent":
        return Fraction(str(value)) / 100
    kind = {"flag": bool, "text": str}.get(unit, int)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{value!r} past niet bij de eenheid {unit}.")
    return value


def day_of(value: Any) -> date:
    """A day from TOML (a date) or from JSON (`2024-01-01`)."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


class _Reader:
    """Turns the data into values, section by section."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.code: str = document["agreement"]["code"]

    def book(self) -> Book:
        head = self.document["agreement"]
        parties = tuple(PartyData(**row) for row in self._rows("party"))
        codes = {party.role: party.code for party in parties}
        return Book(
            code=self.code,
            title=head["title"],
            client=codes["client"],
            contractor=codes["contractor"],
            since=day_of(head["since"]),
            until=day_of(head["until"]) if head.get("until") else None,
            predecessor=head.get("predecessor", ""),
            source=head.get("source", ""),
            source_digest=head.get("source_digest", ""),
            parties=parties,
            clauses=tuple(ClauseText(**row) for row in self._rows("clause")),
            terms=tuple(self._term(row) for row in self._rows("term")),
            services=tuple(Service(**row | {"clause": self._clause(row["clause"])}) for row in self._rows("service")),
            products=tuple(self._product(row) for row in self._rows("product")),
            kpis=tuple(self._kpi(row) for row in self._rows("kpi")),
            mandates=tuple(self._mandate(row) for row in self._rows("mandate")),
            duties=tuple(self._duty(row) for row in self._rows("duty")),
            addenda=tuple(self._addendum(row) for row in self._rows("addendum")),
            taxes=tuple(self._tax(row) for row in self._rows("tax")),
            locations=tuple(
                Location(**row | {"clause": self._clause(row["clause"])}) for row in self._rows("location")
            ),
            skills=tuple(Skill(**row | {"products": tuple(row.get("products", ()))}) for row in self._rows("skill")),
            openings=tuple(opening_of(row, self._period(row)) for row in self._rows("opening")),
            acts=dict(self.document.get("acts", {})),
            reading_only=head.get("reading_only", False),
            catalogue=catalogue_of(self.document),
            papers=papers_of(self.document),
        )

    def _rows(self, name: str) -> Sequence[dict[str, Any]]:
        rows: Sequence[dict[str, Any]] = self.document.get(name, ())
        return rows

    def _clause(self, number: str) -> Clause:
        return Clause(self.code, str(number))

    def _period(self, row: Mapping[str, Any]) -> Period:
        since = row.get("since", self.document["agreement"]["since"])
        return Period(day_of(since), day_of(row["until"]) if row.get("until") else None)

    def _term(self, row: dict[str, Any]) -> NamedTerm:
        period = self._period(row)
        value = term_value(row["unit"], row["value"])
        term = Term(value, self._clause(row["clause"]), period.since, period.until, row.get("proposal", False))
        text, source = row.get("text", ""), row.get("source", "")
        return NamedTerm(row["name"], row["unit"], term, text, source, row.get("by_people", False))

    def _product(self, row: dict[str, Any]) -> Product:
        law: dict[str, Any] = {"span": Span(**row["span"]) if row.get("span") else None}
        if row.get("term"):
            found = law_term(row["term"])
            law = {"span": found.span, "law": str(found.clause)}
        lists = {name: tuple(row.get(name, ())) for name in ("outcomes", "declares", "steps", "needs")}
        return Product(**row | law | lists)

    def _kpi(self, row: dict[str, Any]) -> Kpi:
        changed = {
            "norm": Decimal(str(row["norm"])),
            "clauses": tuple(self._clause(number) for number in row["clauses"]),
            "services": tuple(row.get("services", ())),
            "products": tuple(row.get("products", ())),
        }
        return Kpi(**row | changed)

    def _mandate(self, row: dict[str, Any]) -> Mandate:
        kept = {name: value for name, value in row.items() if name not in ("since", "until")}
        changed = {
            "clause": self._clause(row["clause"]),
            "functions": tuple(row["functions"]),
            "acts": tuple(row["acts"]),
            "period": self._period(row),
            "limit": Euro.of(str(row["limit"])) if "limit" in row else None,
        }
        return Mandate(**kept | changed)

    def _duty(self, row: dict[str, Any]) -> DutyRule:
        days = {name: day_of(row[name]) for name in ("since", "until", "anchor") if row.get(name)}
        return DutyRule(**row | days | {"clause": self._clause(row["clause"])})

    def _addendum(self, row: dict[str, Any]) -> Addendum:
        agreed = day_of(row["agreed"]) if row.get("agreed") else None
        return Addendum(row["year"], row["title"], self._clause(row["clause"]), agreed, row.get("fictional", False))

    def _tax(self, row: dict[str, Any]) -> TaxRule:
        kept = {name: value for name, value in row.items() if name not in ("since", "until")}
        changed = {
            "period": self._period(row),
            "percent": Decimal(str(row["percent"])),
            "compensable": Fraction(str(row.get("compensable", 0))),
        }
        return TaxRule(**kept | changed)
