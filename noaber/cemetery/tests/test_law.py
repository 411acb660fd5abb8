"""The numbers of the law and of the ordinances are data with days; what does not hold together is refused."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import FILE, law, ommen

from noaber.cemetery import windows
from noaber.cemetery.law import NAMES, FaultyRules, NoLaw, law_on, national, read_rules
from noaber.cemetery.local import lacking, read_local
from noaber.cli import main
from noaber.values import Euro

ROW = {"name": "rest", "number": 10, "unit": "year", "law": "Wlb", "article": "31", "since": date(2010, 1, 1)}
TARIFF = """
[[cemetery]]
code = "A"
name = "Aa"
[[kind]]
code = "particulier"
name = "Particulier graf"
cemetery = "A"
right = "exclusive"
layers_max = {layers}
urns_max = 4
law = "x"
article = "1"
since = 2020-01-01
"""
ROW_OF = """
[[tariff]]
code = "{code}"
title = "t"
what = "burial"
unit = "fixed"
amount = "{amount}"
law = "x"
article = "1"
source = "s"
since = {since}
{more}
"""


def mistakes(*rows: str, layers: int = 2) -> list[str]:
    with pytest.raises(FaultyRules) as faulty:
        read_local((TARIFF.format(layers=layers) + "".join(rows)).encode())
    return list(faulty.value.mistakes)


def row(code: str, since: str, more: str = "", amount: str = "10.00") -> str:
    return ROW_OF.format(code=code, since=since, more=more, amount=amount)


def test_every_number_has_a_value_with_an_article():
    for name in NAMES:
        term = getattr(law(), name)
        assert term.clause.source and term.clause.number and term.value.number > 0
    assert lacking(ommen()) == []


def test_a_change_of_law_is_a_row_that_ends_and_a_row_that_begins():
    old = ROW | {"until": date(2029, 12, 31)}
    rules = {**ommen().rules, **read_rules([old, ROW | {"number": 20, "since": date(2030, 1, 1)}])}
    body = date(2015, 6, 1)
    before, after = law_on(date(2029, 12, 31), rules), law_on(date(2030, 1, 1), rules)
    assert windows.earliest_clearing(body, before).since == date(2025, 6, 1)
    assert windows.earliest_clearing(body, after).since == date(2035, 6, 1)


def test_days_of_which_the_law_is_not_known_are_not_guessed():
    with pytest.raises(NoLaw):
        law_on(date(2009, 12, 31), ommen().rules)
    assert law_on(date(2010, 1, 1), ommen().rules)


def test_a_gap_and_an_overlap_are_refused_with_their_days():
    until = ROW | {"until": date(2019, 12, 31)}
    with pytest.raises(FaultyRules, match="geen waarde van 2020-01-01 tot en met 2020-01-31"):
        read_rules([until, ROW | {"since": date(2020, 2, 1)}])
    with pytest.raises(FaultyRules, match="geldt dubbel van 2019-12-31 tot en met 2019-12-31"):
        read_rules([until, ROW | {"since": date(2019, 12, 31)}])
    assert read_rules([until, ROW | {"since": date(2020, 1, 1)}])
    with pytest.raises(FaultyRules, match="is geen regel"):
        read_rules([ROW | {"name": "unrest"}])


def test_the_national_numbers_are_there_and_hold_together():
    assert set(national()) < set(NAMES)


def test_a_tariff_table_with_a_gap_is_refused_with_the_days():
    first = row("b", "2024-01-01", "until = 2024-12-31")
    found = mistakes(first, row("b", "2025-02-01"))
    assert found == ["Het tarief b heeft geen waarde van 2025-01-01 tot en met 2025-01-31. Vul de dagen aan."]


def test_a_tariff_table_with_an_overlap_is_refused_with_the_days():
    first = row("b", "2024-01-01", "until = 2024-12-31")
    assert "geldt dubbel van 2024-12-31 tot en met 2024-12-31" in mistakes(first, row("b", "2024-12-31"))[0]
    good = TARIFF.format(layers=2) + first + row("b", "2025-01-01", amount="11.00")
    local = read_local(good.encode())
    assert local.tariff("burial", "particulier", "A", date(2024, 12, 31)).amount == Euro.of("10")
    assert local.tariff("burial", "particulier", "A", date(2025, 1, 1)).amount == Euro.of("11")
    assert local.tariff("burial", "particulier", "A", date(2023, 12, 31)) is None


def test_two_prices_for_one_question_are_refused_and_ages_that_meet_are_not():
    young = row("young", "2024-01-01", "age_below = 12")
    assert (
        "gelden allebei voor hetzelfde vanaf 2025-06-01"
        in mistakes(young, row("old", "2025-06-01", "age_from = 11"))[0]
    )
    local = read_local((TARIFF.format(layers=2) + young + row("old", "2024-01-01", "age_from = 12")).encode())
    day = date(2026, 1, 1)
    codes = [local.tariff("burial", "particulier", "A", day, age=age).code for age in (0, 11, 12, 90)]
    assert codes == ["young", "young", "old", "old"]


def test_every_mistake_is_told_at_once():
    found = mistakes(row("b", "2024-01-01", 'kinds = ["x"]\ncemetery = "Z"'), row("c", "2024-01-01", "", "1.234"))
    assert len(found) == 3
    assert "hooguit 3 lagen" in mistakes(layers=4)[0]


@pytest.mark.parametrize("content", [b"\xff", b"a = [", b'[[tariff]]\ncode = "x"', b"nope = 1"])
def test_a_file_that_is_none_is_refused_in_dutch(content):
    with pytest.raises(FaultyRules):
        read_local(content)


def test_the_local_data_of_ommen_are_faultless_and_have_no_gap_of_ages():
    local, day = read_local(FILE.read_bytes()), date(2026, 12, 1)
    assert local.municipality == 175
    assert all(local.tariff("burial", "particulier", "LMH", day, age=age) for age in (0, 1, 11, 12, 100))


def test_the_command_names_every_mistake_in_the_local_data(capsys, settings, tmp_path):
    assert main(["cemetery", "check"]) == 0
    assert "in orde" in capsys.readouterr().out
    settings.AGREEMENTS_DIR = tmp_path
    assert main(["cemetery", "check", "--agreement", "leeg-2026"]) == 2
    place = tmp_path / "vol-2026" / "cemetery" / "local.toml"
    place.parent.mkdir(parents=True)
    place.write_text(row("b", "2024-01-01", "until = 2024-12-31") + row("b", "2025-02-01"))
    assert main(["cemetery", "check", "--agreement", "vol-2026"]) == 1
    assert "van 2025-01-01 tot en met 2025-01-31" in capsys.readouterr().err
    place.write_text("municipality = 175")
    assert main(["cemetery", "check", "--agreement", "vol-2026"]) == 1
    assert "De regel transfer ontbreekt" in capsys.readouterr().err
