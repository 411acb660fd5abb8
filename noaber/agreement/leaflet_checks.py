"""Whether what residents are told agrees with itself: leaflets, questions and tariffs of products that exist."""

from __future__ import annotations

from noaber.agreement.loader import Folder, rows


def told_residents(found: Folder) -> None:
    """Add to the findings what leaflets, questions and tariffs say about each other and about products."""
    if "product" in found.unread:
        return
    products = {row.get("code") for row, _ in rows(found, "product")}
    for section in ("leaflet", "question", "tariff"):
        for row, place in rows(found, section):
            if row.get("product") not in products:
                text = f"Product {row.get('product')} bestaat niet. Kies een code uit [[product]]."
                found.add(place, "product", "unknown-product", text)
    _leaflets(found)
    _questions(found, products)
    _tariffs(found)


def _leaflets(found: Folder) -> None:
    subjects = {row.get("code") for row, _ in rows(found, "subject")}
    for row, place in rows(found, "leaflet"):
        if row.get("subject") not in subjects and "subject" not in found.unread:
            text = f"Onderwerp {row.get('subject')} bestaat niet. Kies een code uit [[subject]]."
            found.add(place, "subject", "unknown-subject", text)
        if len(row.get("bring_nl", ())) != len(row.get("bring_en", ())):
            found.add(place, "bring_en", "languages-differ", "Noem in bring_nl en bring_en evenveel.")
    told = {row.get("product") for row, _ in rows(found, "leaflet")}
    for row, place in rows(found, "product"):
        if "minutes" in row and row.get("code") not in told and "leaflet" not in found.unread:
            text = f"Voor {row.get('code')} is een afspraak te maken, maar er is geen tekst. Voeg een [[leaflet]] toe."
            found.add(place, "minutes", "no-leaflet", text)


def _questions(found: Folder, products: set[object]) -> None:
    seen: set[tuple[object, object]] = set()
    for row, place in rows(found, "question"):
        product, code = row.get("product"), row.get("code")
        if (product, code) in seen:
            found.add(place, "code", "double", f"De vraag {code} over {product} staat er al. Laat er één staan.")
        seen.add((product, code))
        if "after" in row and (product, row["after"]) not in seen - {(product, code)}:
            text = f"De vraag {row['after']} over {product} komt niet eerder. Zet haar ervoor of verbeter de code."
            found.add(place, "after", "unknown-question", text)
        for answer in ("yes", "no"):
            effect = row.get(answer)
            for added in effect.get("add", ()) if isinstance(effect, dict) else ():
                if added not in products:
                    text = f"Product {added} bestaat niet. Kies een code uit [[product]]."
                    found.add(place, answer, "unknown-product", text)


def _tariffs(found: Folder) -> None:
    of: dict[object, object] = {}
    for row, place in rows(found, "tariff"):
        code, product = row.get("code"), row.get("product")
        if of.setdefault(code, product) != product:
            found.add(place, "code", "tariff-code", f"Het tarief {code} hoort al bij {of[code]}. Kies een eigen code.")
        if row.get("kind") == "free" and row.get("amount") not in ("0", 0, "0.00"):
            found.add(place, "amount", "free-costs", "Wat gratis is kost 0. Verbeter het bedrag of de soort.")
