"""What people do with posts: make them of what acts left, say who pays, fix them, and put right what was wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date
from fractions import Fraction
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery.charges import acts, queries, rules
from noaber.cemetery.charges.models import Debtor, Post
from noaber.cemetery.models import Grave, Resident
from noaber.cemetery.places import local_of
from noaber.cemetery.tariffs import EXEMPT, VAT
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Euro, Line, grant

_AT_ONCE = 2_000


def collect(person: Any, agreement: str, once: Once | None = None) -> int:
    """Make a post of every line that has none. Returns how many."""
    with acting(person, agreement, alone=True, once=once) as act:
        lines = list(queries.to_collect(act.client).select_related("entry", "entry__payload"))
        decision = rules.may_collect(len(lines), act.book.act_clause(acts.COLLECT.code))
        counted = Line("grave.post", act.day, len(lines), service=queries.service_of(act.book), key=rules.INVOICE)
        entry = act.record(acts.COLLECT, decision, f"posts:{act.day}", {"number": len(lines)}, [counted])
        told = _Told(act, entry, lines)
        first = queries.last_number(act.client) + 1
        Post.objects.bulk_create([told.post(number, line) for number, line in enumerate(lines, first)])
        return len(lines)


class _Told:
    """What the entries of lines say of them, with the graves and debtors that they name."""

    def __init__(self, act: Acting, entry: Entry, lines: Sequence[CountedLine]) -> None:
        self.act, self.entry = act, entry
        self.facts = {line.entry_id: line.entry.facts for line in lines}
        payers = Resident.objects.of(act.client).filter(
            number__in={facts.get("payer", "") for facts in self.facts.values()}
        )
        people = dict(payers.values_list("number", "id"))
        known = _debtors(act, entry, people.values())
        self.debtors = {number: known[key] for number, key in people.items()}
        numbers = {facts.get("charged_grave", "") for facts in self.facts.values()}
        self.graves = dict(
            Grave.objects.of(act.client).filter(number__in=numbers).values_list("number", "id").iterator()
        )
        self.places: dict[int, int] = {}

    def post(self, number: int, line: CountedLine) -> Post:
        facts = self.facts[line.entry_id]
        told = self._of(line, facts)
        decided = line.entry.at.astimezone(AMSTERDAM).date()
        return Post(
            entry=self.entry,
            municipality_id=self.act.client,
            number=number,
            kind=rules.INVOICE,
            event_id=line.entry_id,
            line=line,
            grave_id=self.graves.get(facts.get("charged_grave", "")),
            debtor_id=self.debtors.get(facts.get("payer", "")),
            made_by=line.entry.actor,
            fact_on=line.day,
            decided_on=decided,
            tax_year=line.day.year,
            tariff=line.key,
            quantity=told.get("number", line.base),
            amount_cents=line.quantity,
            unit_cents=told.get("unit_cents", line.quantity),
            **_snapshot(told, line.quantity),
        )

    def _of(self, line: CountedLine, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The line of the price that stands in the same place; the facts may have been erased."""
        place = self.places[line.entry_id] = self.places.get(line.entry_id, -1) + 1
        price: Sequence[dict[str, Any]] = facts.get("price", ())
        mine = [
            one for one in price if one["tariff"] == line.key and one["unit_cents"] * one["number"] == line.quantity
        ]
        return price[place] if place < len(price) and price[place] in mine else (mine or [{}])[0]


def _snapshot(told: Mapping[str, Any], cents: int) -> dict[str, Any]:
    vat = told.get("vat", EXEMPT)
    return {
        "title": told.get("title", "Grafrechten")[:200],
        "sum": told.get("sum", "")[:80],
        "law": told.get("law", "")[:120],
        "article": told.get("article", "")[:60],
        "tariff_year": int(told["since"][:4]) if told.get("since") else None,
        "draft": told.get("draft", False),
        "vat": vat,
        "vat_cents": vat_within(Euro(cents), vat).cents,
        "ledger": told.get("ledger", ""),
        "cost_centre": told.get("cost_centre", ""),
        "cost_kind": told.get("cost_kind", ""),
    }


def vat_within(amount: Euro, code: str) -> Euro:
    """The VAT within an amount: what a resident pays is always with it."""
    return amount.part(Fraction(VAT[code], 100 + VAT[code])) if VAT[code] else Euro()


def _debtors(act: Acting, entry: Entry, people: Collection[int]) -> dict[int, int]:
    """The key of the debtor of each of these people of the register; who was none yet becomes one."""
    of, keys, known = Debtor.objects.of(act.client), sorted(set(people)), dict[int, int]()
    for begin in range(0, len(keys), _AT_ONCE):
        found = of.filter(resident__in=keys[begin : begin + _AT_ONCE]).values_list("resident_id", "id")
        known |= {key: pk for key, pk in found if key is not None}
    lacking = [key for key in keys if key not in known]
    new = [
        Debtor(entry=entry, municipality_id=act.client, number=rules.debtor_number(serial), resident_id=key)
        for serial, key in enumerate(lacking, of.count() + 1)
    ]
    Debtor.objects.bulk_create(new, batch_size=_AT_ONCE)
    return known | {key: row.pk for key, row in zip(lacking, new, strict=True)}


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that somebody makes by hand, about a grave, an event or neither."""

    title: str
    amount: Euro
    day: date
    grave: str = ""
    event: int | None = None
    ledger: str = ""
    article: str = ""
    vat: str = EXEMPT


def add(person: Any, agreement: str, new: NewPost, once: Once | None = None) -> Post:
    """Make a post by hand. Raises Grave.DoesNotExist and Entry.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        clause = act.book.act_clause(acts.ADD.code)
        decision = rules.may_add(new.amount.cents, _known(act, new.event), clause)
        grave = Grave.objects.of(act.client).get(number=new.grave) if new.grave else None
        event = _event(act, new.event)
        number = queries.last_number(act.client) + 1
        facts = {"cents": new.amount.cents, "grave": new.grave, "event": new.event or 0}
        entry = act.record(acts.ADD, decision, _about(number), facts)
        return Post.add(
            entry,
            number=number,
            kind=rules.INVOICE,
            event=event,
            grave=grave,
            title=new.title,
            article=new.article,
            quantity=1,
            unit_cents=new.amount.cents,
            amount_cents=new.amount.cents,
            vat=new.vat,
            vat_cents=vat_within(new.amount, new.vat).cents,
            ledger=new.ledger,
            fact_on=new.day,
            decided_on=act.day,
            tax_year=new.day.year,
            made_by=person.pseudonym,
        )


def waive(person: Any, agreement: str, event: int, reason: str, once: Once | None = None) -> Post:
    """Put down that an event costs nothing. Raises Entry.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = _event(act, event)
        assert row is not None
        decision = rules.may_waive(_known(act, event), reason, act.book.act_clause(acts.WAIVE.code))
        number, day = queries.last_number(act.client) + 1, row.at.astimezone(AMSTERDAM).date()
        entry = act.record(acts.WAIVE, decision, _about(number), {"event": event})
        return Post.add(
            entry,
            number=number,
            kind=rules.INVOICE,
            state=rules.DROPPED,
            event=row,
            title="Kost niets",
            quantity=1,
            unit_cents=0,
            amount_cents=0,
            vat=EXEMPT,
            fact_on=day,
            decided_on=act.day,
            tax_year=day.year,
            made_by=person.pseudonym,
            reason=reason.strip(),
        )


def _event(act: Acting, event: int | None) -> Entry | None:
    if event is None:
        return None
    return Entry.objects.get(municipality=act.client, pk=event, result="granted", act__in=queries.CHARGED)


def _known(act: Acting, event: int | None) -> bool:
    return event is not None and Post.objects.of(act.client).filter(event=event).exists()


def _about(number: int) -> str:
    return f"post:{rules.called(number)}"


def keep_debtor(
    person: Any, agreement: str, fields: Mapping[str, str], key: int | None = None, once: Once | None = None
) -> Debtor:
    """Put down an organisation that pays, or what the bookkeeping needs to know of a debtor that is there already.

    The journal has the number alone. Raises Debtor.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        row = Debtor.objects.of(act.client).get(pk=key) if key is not None else None
        number = row.number if row else rules.debtor_number(Debtor.objects.of(act.client).count() + 1)
        decision = grant("kept", act.book.act_clause(acts.KEEP_DEBTOR.code), "De debiteur is opgenomen.")
        entry = act.record(acts.KEEP_DEBTOR, decision, f"debtor:{number}")
        if row is None:
            return Debtor.add(entry, number=number, **fields)
        row.change(entry, **fields)
        return row


def name_debtor(
    person: Any, agreement: str, number: int, role: str, debtor: str = "", once: Once | None = None
) -> Post:
    """Say who pays a post: by the number of a person of the register or of a debtor, or the municipality itself.

    Raises Post.DoesNotExist, and Debtor.DoesNotExist for a number that nobody has.
    """
    with acting(person, agreement, once=once) as act:
        row = _post(act, number)
        decision = rules.may_name_debtor(row.facts, act.book.act_clause(acts.NAME_DEBTOR.code))
        entry = act.record(acts.NAME_DEBTOR, decision, _about(number), {"role": role, "debtor": debtor})
        who = None if role == rules.CLIENT else _debtor(act, entry, debtor)
        row.change(entry, debtor=who, role=role, changed_by=person.pseudonym)
        return row


def _debtor(act: Acting, entry: Entry, number: str) -> Debtor:
    found = Debtor.objects.of(act.client).filter(number=number).first()
    if found is not None:
        return found
    who = Resident.objects.of(act.client).filter(number=number).values_list("id", flat=True).first()
    if who is None:
        raise Debtor.DoesNotExist(number)
    return Debtor.objects.of(act.client).get(pk=_debtors(act, entry, {who})[who])


def fix(person: Any, agreement: str, keys: Collection[int], once: Once | None = None) -> int:
    """Fix posts that a colleague made. Returns how many. Raises Post.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        rows = list(Post.objects.of(act.client).select_for_update().filter(pk__in=keys).order_by("id"))
        if len(rows) != len(set(keys)):
            raise Post.DoesNotExist
        decision = rules.may_fix([row.facts for row in rows], person.pseudonym, act.book.act_clause(acts.FIX.code))
        cents = sum(row.amount_cents for row in rows)
        about = _about(rows[0].number) if len(rows) == 1 else f"posts:{act.day}"
        numbers = [row.number for row in rows]
        facts = {"number": len(rows), "cents": cents, "first": min(numbers, default=0), "last": max(numbers, default=0)}
        entry = act.record(acts.FIX, decision, about, facts)
        chosen = Post.objects.of(act.client).filter(pk__in=keys, state=rules.CONCEPT)
        fixed = {"state": rules.FIXED, "fixed_by": person.pseudonym, "fixed_on": act.day}
        assert chosen.update(entry=entry, **fixed) == len(rows), "acts that fix wait for each other"
        return len(rows)


def drop(person: Any, agreement: str, number: int, reason: str, once: Once | None = None) -> Post:
    """Let a post lapse that is in no file. Raises Post.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = _post(act, number)
        decision = rules.may_drop(row.facts, reason, act.book.act_clause(acts.DROP.code))
        entry = act.record(acts.DROP, decision, _about(number))
        row.change(entry, state=rules.DROPPED, reason=reason.strip())
        return row


def credit(person: Any, agreement: str, number: int, reason: str, once: Once | None = None) -> Post:
    """Take a post back that was sent, whole; what should have been asked is a new post. Raises Post.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = _post(act, number)
        facts = replaced(row.facts, followed=Post.objects.of(act.client).filter(original=row).exists())
        decision = rules.may_credit(facts, reason, act.book.act_clause(acts.CREDIT.code))
        new = queries.last_number(act.client) + 1
        entry = act.record(acts.CREDIT, decision, _about(new), {"original": row.called, "cents": -row.amount_cents})
        change = {
            "kind": rules.CREDIT,
            "original": row,
            "unit_cents": -row.unit_cents,
            "amount_cents": -row.amount_cents,
            "vat_cents": -row.vat_cents,
            "decided_on": act.day,
            "reason": reason.strip(),
        }
        return _next(act, entry, row, new, change)


def replace(person: Any, agreement: str, number: int, once: Once | None = None) -> Post:
    """Make a rejected post again, with an identity of its own, so that who pays can be put right.

    Raises Post.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        row = _post(act, number)
        facts = replaced(row.facts, followed=Post.objects.of(act.client).filter(replaces=row).exists())
        decision = rules.may_replace(facts, act.book.act_clause(acts.REPLACE.code))
        new = queries.last_number(act.client) + 1
        entry = act.record(acts.REPLACE, decision, _about(new), {"replaces": row.called, "cents": row.amount_cents})
        return _next(act, entry, row, new, {"replaces": row, "reason": ""})


_COPIED = (
    *("kind", "event", "original", "grave", "right", "tariff", "title", "sum", "law"),
    *("article", "tariff_year", "draft", "quantity", "unit_cents", "amount_cents", "vat", "vat_cents", "ledger"),
    *("cost_centre", "cost_kind", "fact_on", "decided_on", "tax_year", "debtor", "role"),
)


def _next(act: Acting, entry: Entry, row: Post, number: int, change: dict[str, Any]) -> Post:
    """A post that follows another one and says the same, but for what is changed."""
    said = {name: getattr(row, name) for name in _COPIED} | change
    return Post.add(entry, number=number, made_by=act.person.pseudonym, **said)


def _post(act: Acting, number: int) -> Post:
    return Post.objects.of(act.client).select_for_update().get(number=number)


def levy(person: Any, agreement: str, year: int, reference: date, once: Once | None = None) -> int:
    """Make a post for each right that owes the levy of a year and has none. Returns how many; again brings only new."""
    with acting(person, agreement, alone=True, once=once) as act:
        local = local_of(agreement)
        owing = queries.to_levy(act.client, local, reference, year)
        clause: Clause = act.book.act_clause(acts.LEVY.code)
        decision = rules.may_levy(year, reference, len(owing), clause)
        cents = sum(one.tariff.amount.cents for one in owing)
        facts = {"reference": str(reference), "number": len(owing), "cents": cents, "local": local.digest[:16]}
        counted = Line("grave.post", act.day, len(owing), service=queries.service_of(act.book), key=rules.LEVY)
        entry = act.record(acts.LEVY, decision, f"gravelevy:{year}", facts, [counted])
        debtors = _debtors(act, entry, {one.holder for one in owing if one.holder is not None})
        first = queries.last_number(act.client) + 1
        made = [_levied(act, entry, number, one, reference, debtors) for number, one in enumerate(owing, first)]
        Post.objects.bulk_create(made, batch_size=_AT_ONCE)
        return len(made)


def _levied(
    act: Acting,
    entry: Entry,
    number: int,
    owing: queries.Levied,
    reference: date,
    debtors: Mapping[int, int],
) -> Post:
    row = owing.tariff
    return Post(
        entry=entry,
        municipality_id=act.client,
        number=number,
        kind=rules.LEVY,
        grave_id=owing.grave,
        right_id=owing.right,
        tariff=row.code,
        title=f"{row.title} {reference.year}"[:200],
        sum=f"1 x {row.amount}",
        law=row.clause.source[:120],
        article=row.clause.number[:60],
        tariff_year=row.period.since.year,
        draft=row.draft,
        quantity=1,
        unit_cents=row.amount.cents,
        amount_cents=row.amount.cents,
        vat=row.vat,
        vat_cents=vat_within(row.amount, row.vat).cents,
        ledger=row.ledger,
        cost_centre=row.cost_centre,
        cost_kind=row.cost_kind,
        fact_on=reference,
        decided_on=act.day,
        tax_year=reference.year,
        debtor_id=debtors.get(owing.holder) if owing.holder is not None else None,
        made_by=act.person.pseudonym,
    )
