"""The three sentences say what the figures say, in the number and with the word that fits."""

import pytest

from noaber.reporting.definitions import Definitions, Remark, Sum
from noaber.reporting.report import compose
from noaber.reporting.tests import example_report as example

SERVICES = example.DEFINITIONS.services[:2]
NORMS = tuple(example.kpi(f"N-{number}", f"Norm {number}", "90", "5", (1,)) for number in (1, 2, 3, 4, 5))


def said(sums, kpis=(), remarks=()):
    agreed = Definitions(SERVICES, example.DEFINITIONS.minimum_persons, kpis=tuple(kpis))
    report = compose(example.head(), sums, agreed, example.terms(), remarks)
    return [sentence.text for sentence in report.sentences]


def closed(now, before, service=1):
    return [
        Sum("2026-Q2", service, "case.closed", "x", now, 0, now),
        Sum("2025-Q2", service, "case.closed", "x", before, 0, before),
    ]


def judged(*quantities):
    return [Sum("2026-Q2", 1, "kpi", f"N-{number}", hits, 10, 10) for number, hits in enumerate(quantities, 1)]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (12, 10, "12 zaken afgehandeld, 2 (20,0\u00a0%) meer dan in hetzelfde"),
        (8, 10, "8 zaken afgehandeld, 2 (20,0\u00a0%) minder dan in hetzelfde"),
        (10, 10, "10 zaken afgehandeld, evenveel als in hetzelfde"),
        (3, 0, "3 zaken afgehandeld, 3 meer dan in hetzelfde"),
        (1, 0, "is 1 zaak afgehandeld, 1 meer dan in hetzelfde"),
    ],
)
def test_the_first_sentence_compares_with_last_year(now, before, words):
    assert words in said(closed(now, before))[0]


def test_the_first_sentence_names_the_service_that_changed_most_in_either_direction():
    text = said(closed(10, 8) + closed(10, 15, service=2))[0]
    assert text.endswith("het meest veranderde dienst 2 (BRP): 10 zaken, 5 minder.")


@pytest.mark.parametrize(
    ("hits", "words"),
    [
        ((9,), "Van de 1 norm met een oordeel is er 1 gehaald."),
        ((9, 9), "Van de 2 normen met een oordeel zijn er 2 gehaald."),
        ((9, 8), "zijn er 1 gehaald; niet gehaald: Norm 2 (80,0\u00a0%, norm ten minste 90\u00a0%)"),
        ((8, 8, 8), "Norm 2 (80,0\u00a0%, norm ten minste 90\u00a0%) en Norm 3 (80,0"),
        ((8, 8, 8, 8, 8), "en nog 2"),
    ],
)
def test_the_second_sentence_names_at_most_three_missed_norms(hits, words):
    text = said(judged(*hits), NORMS[: len(hits)])[1]
    assert words.replace("zijn er 1", "is er 1") in text


def test_without_any_judgement_the_second_sentence_says_so_and_calls_nothing_met():
    text = said([], NORMS[:2])[1]
    assert text == "Over geen enkele norm is een oordeel mogelijk; bij 2 normen zijn er te weinig waarnemingen."


@pytest.mark.parametrize(
    ("came", "went", "late", "words"),
    [
        (5, 3, 0, "Er kwamen 2 zaken meer binnen dan er werden afgehandeld en geen zaak liep over de termijn"),
        (3, 5, 1, "Er werden 2 zaken meer afgehandeld dan er binnenkwamen en 1 zaak liep over de termijn"),
        (4, 4, 2, "Er werden evenveel zaken afgehandeld als er binnenkwamen en 2 zaken liepen over de termijn"),
        (4, 3, 0, "Er kwam 1 zaak meer binnen dan er werden afgehandeld"),
        (3, 4, 0, "Er werd 1 zaak meer afgehandeld dan er binnenkwamen"),
    ],
)
def test_the_third_sentence_tells_whether_the_pile_grows_and_what_is_late(came, went, late, words):
    sums = [
        Sum("2026-Q2", 1, "case.registered", "x", came, 0, came),
        Sum("2026-Q2", 1, "case.closed", "x", went, 0, went),
        Sum("2026-Q2", 1, "case.overdue", "x", late, 0, late),
    ]
    assert said(sums)[2].startswith(words)


@pytest.mark.parametrize(
    ("remarks", "words"),
    [
        ((), "N-1 en N-2 wachten nog op een actie met een eigenaar."),
        ((Remark("x", "y", "z", kpi="N-1"),), "N-2 wacht nog op een actie met een eigenaar."),
        (
            (Remark("x", "y", "z", kpi="N-1"), Remark("x", "y", "z", kpi="N-2")),
            "bij elke gemiste norm staat een actie met een eigenaar.",
        ),
    ],
)
def test_the_third_sentence_names_the_missed_norms_that_nobody_took_up(remarks, words):
    assert said(judged(0, 0), NORMS[:2], remarks)[2].endswith(words)


def test_every_number_of_a_sentence_can_be_opened():
    for sentence in example.report().sentences:
        assert sentence.figures
        for figure in sentence.figures:
            assert figure.value.lstrip("+-") in sentence.text
            assert figure.trace.lines or figure.trace.inputs or figure.trace.formula
