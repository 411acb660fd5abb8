"""A small agreement that is whole, as files, for tests that spoil it in one place."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from noaber.agreement.acts import Act
from noaber.agreement.checks import Known
from noaber.values import Euro, Term, Terms

FILES = {
    "agreement.toml": """\
[agreement]
code = "klein-groot-2024"
title = "Een kleine overeenkomst"
since = 2024-01-01

[[party]]
code = 175
slug = "klein"
name = "Klein"
role = "client"
oin = "00000003900001750000"
iban = "NL27TEST0000000175"

[[party]]
code = 1700
slug = "groot"
name = "Groot"
role = "contractor"
""",
    "clauses.toml": """\
[[clause]]
number = "1"
title = "Werk"
kind = "rule"
text = "Groot werkt voor Klein."

[[clause]]
number = "2"
title = "Geld"
kind = "rule"
text = "Klein betaalt Groot."
""",
    "terms.toml": """\
[[term]]
name = "toy.limit"
unit = "euro"
value = "100.50"
clause = "2"

[[term]]
name = "toy.days"
unit = "workdays"
value = 3
clause = "1"
since = 2024-01-01
until = 2024-06-30

[[term]]
name = "toy.days"
unit = "workdays"
value = 5
clause = "1"
since = 2024-07-01

[[term]]
name = "toy.share"
unit = "percent"
value = "12.5"
clause = "2"
""",
    "services.toml": """\
[[service]]
number = 1
name = "Balie"
clause = "1"
group = "Balie"

[[product]]
code = "stempel"
name = "Stempel"
service = 1
organ = "college"
outcomes = ["gezet", "geweigerd"]
span = { number = 8, unit = "week" }
norm_workdays = 3
""",
    "kpis.toml": """\
[[kpi]]
code = "T-01"
name = "Stempel op tijd"
formula = "aandeel op tijd"
unit = "%"
norm_operator = ">="
norm = "95"
period = "kwartaal"
source = "zaken"
clauses = ["1"]
measured_by = "norm"
services = [1]
products = ["stempel"]
""",
    "mandates.toml": """\
[acts]
"toy.play" = "1"
"toy.stop" = "1"

[[mandate]]
code = "spelen"
clause = "1"
organ = "college"
functions = ["clerk"]
side = "contractor"
acts = ["toy.*"]
""",
    "duties.toml": """\
[[duty]]
code = "maandelijks"
title = "Elke maand spelen"
clause = "1"
holder = "clerk"
done_by = "toy.play"
rhythm = "month"
workdays = 10
""",
    "addenda/2024.toml": """\
[[addendum]]
year = 2024
title = "Addendum 2024"
clause = "2"
agreed = 2023-12-01

[[tax]]
service = 0
category = "S"
percent = "21"
compensable = "1/2"
""",
}


@dataclass(frozen=True)
class ToyTerms(Terms, prefix="toy"):
    """What the toy subject reads."""

    limit: Term[Euro]
    days: Term[int]
    share: Term[Fraction]


PLAY, STOP = Act("toy.play", "Spelen"), Act("toy.stop", "Ophouden")
ABLE = Known({act.code: act for act in (PLAY, STOP)}, {"toy": ToyTerms}, frozenset({"toy.play", "toy.stop"}))


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of an agreement into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
