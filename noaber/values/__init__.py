"""The words every rule speaks in: money, periods, clauses, terms, decisions and journal lines. No Django."""

from noaber.values.clause import Clause
from noaber.values.decision import Decision, DutyOrder, Granted, Refused, first_refusal, grant, refuse
from noaber.values.line import Line
from noaber.values.money import Euro
from noaber.values.period import Period
from noaber.values.term import MissingTerm, Term, Terms
from noaber.values.trace import Trace

__all__ = [
    "Clause",
    "Decision",
    "DutyOrder",
    "Euro",
    "Granted",
    "Line",
    "MissingTerm",
    "Period",
    "Refused",
    "Term",
    "Terms",
    "Trace",
    "first_refusal",
    "grant",
    "refuse",
]
