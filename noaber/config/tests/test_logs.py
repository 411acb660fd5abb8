"""What a log line never tells."""

from __future__ import annotations

import logging

import pytest

from noaber.config.logs import Formatter


@pytest.mark.parametrize("code", ["0ab43fdf10ac2f2623286ad6ad47f473", "Zm9vYmFyLWZvb2Jhci1mb2"])
def test_a_code_that_opens_something_is_not_in_the_log(code):
    said = logging.LogRecord("django", 30, "", 0, "Conflict: %s", (f"/ommen/afspraak/mijn/{code}/afzeggen/",), None)
    assert code not in Formatter().format(said) and "/ommen/afspraak/mijn/" in Formatter().format(said)


@pytest.mark.parametrize("address", ["/zaken/2026-55PBSH/", "/ommen/producten/partnerschap-omzetting/"])
def test_an_address_without_a_code_stays_whole(address):
    said = logging.LogRecord("django", 30, "", 0, "Not Found: %s", (address,), None)
    assert address in Formatter().format(said)
