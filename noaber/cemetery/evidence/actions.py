"""What people do with the evidence of a grave. Who and where stand in its rows; the journal has numbers and days.

For parts that write or place something within an act of their own: `send_letter` and `stand_sign` take the act that
goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.cemetery import actions as register
from noaber.cemetery import acts as register_acts
from noaber.cemetery.consents import Consented, facts_of
from noaber.cemetery.evidence import acts, queries, rules
from noaber.cemetery.evidence.letters import COLLEGE, Pen, address_of, end_of_right, prices
from noaber.cemetery.evidence.models import Batch, Consent, Letter, Note, Sign
from noaber.cemetery.law import Law
from noaber.cemetery.letters import Said
from noaber.cemetery.models import Grave, GraveRight, Resident
from noaber.cemetery.places import laws_of
from noaber.cemetery.queries import grave_of, next_number, right_of, running_right
from noaber.cemetery.rules import renounce_from
from noaber.cemetery.terms import CemeteryTerms
from noaber.cemetery.windows import EXCLUSIVE, general_letter, holder_letter
from noaber.journal.models import Entry
from noaber.papers.paper import Paper
from noaber.values.period import dutch_day

LETTERS = "BR"


def write_batch(
    person: Any,
    agreement: str,
    states: Sequence[str] = queries.DUE,
    cemetery: str = "",
    once: Once | None = None,
) -> Batch:
    """Write to every holder who must be written to and can be, in one act; the register puts down that it was done.

    Whoever was written to is no longer due, so that a second run finds nobody twice.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        rights = list(queries.due(act.client, act.day, law, states, cemetery).filter(obstacle="")[: rules.MOST_AT_ONCE])
        pen = Pen.of(act, acts.WRITE_BATCH, local, law)
        year, first = act.day.year, _next_letter(act)
        papers = [
            (right, f"{LETTERS}-{year}-{first + place}", *_end_letter(pen, right, f"{LETTERS}-{year}-{first + place}"))
            for place, right in enumerate(rights)
        ]
        digest = hashlib.sha256("".join(paper.digest for *_, paper in papers).encode()).hexdigest()
        number = next_number(act.client, Batch, "PB", year)
        facts = {"letters": len(rights), "digest": digest, "states": sorted(states), "cemetery": cemetery}
        decision = rules.may_write_batch(len(rights), law.letter_last.clause)
        lines = _lines(act, rights, law)
        entry = act.record(acts.WRITE_BATCH, decision, f"batch:{number}", facts, lines, COLLEGE)
        batch = Batch.add(entry, number=number, made_on=act.day, letters=len(rights), digest=digest)
        for right, letter, kind, paper in papers:
            _keep_letter(entry, letter, kind, right.grave, right, right.holder, paper, batch)
            register.written(act, right, law, letter)
        return batch


def _end_letter(pen: Pen, right: GraveRight, number: str) -> tuple[str, Paper]:
    kind, day = rules.letter_kind(right.kind), pen.act.day
    said: Any = {"ophalen": str(pen.law.objects.value)}
    if right.kind == EXCLUSIVE:
        of_grave = pen.local.kind_at(right.grave.kind, right.grave.cemetery, day)
        said = end_of_right(right, prices(pen.local, of_grave, right, day, pen.law), day, pen.law)
    return kind, pen.write(kind, number, right.grave, right, said)


def _lines(act: Acting, rights: Sequence[GraveRight], law: Law) -> list[Any]:
    """Per kind of right: how many letters, and how many within the window of the law."""
    found: list[Any] = []
    for kind in sorted({right.kind for right in rights}):
        ends = [right.days(None) for right in rights if right.kind == kind]
        windows = [holder_letter(days, law) or general_letter(days, law) for days in ends]
        in_time = sum(one is not None and one.until is not None and act.day <= one.until for one in windows)
        clause = act.book.act_clause(acts.WRITE_BATCH.code).number
        found += rules.letter_lines(rules.letter_kind(kind), len(ends), in_time, act.day, clause)
    return found


def _next_letter(act: Acting) -> int:
    return int(next_number(act.client, Letter, LETTERS, act.day.year).rsplit("-", 1)[1])


def _keep_letter(
    entry: Entry,
    number: str,
    kind: str,
    grave: Grave,
    right: GraveRight | None,
    to: Resident | None,
    paper: Paper,
    batch: Batch | None = None,
) -> Letter:
    assert to is not None, "a letter to nobody is refused"
    return Letter.add(
        entry,
        number=number,
        batch=batch,
        grave=grave,
        right=right,
        receiver=to,
        receiver_name=to.name,
        address="\n".join(address_of(to)),
        kind=kind,
        title=paper.title,
        content=paper.text,
        digest=paper.digest,
        made_on=paper.day,
    )


def send_letter(
    act: Acting, kind: str, grave: Grave, right: GraveRight | None, to: Resident | None, said: Said
) -> Letter:
    """Write one letter within an act that goes on and is alone; `said` has what its text asks. It is sent afterwards.

    Raises Refusal where nobody can be written to, and KeyError for a kind that the agreement has no text for.
    """
    local, law = laws_of(act.agreement.code, act.day)
    pen = Pen.of(act, acts.WRITE_LETTER, local, law)
    number = f"{LETTERS}-{act.day.year}-{_next_letter(act)}"
    paper = pen.write(kind, number, grave, right, said)
    clause = act.book.act_clause(acts.WRITE_LETTER.code)
    decision = rules.may_write_letter(queries.obstacle_of(None, to, act.day), clause)
    facts = {"letter": number, "kind": kind, "digest": paper.digest, "to": to.number if to else ""}
    lines = rules.letter_lines(kind, 1, 1, act.day, clause.number)[:1]
    entry = act.record(acts.WRITE_LETTER, decision, f"grave:{grave.number}", facts, lines, COLLEGE)
    return _keep_letter(entry, number, kind, grave, right, to, paper)


def write_again(person: Any, agreement: str, letter: str, once: Once | None = None) -> Letter:
    """Write the letter about the end of a right again, to the address as it is now, after it came back."""
    with acting(person, agreement, alone=True, once=once) as act:
        before = queries.letter_of(act.client, letter)
        right = before.right
        if right is None:
            raise Letter.DoesNotExist
        right = right_of(act.client, right.number)
        local, law = laws_of(act.agreement.code, act.day)
        pen = Pen.of(act, acts.WRITE_LETTER, local, law)
        number = f"{LETTERS}-{act.day.year}-{_next_letter(act)}"
        kind, paper = _end_letter(pen, right, number)
        decision = rules.may_write_letter(
            queries.obstacle_of(right, right.holder, act.day), rules.letter_clause(right.kind, law)
        )
        facts = {"letter": number, "kind": kind, "digest": paper.digest, "again": letter}
        lines = rules.letter_lines(kind, 1, 1, act.day, decision.clause.number)[:1]
        entry = act.record(acts.WRITE_LETTER, decision, f"grave:{right.grave.number}", facts, lines, COLLEGE)
        return _keep_letter(entry, number, kind, right.grave, right, right.holder, paper)


def dispatch_batch(
    person: Any, agreement: str, batch: str, day: date, how: str, once: Once | None = None
) -> list[Letter]:
    """Put down that the letters of a batch went out. The clocks of their rights run from that day."""
    with acting(person, agreement, alone=True, once=once) as act:
        found = Batch.objects.of(act.client).get(number=batch)
        letters = list(queries.letters_of(act.client, found).filter(sent_on=None).order_by("id"))
        return _dispatched(act, f"batch:{batch}", letters, found.made_on, day, how)


def dispatch(person: Any, agreement: str, letter: str, day: date, how: str, once: Once | None = None) -> list[Letter]:
    """Put down that one letter went out."""
    with acting(person, agreement, alone=True, once=once) as act:
        found = queries.letter_of(act.client, letter)
        letters = [found] if found.sent_on is None else []
        return _dispatched(act, f"letter:{letter}", letters, found.made_on, day, how)


def _dispatched(act: Acting, about: str, letters: list[Letter], made_on: date, day: date, how: str) -> list[Letter]:
    decision = rules.may_dispatch(len(letters), made_on, day, act.day)
    entry = act.record(acts.DISPATCH, decision, about, {"letters": len(letters), "how": how, "day": str(day)})
    numbers = [letter.pk for letter in letters]
    Letter.objects.of(act.client).filter(pk__in=numbers).update(entry=entry, sent_on=day, sent_how=how)
    ends = (rules.END_EXCLUSIVE, rules.END_GENERAL)
    moved = [letter for letter in letters if letter.kind in ends and letter.made_on != day]
    rights = [letter.right_id for letter in moved if letter.right_id is not None]
    written = GraveRight.objects.of(act.client).filter(pk__in=rights, letter_on__isnull=False)
    written.update(entry=entry, letter_on=day)
    return letters


def take_back(person: Any, agreement: str, letter: str, day: date, because: str, once: Once | None = None) -> Letter:
    """Put down that a letter came back: the address of its receiver is unsure from now on."""
    with acting(person, agreement, once=once) as act:
        row = queries.letter_of(act.client, letter)
        decision = rules.may_take_back(row.sent_on, row.returned_on, day, act.day)
        facts = {"because": because, "day": str(day), "receiver": row.receiver.number}
        entry = act.record(acts.TAKE_BACK, decision, f"letter:{letter}", facts)
        row.change(entry, returned_on=day, returned_because=because)
        row.receiver.change(entry, address_unsure=True)
        return row


def settle_address(
    person: Any,
    agreement: str,
    resident: str,
    street: str,
    house_number: str,
    postcode: str,
    city: str,
    source: str,
    once: Once | None = None,
) -> Resident:
    """Put down where somebody lives and from where that is known. Raises Resident.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        who = Resident.objects.of(act.client).get(number=resident)
        decision = rules.may_settle(source)
        entry = act.record(acts.SETTLE_ADDRESS, decision, f"resident:{resident}", {"source": source})
        new = {"street": street, "house_number": house_number, "postcode": postcode, "city": city}
        who.change(entry, **new, address_unsure=False)
        return who


def answer(
    person: Any,
    agreement: str,
    letter: str,
    reply: str,
    answerer: rules.Answerer,
    document: Taken | None = None,
    once: Once | None = None,
) -> Letter:
    """Take the answer to a letter: only that of the registered holder counts. A wish to renew is a request (Wlb 28)."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = queries.letter_of(act.client, letter)
        holder = row.right.holder_id if row.right is not None else row.receiver_id
        is_holder = answerer.is_holder and holder == row.receiver_id
        counted = rules.Answerer(is_holder, answerer.same_surname, answerer.identity)
        clause = act.book.act_clause(acts.ANSWER.code)
        decision = rules.may_answer(counted, row.replied_on, row.kind, reply, clause)
        facts = {"reply": reply} | facts_of(answerer.identity, document)
        entry = act.record(acts.ANSWER, decision, f"letter:{letter}", facts)
        row.change(entry, replied_on=act.day, reply=reply, replied_by=row.receiver)
        if row.right is not None and reply == rules.RENEW:
            row.right.change(entry, requested_on=act.day)
        consented = Consented(acts.ANSWER.code, row.right, row.receiver, answerer.identity, document)  # type: ignore[arg-type]
        _consent(entry, row.grave, consented, act.day)
        return row


def stand_sign(
    act: Acting,
    grave: Grave,
    right: GraveRight | None,
    kind: str,
    place: str,
    placed_on: date,
    until: date | None,
    photo: Taken | None,
) -> Sign:
    """Put down within an act that goes on that a sign stands. Raises Refusal without a photo, or where one stands."""
    _, law = laws_of(act.agreement.code, act.day)
    stands = Sign.objects.of(act.client).filter(grave=grave, kind=kind, place=place, taken_away_on=None).exists()
    decision = rules.may_place_sign(stands, placed_on, until, act.day, photo is not None, law)
    facts = {"kind": kind, "place": place, "day": str(placed_on), "until": str(until or "")}
    facts |= {"photo": photo.digest if photo else ""}
    lines = rules.sign_lines(kind, place, act.day, act.book.act_clause(acts.PLACE_SIGN.code).number)
    entry = act.record(acts.PLACE_SIGN, decision, f"grave:{grave.number}", facts, lines)
    assert photo is not None, "a sign without a photo is refused"
    kept = keep(entry, photo)
    return Sign.add(
        entry, grave=grave, right=right, kind=kind, place=place, placed_on=placed_on, until=until, photo=kept
    )


def signs_until(act: Acting, entry: Entry, grave: Grave, kind: str, until: date) -> None:
    """Say within an act that goes on until when the signs of a kind at a grave stay; from the day after they may go."""
    Sign.objects.of(act.client).filter(grave=grave, kind=kind, taken_away_on=None).update(entry=entry, until=until)


def place_sign(
    person: Any,
    agreement: str,
    right: str,
    place: str,
    placed_on: date,
    photo: Taken | None,
    once: Once | None = None,
) -> Sign:
    """Put down that the sign stands which says that a right ends (Wlb 28, third paragraph)."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = right_of(act.client, right)
        return stand_sign(act, row.grave, row, rules.TERM_ENDS, place, placed_on, row.ends_on, photo)


def take_away_sign(person: Any, agreement: str, sign: int, once: Once | None = None) -> Sign:
    """Put down that a sign was taken away. Raises Sign.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = Sign.objects.of(act.client).select_related("grave", "right").get(pk=sign)
        needed = queries.needed(row, act.day)
        decision = rules.may_take_away(
            row.taken_away_on is None, row.until, needed, act.day, laws_of(act.agreement.code, act.day)[1]
        )
        facts = {"kind": row.kind, "place": row.place}
        entry = act.record(acts.TAKE_AWAY_SIGN, decision, f"grave:{row.grave.number}", facts)
        row.change(entry, taken_away_on=act.day)
        return row


def consent(
    person: Any,
    agreement: str,
    grave: str,
    by: str,
    about: str,
    identity: str,
    document: Taken | None = None,
    once: Once | None = None,
) -> Consent:
    """Put down that somebody allowed something about a grave: the registered holder alone."""
    with acting(person, agreement, once=once) as act:
        place = grave_of(act.client, grave)
        right = running_right(act.client, place)
        holder = right.holder if right is not None else None
        clause = act.book.act_clause(acts.CONSENT.code)
        decision = rules.may_consent(holder is not None and holder.number == by, identity, clause)
        entry = act.record(acts.CONSENT, decision, f"grave:{grave}", {"about": about} | facts_of(identity, document))
        assert right is not None and holder is not None, "a consent of nobody is refused"
        return _consent(entry, place, Consented(about, right, holder, identity, document), act.day)


def keep_consent(act: Acting, entry: Entry, consented: Consented) -> None:
    """Keep what an act of the register rests on; it answers the open letter. A wish to renounce is confirmed."""
    right = consented.right
    _consent(entry, right.grave, consented, act.day)
    reply = _REPLIES.get(consented.about)
    letters = Letter.objects.of(act.client).filter(right=right, kind=rules.END_EXCLUSIVE, replied_on=None)
    last = letters.order_by("-id").first()
    if reply is not None and last is not None and last.receiver_id == consented.by.pk:
        last.change(entry, replied_on=act.day, reply=reply, replied_by=consented.by)
    if consented.about == register_acts.ASK_RENOUNCE.code:
        _confirm_renounce(act, consented)


_REPLIES = {
    register_acts.RENEW.code: rules.RENEW,
    register_acts.TRANSFER.code: rules.TRANSFER,
    register_acts.ASK_RENOUNCE.code: rules.RENOUNCE,
}


def _confirm_renounce(act: Acting, consented: Consented) -> None:
    """The receipt letter, which also asks who takes the monument. Without an address the wish is taken all the same."""
    if queries.obstacle_of(None, consented.by, act.day):
        return
    _, law = laws_of(act.agreement.code, act.day)
    said = {
        "uitvoeren_vanaf": dutch_day(renounce_from(act.day, act.terms(CemeteryTerms))),
        "vastgesteld": consented.identity,
        "ophalen": str(law.objects.value),
    }
    send_letter(act, rules.RENOUNCE_RECEIPT, consented.right.grave, consented.right, consented.by, said)


def _consent(entry: Entry, grave: Grave, consented: Consented, day: date) -> Consent:
    document = keep(entry, consented.document) if consented.document is not None else None
    return Consent.add(
        entry,
        grave=grave,
        right=consented.right,
        by=consented.by,
        about=consented.about,
        given_on=day,
        identity=consented.identity,
        document=document,
    )


def note(person: Any, agreement: str, grave: str, day: date, who: str, text: str, once: Once | None = None) -> Note:
    """Make a note about a call, a visit or a message. The words stay in the file of the grave."""
    with acting(person, agreement, once=once) as act:
        place = grave_of(act.client, grave)
        decision = rules.may_note(text, day, act.day)
        entry = act.record(acts.NOTE, decision, f"grave:{grave}", {"day": str(day)})
        return Note.add(entry, grave=place, day=day, who=who, text=text.strip())
