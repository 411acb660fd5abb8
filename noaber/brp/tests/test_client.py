"""Asking over a real socket: found, refused, slow, gone, and never a number where it can be read."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from noaber.brp.breaker import FAILURES
from noaber.brp.bsn import Bsn
from noaber.brp.client import MOST_BYTES, Client
from noaber.brp.patience import AT_THE_DESK, Patience
from noaber.brp.purposes import purposes
from noaber.brp.questions import ByNameAndMunicipality, ByNumber
from noaber.brp.tests.brp_data import there
from noaber.brp.tests.conftest import free_port

NUMBER = "999993653"
QUESTION = ByNumber(numbers=(Bsn(NUMBER),))
MOVE = purposes()["verhuizing"]
CASE = "2026-AAAAAA"
HASTY = Patience(tries=3, budget=2.0, read=0.5, first=0.05)


def ask(address: str, patience: Patience = HASTY, **more: Any) -> Any:
    return Client(address, "proef").ask(QUESTION, MOVE, CASE, patience=patience, **more)


@there
def test_who_is_there_is_found_with_the_fields_of_the_purpose_and_no_others(standin_with):
    outcome = ask(standin_with())
    assert outcome.code == "found"
    (person,) = outcome.persons
    assert set(person) == {path.split(".")[0] for path in MOVE.fields}
    assert set(person["verblijfplaats"]) == {"type", "verblijfadres", "functieAdres", "datumVan"}


@there
@pytest.mark.parametrize(
    ("options", "code", "reason"),
    [
        (("--fields-denied", "verblijfplaats"), "not-authorised", "unauthorizedField"),
        (("--key", "andere"), "not-authorised", "authentication"),
        (("--fail-rate", "1"), "out-of-order", "notAvailable"),
        (("--delay", "30"), "out-of-order", "timeout"),
    ],
)
def test_each_way_to_fail_has_its_ending(standin_with, options, code, reason):
    address = standin_with(*options)
    began = time.monotonic()
    outcome = ask(address)
    assert (outcome.code, outcome.reason) == (code, reason)
    assert time.monotonic() - began < HASTY.budget + HASTY.read + 0.5


@there
def test_who_is_not_there_is_not_found_and_too_many_are_too_many(standin_with):
    client = Client(standin_with(), "proef")
    assert client.ask(ByNumber(numbers=(Bsn("123456782"),)), MOVE, CASE).code == "not-found"
    broad = ByNameAndMunicipality(surname="Jan*", first_names="Jan*", municipality="0599")
    assert client.ask(broad, MOVE, CASE, fields=("naam",)).code in ("found", "not-found", "too-many")


def test_nobody_there_is_out_of_order():
    outcome = ask(f"http://127.0.0.1:{free_port()}")
    assert (outcome.code, outcome.reason) == ("out-of-order", "unreachable")


def test_without_a_case_nothing_is_asked():
    with pytest.raises(AssertionError):
        Client("http://127.0.0.1:1", "proef").ask(QUESTION, MOVE, "")


Reply = tuple[int, dict[str, str], bytes]


@pytest.fixture
def server() -> Iterator[Callable[..., tuple[str, list[Any]]]]:
    """A server that gives these answers one after the other, the last one for ever, and keeps what it was asked."""
    running: list[ThreadingHTTPServer] = []

    def start(*replies: Reply) -> tuple[str, list[Any]]:
        seen: list[Any] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status, headers, content = replies[min(len(seen), len(replies) - 1)]
                seen.append((time.monotonic(), self.path, dict(self.headers), body))
                self.send_response(status)
                for name, value in (headers | {"content-length": str(len(content))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words: Any) -> None:
                """Say nothing."""

        running.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}", seen

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


FOUND = (200, {}, b'{"type": "x", "personen": [{"naam": {"volledigeNaam": "S"}, "aNummer": "1"}]}')
BUSY = (503, {}, b"{}")


def test_a_hiccup_is_tried_again_and_what_was_not_asked_is_dropped(server):
    address, seen = server(BUSY, (429, {"retry-after": "0"}, b"{}"), FOUND)
    outcome = ask(address)
    assert outcome.code == "found" and outcome.persons == ({"naam": {"volledigeNaam": "S"}},)
    assert len(seen) == 3


def test_the_server_is_given_the_time_it_asks_for(server):
    address, seen = server((429, {"retry-after": "1"}, b"{}"), FOUND)
    assert ask(address).code == "found"
    assert seen[1][0] - seen[0][0] >= 1.0


def test_who_asks_for_more_time_than_we_have_is_asked_later(server):
    address, seen = server((429, {"retry-after": "3600"}, b"{}"))
    assert ask(address).code == "out-of-order" and len(seen) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 406, 415])
def test_a_refusal_is_not_tried_again(server, status):
    address, seen = server((status, {}, b"{}"))
    ask(address)
    assert len(seen) == 1


@pytest.mark.parametrize(
    "reply",
    [
        (200, {}, b"<html>"),
        (200, {}, b"{"),
        (200, {}, b"[" * 100_000),
        (200, {}, b'"' + b"x" * (MOST_BYTES + 1) + b'"'),
        (302, {"location": "http://127.0.0.1:1/"}, b""),
    ],
    ids=["html", "half", "deep", "endless", "elsewhere"],
)
def test_what_cannot_be_read_is_out_of_order_and_nobody_is_sent_elsewhere(server, reply):
    address, _ = server(reply)
    assert ask(address).code == "out-of-order"


def test_a_trickle_is_a_timeout():
    listener = socket.create_server(("127.0.0.1", 0))

    def trickle() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_drip, args=(line,), daemon=True).start()

    threading.Thread(target=trickle, daemon=True).start()
    began = time.monotonic()
    outcome = ask(f"http://127.0.0.1:{listener.getsockname()[1]}", Patience(tries=1, budget=1.0, read=0.5))
    listener.close()
    assert (outcome.code, outcome.reason) == ("out-of-order", "timeout")
    assert time.monotonic() - began < 2.0


def _drip(line: socket.socket) -> None:
    try:
        line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        for _ in range(100):
            line.sendall(b" ")
            time.sleep(0.1)
    except OSError:
        return


def test_after_some_failures_nobody_waits_any_more_until_it_answers_again(server):
    address, seen = server(*[BUSY] * FAILURES, FOUND)
    moment = [0.0]
    client = Client(address, "proef", clock=lambda: moment[0], sleep=lambda seconds: None)
    endings = [client.ask(QUESTION, MOVE, CASE).reason for _ in range(3)]
    assert endings[-1] == "resting" and len(seen) == FAILURES and not client.would_ask()
    moment[0] = 31.0
    assert client.would_ask() and client.ask(QUESTION, MOVE, CASE).code == "found"
    assert client.would_ask()


def test_the_number_is_in_the_body_alone(server, caplog):
    caplog.set_level(logging.DEBUG)
    address, seen = server(BUSY, FOUND)
    outcome = ask(address)
    for _, path, headers, body in seen:
        assert NUMBER not in path and NUMBER not in str(headers) and NUMBER.encode() in body
        assert headers["x-doelbinding"] == "verhuizing"
    assert NUMBER not in caplog.text
    assert NUMBER not in repr(outcome) + repr(QUESTION) + repr(Client(address, "geheim"))
    assert "geheim" not in repr(Client(address, "geheim"))


def test_at_the_desk_nobody_waits_longer_than_a_page_may_take():
    assert AT_THE_DESK.budget <= 5.0
