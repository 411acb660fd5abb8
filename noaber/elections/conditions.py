"""Conditions that stand in data, such as `A + B + C != D`: whole numbers, the four signs, comparisons, and, or, not.

Nothing else is understood, so that whoever may change the data can change no more than a rule.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SUMS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_COMPARED: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class FaultyCondition(ValueError):
    """A condition with a word or sign that is not understood."""


Facts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, the names that it asks about, and how to ask it."""

    text: str
    names: frozenset[str]
    value: Callable[[Facts], Any]

    def holds(self, facts: Facts) -> bool:
        return bool(self.value(facts))


@lru_cache(maxsize=512)
def condition(text: str) -> Condition:
    """Read a condition. Raises FaultyCondition."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise FaultyCondition(f"De voorwaarde “{text}” kan niet gelezen worden ({error.msg}).") from None
    for part in ast.walk(tree):
        if not isinstance(part, _UNDERSTOOD):
            raise FaultyCondition(f"In de voorwaarde “{text}” staat iets dat niet mag: {type(part).__name__}.")
        if isinstance(part, ast.Constant) and type(part.value) is not int:
            raise FaultyCondition(f"In de voorwaarde “{text}” staat iets anders dan een heel getal.")
        if isinstance(part, ast.Call) and not (isinstance(part.func, ast.Name) and part.func.id == "abs"):
            raise FaultyCondition(f"In de voorwaarde “{text}” mag alleen abs( ) staan.")
    names = frozenset(part.id for part in ast.walk(tree) if isinstance(part, ast.Name)) - {"abs"}
    return Condition(text, names, _built(tree))


_UNDERSTOOD = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Name, ast.Constant, ast.Call, ast.Load, ast.And, ast.Or,
    ast.Not, ast.USub, *_SUMS, *_COMPARED,
)  # fmt: skip


def _built(part: ast.expr) -> Callable[[Facts], Any]:
    """A part of a condition as a function of the facts; built once, asked for every station and list."""
    match part:
        case ast.Constant(value):
            return lambda facts: value
        case ast.Name(name):
            return operator.itemgetter(name)
        case ast.BinOp(left, sign, right):
            combine, one, other = _SUMS[type(sign)], _built(left), _built(right)
            return lambda facts: combine(one(facts), other(facts))
        case ast.UnaryOp(sign, of):
            change, one = operator.not_ if isinstance(sign, ast.Not) else operator.neg, _built(of)
            return lambda facts: change(one(facts))
        case ast.Call(args=[of]):
            one = _built(of)
            return lambda facts: abs(one(facts))
        case ast.BoolOp(sign, parts):
            together, built = all if isinstance(sign, ast.And) else any, [_built(each) for each in parts]
            return lambda facts: together(each(facts) for each in built)
        case ast.Compare(left, signs, others):
            return _comparison([_built(each) for each in (left, *others)], [_COMPARED[type(sign)] for sign in signs])
    raise FaultyCondition(f"Onverwacht in een voorwaarde: {type(part).__name__}.")


def _comparison(
    values: Sequence[Callable[[Facts], Any]], signs: Sequence[Callable[[Any, Any], bool]]
) -> Callable[[Facts], bool]:
    """A comparison; of more than one sign, as in `0 < A < B`, each must hold."""
    if len(signs) == 1:
        (one, other), (compare,) = values, signs
        return lambda facts: compare(one(facts), other(facts))
    pairs = list(zip(signs, values, values[1:], strict=False))
    return lambda facts: all(compare(one(facts), other(facts)) for compare, one, other in pairs)
