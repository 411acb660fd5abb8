"""The worked year through the acts of people: from payroll files to invoices that went out, to the cent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from noaber.agreement.acting import AlreadyDone, Once, Refusal, acting
from noaber.agreement.loader import digest, kept_text
from noaber.agreement.queries import book_of
from noaber.extrawork import acts as extra_acts
from noaber.invoicing import actions, acts, queries
from noaber.invoicing.contract import due_on
from noaber.invoicing.document import write_pdf
from noaber.invoicing.mail import send_invoice
from noaber.invoicing.models import InvoiceSeries, IssuedInvoice
from noaber.invoicing.tests.worked_books import billing_terms, year_of
from noaber.invoicing.ubl import write_ubl
from noaber.invoicing.validate import rule_set
from noaber.journal import sealing
from noaber.journal.models import Checkpoint, CountedLine, Entry
from noaber.staffing.tests.worked_acts import CODE, YEAR, import_month, learn_of_changes, on, prepare
from noaber.values import Euro, Line, Period, grant

OMMEN = 175
Issue = Callable[..., IssuedInvoice]


@pytest.fixture
def issue(agreement: Any, people: dict[str, Any]) -> Issue:
    """Issue the invoice of a month, on the fifth of the next."""

    def issued(
        number: int, day: date | None = None, who: str = "controller", once: Once | None = None
    ) -> IssuedInvoice:
        year, month = divmod(YEAR * 12 + number, 12)
        with on(agreement, day or date(year, month + 1, 5)):
            return actions.issue_invoice(people[who], CODE, Period.month(YEAR, number), once)

    return issued


def last_entry() -> Entry:
    found = Entry.objects.order_by("-id").first()
    assert found is not None
    return found


def refused(do: Callable[[], Any]) -> tuple[str, str]:
    """The code and the clause of the refusal that something meets."""
    with pytest.raises(Refusal) as found:
        do()
    assert last_entry().result == "refused"
    return found.value.decision.code, found.value.decision.clause.number


def change_terms(agreement: Any, **values: Any) -> None:
    """Other values for terms of the agreement: `cost__maximum="1.00"`."""
    document = agreement.data
    for name, value in values.items():
        for row in document["term"]:
            if row["name"] == name.replace("__", "."):
                row["value"] = value
    agreement.document, agreement.digest = kept_text(document), digest(document)
    agreement.save()


@pytest.fixture
def prepared(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)


def test_the_worked_year_goes_from_payroll_files_to_invoices_to_the_cent(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    learn_of_changes(agreement, people)
    expected = year_of(billing_terms())
    for number in range(1, 13):
        import_month(agreement, people, number)
        row, month = issue(number), expected[number - 1].invoice
        assert (row.net_cents, row.payable_cents) == (month.net.cents, month.payable.cents)
        assert [line.net for line in row.value().lines] == [line.net for line in month.lines]
        assert row.number == f"DVO-{YEAR + (number == 12)}-{1 if number == 12 else number:04d}"
    assert sum(IssuedInvoice.objects.values_list("net_cents", flat=True)) == 39_943_032
    billed = CountedLine.objects.filter(measure="billed.net")
    assert sum(billed.values_list("quantity", flat=True)) == 39_943_032
    room = queries.room_of(OMMEN, book_of(agreement), Period.month(YEAR, 12))
    assert room is not None
    assert (room.ceiling.amount, room.charged, room.percent) == (Euro.of("411997.23"), Euro.of("399430.32"), 97)


def test_what_went_out_is_drawn_again_to_the_same_bytes_and_the_journal_knows_both_files(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    key = issue(1).pk
    row, entry = IssuedInvoice.objects.get(pk=key), last_entry()
    again = row.value()
    assert write_ubl(again) == bytes(row.ubl) and write_pdf(again, bytes(row.ubl)) == bytes(row.pdf)
    digests = hashlib.sha256(bytes(row.ubl)).hexdigest(), hashlib.sha256(bytes(row.pdf)).hexdigest()
    assert (row.ubl_digest, row.pdf_digest) == digests == (entry.facts["ubl"], entry.facts["pdf"])
    assert row.rules == rule_set() and all(line.trace for line in again.lines)
    assert (again.supplier.name, again.customer.name) == ("Gemeente Twenterand", "Gemeente Ommen")
    assert again.buyer_reference == f"Addendum {YEAR}" and "verzonnen" in again.note
    assert {ground.clause.number for ground in again.grounds} == {line.clause.number for line in again.lines}


def test_the_journal_says_who_fixed_what_and_what_it_comes_to(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    row, entry = issue(1), last_entry()
    assert (entry.act, entry.object, entry.clause, entry.function, entry.mandate, entry.reason) == (
        "invoicing.issue", "invoice:2026-01", "4.10", "controller", "factureren", "issue"
    )  # fmt: skip
    assert entry.facts["number"] == row.number and entry.facts["cents"] == row.payable_cents
    lines = CountedLine.objects.filter(entry=entry)
    per_measure = {
        measure: sum(lines.filter(measure=measure).values_list("quantity", flat=True))
        for measure in ("billed.net", "billed.overhead", "billed.training")
    }
    assert per_measure == {"billed.net": 3_380_325, "billed.overhead": 855_640, "billed.training": 80_000}
    assert set(lines.values_list("day", flat=True)) == {date(YEAR, 1, 31)}
    assert "E1" not in entry.header


@pytest.mark.parametrize(("day", "met"), [(date(YEAR, 2, 13), 1), (date(YEAR, 2, 16), 0)])
def test_an_invoice_counts_as_in_time_up_to_the_tenth_working_day(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, day: date, met: int
) -> None:
    assert due_on(book_of(agreement), acts.ISSUE.code, Period.month(YEAR, 1)) == date(YEAR, 2, 13)
    import_month(agreement, people, 1)
    issue(1, day)
    (line,) = CountedLine.objects.filter(measure="kpi")
    assert (line.key, line.quantity, line.base, line.day, line.clause) == ("FI-01", met, 1, date(YEAR, 1, 31), "4.10")


def test_the_journal_is_sealed_first_and_the_paper_carries_that_checkpoint(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_month(agreement, people, 1)
    newest, sealed = last_entry().pk, []
    note = "noaber/GM0175/2026\n7\nqN5X=\n\n— noaber Az3g\n"
    monkeypatch.setattr(sealing, "seal", lambda client: sealed.append((client, last_entry().pk)))
    monkeypatch.setattr(sealing, "latest", lambda client: Checkpoint(municipality_id=client, note=note))
    row = issue(1)
    assert sealed == [(OMMEN, newest)] and row.value().checkpoint == note


def test_without_any_checkpoint_the_paper_carries_none(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_month(agreement, people, 1)
    monkeypatch.setattr(sealing, "seal", lambda client: [])
    monkeypatch.setattr(sealing, "latest", lambda client: None)
    assert issue(1).value().checkpoint == ""


def test_numbers_have_no_gaps_after_a_refusal(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    assert issue(1).number == f"DVO-{YEAR}-0001"
    assert refused(lambda: issue(1)) == ("already-issued", "4.10")
    assert refused(lambda: issue(2)) == ("no-payroll", "4.10")
    import_month(agreement, people, 2)
    assert refused(lambda: issue(2, who="director")) == ("no-function", "4.10")
    assert issue(2).number == f"DVO-{YEAR}-0002"
    assert InvoiceSeries.objects.get(year=YEAR).last == 2


@pytest.mark.parametrize("who", ["clerk", "team_lead", "director", "outsider"])
def test_only_the_controller_fixes_an_invoice(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, who: str
) -> None:
    import_month(agreement, people, 1)
    assert refused(lambda: issue(1, who=who)) == ("no-function", "4.10")
    assert not IssuedInvoice.objects.exists() and not InvoiceSeries.objects.filter(last__gt=0).exists()


def test_months_go_out_in_their_order(agreement: Any, people: dict[str, Any], prepared: None, issue: Issue) -> None:
    import_month(agreement, people, 1)
    import_month(agreement, people, 2)
    assert refused(lambda: issue(2)) == ("earlier-month-open", "4.10")
    issue(1)
    assert issue(2).net_cents == issue_again(2)


def issue_again(number: int) -> int:
    return year_of(billing_terms())[number - 1].invoice.net.cents


def test_a_month_that_was_passed_over_is_closed(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 2)
    issue(2)
    assert refused(lambda: import_month(agreement, people, 1)) == ("already-invoiced", "4.10")
    assert refused(lambda: issue(1, date(YEAR, 3, 6))) == ("no-payroll", "4.10")


def test_above_the_maximum_the_invoice_waits_and_nothing_is_left_out(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    change_terms(agreement, billing__ceiling_percent="8")
    import_month(agreement, people, 1)
    assert refused(lambda: issue(1)) == ("above-maximum", "4.8")
    draft = queries.draft_of(OMMEN, book_of(agreement), Period.month(YEAR, 1), date(YEAR, 2, 5))
    assert draft.made is not None and draft.made.invoice.net == Euro(3_380_325)


def test_an_addendum_that_does_not_add_up_stops_the_invoice(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    change_terms(agreement, cost__training="9600.01")
    import_month(agreement, people, 1)
    assert refused(lambda: issue(1)) == ("addendum-differs", "4.2")


def test_a_year_without_addendum_gets_no_invoice(agreement: Any, people: dict[str, Any], prepared: None) -> None:
    with on(agreement, date(2031, 2, 5)):
        code = refused(lambda: actions.issue_invoice(people["controller"], CODE, Period.month(2031, 1)))
    assert code == ("no-addendum", "4.2")


def test_agreed_extra_work_is_charged_and_lifts_the_maximum(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    with on(agreement, date(YEAR, 1, 28)), acting(people["controller"], CODE) as act:
        line = Line("extra", act.day, 850_000, "cents", 8, "M-2026-01", clause="3.6")
        act.record(extra_acts.CHARGE, grant("test", act.clause("3.6"), "Ja."), "job:M-2026-01", {}, (line,))
    row = issue(1)
    extra = [line for line in row.value().lines if line.kind == "extra"]
    assert [(line.net, line.clause.number, line.description) for line in extra] == [
        (Euro(850_000), "3.6", "Meerwerk of maatwerk M-2026-01")
    ]
    room = queries.room_of(OMMEN, book_of(agreement), Period.month(YEAR, 1))
    assert room is not None and room.left == Euro.of("405638.97") - Euro(3_380_325)


def test_a_payroll_that_was_replaced_is_charged_as_it_became(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    from noaber.staffing import worked_year

    import_month(agreement, people, 1)
    lines = worked_year.payroll_csv(YEAR, 1).decode("utf-8-sig").splitlines(keepends=True)
    import_month(agreement, people, 1, "".join(line for line in lines if ";E6;" not in line).encode())
    invoice = issue(1).value()
    wages = [line for line in invoice.lines if line.kind == "wage"]
    assert Euro.sum(line.net for line in wages) == Euro(2_444_685 - 95_366)
    merged = [line.description for line in wages if not line.service]
    assert merged == ["Loonkosten overige diensten (4, 5, 6, 7 en 9), januari 2026"], "two people are not three"


def test_a_form_that_is_sent_twice_makes_one_invoice(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    issue(1, once=Once("t", "d"))
    with pytest.raises(AlreadyDone):
        issue(1, once=Once("t", "d"))
    assert IssuedInvoice.objects.count() == 1


def test_the_mail_goes_out_after_the_commit_with_both_files(
    agreement: Any,
    people: dict[str, Any],
    prepared: None,
    issue: Issue,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    import_month(agreement, people, 1)
    with django_capture_on_commit_callbacks(execute=True):
        row = issue(1)
    queued = DBTaskResult.objects.get(task_path__endswith="send_invoice")
    assert queued.args_kwargs["args"] == [OMMEN, row.pk] and not mail.outbox
    send_invoice.call(OMMEN, row.pk)
    (sent,) = mail.outbox
    assert sent.to == ["facturen@ommen.example"] and row.number in sent.subject
    names = {name: content for name, content, _ in sent.attachments}
    assert set(names) == {f"factuur-{row.number}.pdf", f"factuur-{row.number}.xml"}
    stored = IssuedInvoice.objects.get(pk=row.pk)
    assert names[f"factuur-{row.number}.pdf"] == bytes(stored.pdf)


def test_a_refused_invoice_sends_no_mail(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        refused(lambda: issue(1))
    assert callbacks == []


def test_a_file_that_breaks_a_rule_never_goes_out(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_month(agreement, people, 1)
    broken = actions.write_ubl

    def without_reference(invoice: Any) -> bytes:
        return broken(replace(invoice, buyer_reference=""))

    monkeypatch.setattr(actions, "write_ubl", without_reference)
    with pytest.raises(AssertionError, match="BR-NL-2"):
        issue(1)
    assert not IssuedInvoice.objects.exists() and not CountedLine.objects.filter(measure="billed.net").exists()


def test_an_invoice_of_another_client_is_not_found(
    agreement: Any, people: dict[str, Any], prepared: None, issue: Issue
) -> None:
    import_month(agreement, people, 1)
    issue(1)
    assert queries.issued_invoice(163, "2026-01") is None and queries.sums_of_client(163) == ()
