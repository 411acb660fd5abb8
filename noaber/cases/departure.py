"""When somebody whose address nobody knows counts as departed: the day that the intention was published, locked."""

from __future__ import annotations

from datetime import date

from noaber.calendar.words import short_day
from noaber.values import Clause, Decision, grant, refuse

BRP_2_22 = Clause("Wet BRP", "2.22")


def may_depart(published: date | None, departure: date, day: date) -> Decision:
    """May this be the day of departure of somebody who left for an unknown place? Only the day of publication.

    Wet BRP 2.22(2): the day on which the intention to register the departure was made known. `published` is that day,
    None while nothing was published.
    """
    if published is None:
        text = "Het voornemen is nog niet bekendgemaakt; er is dus nog geen datum van vertrek."
        return refuse("not-published", BRP_2_22, text, "Maak eerst het voornemen bekend en leg die dag vast.")
    if published > day:
        text = f"Het voornemen wordt pas op {short_day(published)} bekendgemaakt."
        return refuse("not-yet-published", BRP_2_22, text, "Wacht tot die dag voorbij is.")
    if departure != published:
        text = f"De datum van vertrek is de dag van de bekendmaking, {short_day(published)}, en geen andere dag."
        return refuse("other-day", BRP_2_22, text, f"Neem {short_day(published)} als datum van vertrek.")
    return grant("departed", BRP_2_22, f"Vertrokken met onbekende bestemming per {short_day(published)}.")


def may_change_publication(published: date | None, wanted: date, day: date) -> Decision:
    """May the day of publication be written down? Once, for later acts rest on it, and not ahead."""
    if published is not None and published != wanted:
        text = f"De bekendmaking staat vast op {short_day(published)}; daarop rust de datum van vertrek."
        return refuse("locked", BRP_2_22, text, "Begin een nieuw voornemen als de brief niet klopte.")
    if wanted > day:
        return refuse("day-ahead", BRP_2_22, f"{short_day(wanted)} moet nog komen.", "Leg het op die dag vast.")
    return grant("published", BRP_2_22, f"Bekendgemaakt op {short_day(wanted)}.")
