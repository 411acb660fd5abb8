"""What stands in the field of leges before anybody types: what the tariffs say, and nothing that they do not."""

from datetime import date

import pytest

from noaber.agreement.catalogue import Tariff
from noaber.appointments.leges import UNKNOWN, proposal
from noaber.values import Euro, Period


def tariff(amount, kind="fixed", status="final", name="voor iedereen"):
    period = Period(date(2026, 1, 1), None)
    return Tariff("akte", "akte", {"nl": name, "en": name}, Euro.of(amount), period, kind, status, "bron")


@pytest.mark.parametrize(
    ("tariffs", "persons", "amount"),
    [
        ([], 1, None),
        ([tariff("15.70")], 1, Euro(1_570)),
        ([tariff("15.70")], 3, Euro(4_710)),
        ([tariff("945", "state")], 1, Euro(94_500)),
        ([tariff("12", "ordinance")], 1, Euro(1_200)),
        ([tariff("0", "free")], 2, Euro(0)),
        # A maximum is not what is asked, and one that is not final may still change.
        ([tariff("83.87", "max")], 1, None),
        ([tariff("15.70", status="draft")], 1, None),
        # With two of them nobody but the desk knows which is meant.
        ([tariff("27.50"), tariff("21.20")], 1, None),
    ],
)
def test_an_amount_is_proposed_where_only_one_can_be_meant(tariffs, persons, amount):
    assert proposal(tariffs, persons).amount == amount


@pytest.mark.parametrize(
    ("tariffs", "words"),
    [
        ([], UNKNOWN),
        ([tariff("0", "free")], "voor iedereen: gratis"),
        ([tariff("15.70", status="draft")], "voor iedereen: € 15,70 (nog niet definitief)"),
        (
            [tariff("83.87", "max", name="18 jaar en ouder"), tariff("63.42", "max", name="jonger dan 18")],
            "18 jaar en ouder: hoogstens € 83,87; jonger dan 18: hoogstens € 63,42",
        ),
    ],
)
def test_what_is_known_is_said_beside_the_field(tariffs, words):
    assert proposal(tariffs, 1).text.replace("\xa0", " ") == words
