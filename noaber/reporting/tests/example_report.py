"""A fictional report for the tests: two years of counts, norms of every status, and money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from noaber.reporting.definitions import (
    BudgetRow,
    Definitions,
    KpiRow,
    PlanRow,
    ProductRow,
    Remark,
    ReportHead,
    ServiceRow,
    Sum,
)
from noaber.reporting.figures import window
from noaber.reporting.report import QuarterReport, compose
from noaber.reporting.terms import ReportTerms
from noaber.values import Clause, Euro, Period, Term

CODE = "voorbeeld-2024"
NAMES = (
    ("1e lijn balie burgerzaken", "Burgerzaken"),
    ("BRP", "Burgerzaken"),
    ("Burgerlijke stand", "Burgerzaken"),
    ("Naturalisatie, nationaliteit en optie", "Burgerzaken"),
    ("Eerste inschrijving en VOE", "Burgerzaken"),
    ("Functioneel beheer", "Burgerzaken"),
    ("Zelfevaluatie, brondocumenten en correctie", "Burgerzaken"),
    ("Verkiezingen", "Verkiezingen"),
    ("Begraafplaatsadministratie", "Begraafplaatsadministratie"),
    ("Advies informatievoorziening en automatisering", "Informatievoorziening"),
)
PEOPLE = (3, 4, 3, 2, 3, 2, 3, 5, 1, 1)
PRODUCTS = (
    ("paspoort", "Paspoort", 1, 460),
    ("identiteitskaart", "Nederlandse identiteitskaart", 1, 330),
    ("rijbewijs", "Rijbewijs", 1, 400),
    ("uittreksel", "Uittreksel basisregistratie personen", 1, 180),
    ("verhuizing", "Verhuizing doorgeven", 2, 300),
    ("briefadres", "Briefadres", 2, 9),
    ("terugmelding", "Terugmelding over een adres", 2, 41),
    ("geboorte", "Aangifte van geboorte", 3, 37),
    ("overlijden", "Aangifte van overlijden", 3, 49),
    ("huwelijk", "Huwelijk en partnerschap", 3, 31),
    ("optie", "Optieverklaring", 4, 3),
    ("naturalisatie", "Naturalisatie", 4, 5),
    ("eerste-inschrijving", "Eerste inschrijving", 5, 38),
    ("vergunning-begraven", "Vergunning voor begraven", 9, 22),
    ("grafrecht", "Verlengen van een grafrecht", 9, 18),
)


def clause(number: str) -> Clause:
    return Clause(CODE, number)


def terms(minimum: int = 5) -> ReportTerms:
    return ReportTerms(Term(20, clause("6")), Term(30, clause("6")), Term(minimum, clause("7.9")), Term(5, clause("6")))


def head(period: str = "2026-Q2", *, since: date = date(2024, 1, 1), **changes: str) -> ReportHead:
    words: dict[str, str] = {
        "agreement": CODE,
        "title": "Dienstverleningsovereenkomst Publieksdiensten",
        "client": "Ommen",
        "contractor": "Twenterand",
        "checkpoint": (
            "journaal.voorbeeld.example/ommen/2026\n18432\nq5Zt0mFDJXk1sd8eLwq9oQv2b2b8mQzC1yq0nXhWmQY=\n\n"
            "— journaal.voorbeeld.example/ommen/2026 Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6"
        ),
        "definitions": "normen van 1 januari 2026",
    }
    return ReportHead(
        period=Period.parse(period), since=since, drawn=date(2026, 7, 24), entries=18432, **{**words, **changes}
    )


def kpi(code: str, name: str, norm: str, number: str, services: tuple[int, ...] = (), **changes: object) -> KpiRow:
    fields: dict[str, object] = {
        "formula": "aandeel binnen de norm",
        "unit": "%",
        "norm_operator": ">=",
        "norm": Decimal(norm),
        "period": "kwartaal",
        "source": "zaaksysteem",
        "clauses": (clause(number), clause("5")),
        "measured_by": "norm",
        "services": services,
    }
    return KpiRow(code, name, **{**fields, **changes})  # type: ignore[arg-type]


KPIS = (
    kpi("BZ-01", "Afspraak beschikbaar", "90", "3.1.1", (1,), measured_by="", source="afsprakensysteem"),
    kpi("BZ-03", "Reisdocument of rijbewijs gereed", "98", "3.1.1", (1,)),
    kpi("BZ-04", "Uittreksel of afschrift verstrekt", "95", "3.1.1", (1, 2, 3)),
    kpi("BZ-05", "Klanttevredenheid", "8.0", "3.2", (1,), unit="cijfer 1-10", period="halfjaar", minimum=20),
    kpi("BZ-06", "Verhuisaangifte verwerkt", "98", "3.1.1", (2,)),
    kpi("BZ-08", "Geboorte- en overlijdensakte", "99", "3.1.1", (3,)),
    kpi("BZ-10", "Optieverklaring beslist", "100", "3.1.1", (4,), norm_operator="=", period="jaar"),
    kpi("BG-01", "Bestand K2B aangeleverd", "100", "3.1.3", (9,), norm_operator="=", minimum=1),
    kpi("BG-02", "Begraafplaatsvergunning", "95", "3.1.3", (9,), period="halfjaar", proposal=True),
    kpi("FI-01", "Factuur op tijd", "100", "4.10", (), norm_operator="=", minimum=1),
    kpi("PR-01", "Datalek gemeld aan opdrachtgever", "100", "7.6", (), norm_operator="="),
)

DEFINITIONS = Definitions(
    minimum_persons=Term(3, clause("7.1")),
    services=tuple(
        ServiceRow(number, name, clause(f"3.1.1.{number}"), group) for number, (name, group) in enumerate(NAMES, 1)
    ),
    products=tuple(ProductRow(code, name, service) for code, name, service, _ in PRODUCTS),
    kpis=KPIS,
    plans=tuple(PlanRow(service, count * 4, clause("4.2"), code) for code, _, service, count in PRODUCTS[:13]),
    budgets=(
        BudgetRow("wage", clause("4.10"), Euro.of("412500")),
        BudgetRow("cao", clause("4.3"), None, lifts=True),
        BudgetRow("revaluation", clause("4.4"), None, lifts=True),
        BudgetRow("billed.overhead", clause("3.4"), Euro.of("144375")),
        BudgetRow("billed.training", clause("4.2"), Euro.of("9500.01")),
        BudgetRow("extra", clause("3.6"), None),
        BudgetRow("calamity", clause("3.7"), None),
    ),
)

REMARKS = (
    Remark(
        "De leverancier had in mei twee dagen storing.",
        "Spoedbalie bij storing openen; afspraak met de leverancier over bericht binnen een uur.",
        "Teamleider Dienstverlening",
        date(2026, 9, 1),
        kpi="BZ-03",
    ),
    Remark("In juni zijn 38 verhuizingen van één nieuw gebouw tegelijk aangegeven.", service=2),
    Remark("Vanaf 1 juli geldt een nieuw tarief voor de identiteitskaart.", "Website aanpassen", "Regisseur"),
)


def sums(period: str = "2026-Q2") -> list[Sum]:
    """Two years of lines, made by arithmetic so that every run is the same."""
    found = []
    for place, quarter in enumerate(window(Period.parse(period))):
        for index, (code, _, service, usual) in enumerate(PRODUCTS):
            closed = max(usual * (88 + 2 * place + (place * 7 + index * 5) % 13) // 100, 1)
            found += [
                Sum(quarter, service, "case.closed", code, closed, 0, closed),
                Sum(quarter, service, "case.registered", code, closed + (index + place) % 3, 0, closed),
                Sum(quarter, service, "case.overdue", code, (index * place) % 4, 0, (index * place) % 4),
                Sum(quarter, service, "case.days", code, closed * (1 + index % 4), closed, closed),
            ]
        found += _norms(quarter, place) + _money(quarter, place)
    return found


def _norms(quarter: str, place: int) -> list[Sum]:
    rows = (
        ("BZ-03", 1, 1180 - (40 if place == 7 else 9 + place), 1190),
        ("BZ-04", 1, 170 + place, 180),
        ("BZ-04", 2, 4, 4),
        ("BZ-05", 1, 8 * 41 + place * 3, 41),
        ("BZ-06", 2, 295, 300 - place % 2),
        ("BZ-08", 3, 86, 86),
        ("BZ-10", 4, 2, 2),
        ("BG-01", 9, 2 - (place == 7), 2),
        ("BG-02", 9, 19 + place % 2, 20),
        ("FI-01", 0, 3, 3),
    )
    return [Sum(quarter, service, "kpi", code, hits, base, base) for code, service, hits, base in rows]


def _money(quarter: str, place: int) -> list[Sum]:
    found = []
    for service in range(1, 11):
        wage = 900_000 + service * 21_017 + place * 3_331
        people = PEOPLE[service - 1]
        found += [
            Sum(quarter, service, "wage", "", wage, 3 * people, 3, people),
            Sum(quarter, service, "cao", "", wage // 80, 3 * people, 3, people),
            Sum(quarter, service, "billed.overhead", "", wage * 35 // 100, 0, 3),
        ]
    return [
        *found,
        Sum(quarter, 0, "billed.training", "", 237_500, 0, 3),
        Sum(quarter, 8, "extra", "stembureau", 412_345, 0, 1),
        Sum(quarter, 9, "calamity", "storm", 1_250_000 if place == 6 else 0, 0, 1),
        Sum(quarter, 0, "billed.net", "", 14_250_000 + place * 40_000, 0, 3),
    ]


def report(period: str = "2026-Q2", **changes: Any) -> QuarterReport:
    return compose(replace(head(period), **changes), sums(period), DEFINITIONS, terms(), REMARKS)
