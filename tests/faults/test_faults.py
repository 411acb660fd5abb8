"""What must survive: a kill in a burst, sixteen people at once, a crash between payroll and invoice."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest
from place import Place

pytestmark = pytest.mark.alone


def burst_and_kill(place: Place, seconds: float) -> list[str]:
    """Let cases be registered, kill the process, and return the numbers that it had acknowledged."""
    process = place.start("burst.py")
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    numbers = [line for line in (first + rest).split("\n")[:-1] if line]
    assert numbers, "nothing was acknowledged before the kill"
    return numbers


def nothing_lost(place: Place, numbers: list[str], folder: Path) -> None:
    """Everything acknowledged is there, with its entry, and the journal is whole."""
    (folder / "numbers").write_text("\n".join(numbers))
    assert place.run("missing.py", folder / "numbers").split() == ["0", "0", "0"]
    sealed = place.noaber("journal", "seal")
    assert sealed.returncode == 0, sealed.stderr
    verified = export_and_verify(place, folder)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def export_and_verify(place: Place, folder: Path, *held: object):
    """Take the log of this year out and check it without a database."""
    from datetime import date

    export = folder / "export.jsonl.gz"
    written = place.noaber("journal", "export", "ommen", date.today().year, "--to", export)
    assert written.returncode == 0, written.stdout + written.stderr
    return place.noaber("journal", "verify", export, *held)


def test_a_kill_in_a_burst_of_acts_loses_nothing_that_was_acknowledged(place, tmp_path):
    numbers: list[str] = []
    for seconds in (0.2, 0.5):
        numbers += burst_and_kill(place, seconds)
    nothing_lost(place, numbers, tmp_path)


@pytest.mark.nightly
def test_forty_kills_lose_nothing(place, tmp_path):
    chance, numbers = random.Random(7), []
    for _ in range(40):
        numbers += burst_and_kill(place, chance.uniform(0.02, 0.6))
    nothing_lost(place, numbers, tmp_path)


def test_sixteen_people_at_once_each_get_their_own_case_and_a_shared_form_counts_once(place):
    own, shared = place.run("rivals.py").split()
    assert (own, shared) == ("80", "5")


def test_eight_counters_that_call_at_once_call_eight_people_and_a_double_click_calls_one(place):
    called, again, refused = place.run("counters.py").splitlines()
    assert (called, again) == (str([*range(1, 9)]), str([*range(1, 9)]))
    assert refused == "1", "of two calls to one counter the second is refused"


def test_writing_under_the_entry_of_an_act_that_is_over_is_refused_by_the_database(place):
    change, insert = place.run("mistakes.py").strip().splitlines()
    assert change.startswith("change: ") and "no entry of this transaction" in change
    assert insert.startswith("insert: ") and "no entry of this transaction" in insert


@pytest.mark.parametrize("where", ["import", "issue"])
def test_a_crash_between_payroll_and_invoice_leaves_either_none_or_whole(place, where):
    place.dies("invoice.py", where)
    payrolls, wages, invoices, billed = place.run("invoice.py", "look").split()
    assert (payrolls, wages) == (("0", "False") if where == "import" else ("1", "True"))
    assert (invoices, billed) == ("0", "False")
    assert place.run("invoice.py", "nowhere").strip().endswith("-0001"), "no number was lost in the crash"
    assert place.run("invoice.py", "look").split() == ["1", "True", "1", "True"]
