"""An agreement that is loaded, loaded again, changed, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from noaber.agreement.acting import Refusal
from noaber.agreement.actions import FaultyFolder, load
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.agreement.writing import write_folder
from noaber.journal.models import Entry
from noaber.parties.clock import today
from noaber.parties.models import Municipality

ROOT = Path(__file__).resolve().parents[3] / "agreements"
OMMEN = ROOT / "ommen-twenterand-2024"


def loads() -> list[Entry]:
    return list(Entry.objects.filter(act="agreement.load", object="agreement:ommen-twenterand-2024").order_by("id"))


def copy(folder: Path, old: str = "", new: str = "", name: str = "terms.toml") -> Path:
    """The data in use, written out again with one text changed."""
    write_folder(Agreement.objects.get(code="ommen-twenterand-2024").data, folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_loading_makes_the_parties_and_is_journalled_as_the_doing_of_noaber(agreement: Any) -> None:
    assert (agreement.client.name, agreement.contractor.name) == ("Ommen", "Twenterand")
    assert Municipality.objects.get(code=175).iban == "NL27TEST0000000175"
    entry = loads()[0]
    assert (entry.actor, entry.function, entry.mandate, entry.clause) == ("noaber", "system", "klok", "1.1")
    assert entry.facts["digest"] == agreement.digest and entry.facts["before"] == ""


def test_loading_the_same_data_again_does_nothing(agreement: Any) -> None:
    before = len(loads())
    done = load(OMMEN)
    assert not done.changed and done.agreement.pk == agreement.pk
    assert len(loads()) == before


def test_a_changed_term_is_journalled_and_then_holds(agreement: Any, tmp_path: Path) -> None:
    assert book_of(agreement).term("calamity.ceiling", today()).value.cents == 2_500_000
    before = agreement.digest
    done = load(copy(tmp_path, 'value = "25000"', 'value = "20000"'))
    assert done.changed
    assert book_of(done.agreement).term("calamity.ceiling", today()).value.cents == 2_000_000
    facts = loads()[-1].facts
    assert (facts["before"], facts["digest"], facts["changes"]) == (before, done.agreement.digest, 1)


def test_other_parties_are_refused_and_nothing_changes(agreement: Any, tmp_path: Path) -> None:
    folder = copy(tmp_path, "code = 1700\n", "code = 1701\n", "agreement.toml")
    with pytest.raises(Refusal) as refusal:
        load(folder)
    assert (refusal.value.decision.code, refusal.value.decision.clause.number) == ("other-parties", "1.1")
    assert not Municipality.objects.filter(code=1701).exists()
    assert Agreement.objects.get(pk=agreement.pk).digest == agreement.digest
    assert loads()[-1].result == "refused" or refusal.value.entry.result == "refused"  # type: ignore[union-attr]


def test_an_agreement_in_use_keeps_its_first_day(agreement: Any, tmp_path: Path) -> None:
    folder = copy(tmp_path, "since = 2024-01-01", "since = 2024-02-01", "agreement.toml")
    with pytest.raises(Refusal) as refusal:
        load(folder)
    assert refusal.value.decision.code == "other-start"


def test_a_folder_with_faults_is_not_loaded_and_all_of_them_are_told(agreement: Any, tmp_path: Path) -> None:
    folder = copy(tmp_path, 'unit = "minutes"', 'unit = "minuten"')
    (folder / "meer.toml").write_text("[onzin]\n", encoding="utf-8")
    with pytest.raises(FaultyFolder) as faulty:
        load(folder)
    assert {finding.code for finding in faulty.value.findings} >= {"bad-value", "unknown-section"}
    assert Agreement.objects.get(pk=agreement.pk).digest == agreement.digest


def test_the_pilot_of_2023_is_loaded_as_something_to_read(agreement: Any) -> None:
    done = load(ROOT / "ommen-twenterand-2023")
    assert done.changed and book_of(done.agreement).reading_only


def test_what_an_agreement_does_not_measure_or_sell_counts_for_no_service(agreement: Any) -> None:
    book = book_of(agreement)
    assert book.service_measured_by("piket.log_call") == 9 == book.service_of("begraafplaats-informatie")
    assert book.service_measured_by("piket.plan") == 0 == book.service_of("pannenkoeken")
