"""`noaber token ...`: make, list and withdraw the keys with which another system reads the API."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add `token` and what can be done with it; each sets `run`: arguments in, exit code out."""
    parser = subparsers.add_parser("token", help="sleutels voor de API maken, tonen en intrekken")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")

    new = what.add_parser("new", help="een sleutel maken; hij verschijnt één keer")
    new.add_argument("--municipality", required=True, help="korte naam van de opdrachtgever, zoals ommen")
    new.add_argument("--scope", action="append", required=True, help="wat de sleutel mag lezen; mag vaker")
    new.add_argument(
        "--days", type=int, default=365, help="hoeveel dagen de sleutel geldig is (standaard: %(default)s)"
    )
    new.add_argument("--name", default="API", help="waarvoor de sleutel is")
    new.set_defaults(run=_new)

    shown = what.add_parser("list", help="alle sleutels, zonder de sleutel zelf")
    shown.set_defaults(run=_list)

    revoke = what.add_parser("revoke", help="een sleutel intrekken")
    revoke.add_argument("number", type=int, help="het nummer uit de lijst")
    revoke.set_defaults(run=_revoke)


def _new(arguments: argparse.Namespace) -> int:
    from noaber.parties.models import Municipality
    from noaber.parties.tokens import BadToken, make_token

    municipality = Municipality.objects.filter(slug=arguments.municipality).first()
    if municipality is None:
        return _complain(f"Er is geen gemeente “{arguments.municipality}”. Lees eerst haar overeenkomst in.")
    try:
        key, token = make_token(municipality, arguments.scope, arguments.days, arguments.name)
    except BadToken as error:
        return _complain(str(error))
    sys.stdout.write(f"{key}\n")
    sys.stderr.write(
        f"Sleutel {token.pk} voor {municipality.official}, geldig tot {token.expires_at:%d-%m-%Y}, "
        f"mag lezen: {', '.join(token.scopes)}.\nBewaar hem nu: hij is niet nog eens te zien.\n"
    )
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from noaber.parties.clock import now
    from noaber.parties.models import ApiToken

    moment = now()
    for token in ApiToken.objects.select_related("municipality").order_by("id"):
        state = "geldig" if token.holds_at(moment) else ("ingetrokken" if token.revoked_at else "verlopen")
        used = f"{token.last_used_on:%d-%m-%Y}" if token.last_used_on else "nooit"
        sys.stdout.write(
            f"{token.pk}\t{token.municipality.slug}\t{token.name}\t{state}\ttot {token.expires_at:%d-%m-%Y}\t"
            f"laatst gebruikt: {used}\t{', '.join(token.scopes)}\n"
        )
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from noaber.parties.models import ApiToken
    from noaber.parties.tokens import revoke_token

    token = ApiToken.objects.filter(pk=arguments.number).first()
    if token is None:
        return _complain(f"Er is geen sleutel {arguments.number}. Zie `noaber token list`.")
    revoke_token(token)
    sys.stdout.write(f"Sleutel {token.pk} is ingetrokken en opent niets meer.\n")
    return 0


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1
