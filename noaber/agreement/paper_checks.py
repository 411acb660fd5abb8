"""Whether the texts of papers agree with themselves: every name known, every decision with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from noaber.agreement.loader import Folder, rows
from noaber.agreement.paper_texts import FILLED, GRAVE_FILLED, REMEDY_NAMES, blocks_of, names_in
from noaber.agreement.places import Place


def papers(found: Folder) -> None:
    """Add to the findings what is wrong with papers, remedies and the house style."""
    remedies = {row.get("code") for row, _ in rows(found, "remedy")}
    kinds = {row.get("kind") for row, _ in rows(found, "paper")}
    for row, place in rows(found, "remedy"):
        names = _names(found, row, place, FILLED)
        for name in REMEDY_NAMES:
            if name not in names:
                text = (
                    f"Hier hoort {{{name}}} in de tekst: wie het er niet mee eens is moet weten tot wanneer (Awb 3:45)."
                )
                found.add(place, "text", "remedy-incomplete", text)
    for row, place in rows(found, "paper"):
        _facts(found, row, place)
        _decision(found, row, place, remedies)
        _fits(found, row, place, kinds)
    for row, place in rows(found, "grave_paper"):
        _facts(found, row, place, dict.fromkeys(GRAVE_FILLED, "any"))
        _remedy(found, row, place, remedies)
    if (
        (rows(found, "paper") or rows(found, "grave_paper"))
        and "house" not in found.document
        and "house" not in found.unread
    ):
        found.add(found.head, "", "no-house", "Er zijn brieven maar er is geen huisstijl. Voeg een blok [house] toe.")


def _names(found: Folder, row: Mapping[str, Any], place: Place, known: Mapping[str, Any]) -> list[str]:
    """The names in a text, of which those that mean nothing are findings."""
    if not isinstance(row.get("text"), str):
        return []
    blocks = blocks_of(row["text"])
    names = names_in(blocks)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.5)
            hint = f"Bedoel je {' of '.join(near)}?" if near else f"Kies uit: {', '.join(known)}."
            found.add(place, "text", "unknown-name", f"{{{name}}} wordt door niemand ingevuld. {hint}")
    words = [part for block in blocks for line in block.rows for part in line if isinstance(part, str)]
    if any(sign in word for word in words for sign in "{}"):
        text = "Een losse accolade: schrijf een gegeven als {zaaknummer}, met kleine letters en zonder spaties."
        found.add(place, "text", "stray-brace", text)
    return names


def _facts(found: Folder, row: Mapping[str, Any], place: Place, filled: Mapping[str, str] = FILLED) -> None:
    facts = [fact for fact in row.get("facts", ()) if isinstance(fact, dict) and isinstance(fact.get("name"), str)]
    asked: dict[str, Any] = {}
    for fact in facts:
        name = fact["name"]
        if name in filled or name in asked:
            text = f"Het gegeven {name} is er al. Geef het een eigen naam."
            found.add(place, "facts", "double-fact", text)
        asked[name] = fact
    names = _names(found, row, place, {**filled, **asked})
    for name in asked:
        if name not in names:
            text = f"{name} wordt gevraagd maar staat niet in de tekst. Zet {{{name}}} erin of vraag het niet."
            found.add(place, "facts", "unused-fact", text)
    for name in names:
        if name == "bezwaar_tot":
            text = "{bezwaar_tot} hoort in de tekst van [[remedy]]; die komt vanzelf onder een besluit."
            found.add(place, "text", "remedy-in-text", text)
        elif name in filled and filled[name] not in ("any", row.get("phase")):
            text = f"{{{name}}} is pas bekend bij phase = “{filled[name]}”. Verbeter phase of haal het weg."
            found.add(place, "text", "unknown-yet", text)


def _decision(found: Folder, row: Mapping[str, Any], place: Place, remedies: set[Any]) -> None:
    if row.get("decision", False) and row.get("phase") != "decided":
        text = "Een besluit gaat de deur uit als er besloten is: phase = “decided”."
        found.add(place, "phase", "decision-too-early", text)
    _remedy(found, row, place, remedies)


def _remedy(found: Folder, row: Mapping[str, Any], place: Place, remedies: set[Any]) -> None:
    remedy, decision = row.get("remedy", ""), row.get("decision", False)
    if decision and not remedy:
        text = "Onder een besluit hoort wat iemand kan doen die het er niet mee eens is (Awb 3:45). Vul remedy in."
        found.add(place, "decision", "decision-without-remedy", text)
    if remedy and not decision:
        text = "Dit is geen besluit, en daar hoort geen bezwaar onder. Zet decision = true of haal remedy weg."
        found.add(place, "remedy", "remedy-without-decision", text)
    if remedy and remedy not in remedies and "remedy" not in found.unread:
        text = f"{remedy} bestaat niet. Kies een code uit [[remedy]]."
        found.add(place, "remedy", "unknown-remedy", text)


def _fits(found: Folder, row: Mapping[str, Any], place: Place, kinds: set[Any]) -> None:
    for kind in row.get("replaces", ()):
        if kind not in kinds - {row.get("kind")}:
            text = f"De brief {kind} bestaat niet. Kies een andere kind uit [[paper]]."
            found.add(place, "replaces", "unknown-paper", text)
    if "product" in found.unread:
        return
    products = {product.get("code"): product for product, _ in rows(found, "product")}
    for key in ("products", "not_for"):
        for code in row.get(key, ()):
            if code not in products:
                text = f"Product {code} bestaat niet. Kies een code uit [[product]]."
                found.add(place, key, "unknown-product", text)
    wanted = [products[code] for code in row.get("products", ()) if code in products] or list(products.values())
    possible = {outcome for product in wanted for outcome in product.get("outcomes", ())}
    for outcome in row.get("outcomes", ()):
        if outcome not in possible:
            text = f"Geen van deze producten heeft de uitkomst “{outcome}”. Kies uit: {', '.join(sorted(possible))}."
            found.add(place, "outcomes", "unknown-outcome", text)
    if row.get("outcomes") and row.get("phase") != "decided":
        found.add(place, "outcomes", "outcome-too-early", "Een uitkomst is er pas bij phase = “decided”.")
