"""Conditions that stand in data, such as `A + B + C != D`: whole numbers, the four signs, comparisons, and, or, not.

Nothing else is understood, so that whoever may change the data can change no more than a rule.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, and the names that it asks about."""

    text: str
    tree: ast.expr
    names: frozenset[str]

    def holds(self, facts: Mapping[str, int]) -> bool:
        return bool(_value(self.tree, facts))


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
        if isinstance(part, ast.Call) and not (
            isinstance(part.func, ast.Name) and part.func.id == "abs" and len(part.args) == 1
        ):
            raise FaultyCondition(f"In de voorwaarde “{text}” mag alleen abs( ) staan.")
    names = frozenset(part.id for part in ast.walk(tree) if isinstance(part, ast.Name)) - {"abs"}
    return Condition(text, tree, names)


_UNDERSTOOD = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Name, ast.Constant, ast.Call, ast.Load, ast.And, ast.Or,
    ast.Not, ast.USub, *_SUMS, *_COMPARED,
)  # fmt: skip


def _value(part: ast.expr, facts: Mapping[str, int]) -> Any:
    match part:
        case ast.Constant(value):
            return value
        case ast.Name(name):
            return facts[name]
        case ast.BinOp(left, sign, right):
            return _SUMS[type(sign)](_value(left, facts), _value(right, facts))
        case ast.UnaryOp(sign, of):
            return not _value(of, facts) if isinstance(sign, ast.Not) else -_value(of, facts)
        case ast.Call(args=[of]):
            return abs(_value(of, facts))
        case ast.BoolOp(sign, parts):
            together = all if isinstance(sign, ast.And) else any
            return together(_value(each, facts) for each in parts)
        case ast.Compare(left, signs, others):
            values = [_value(each, facts) for each in (left, *others)]
            pairs = zip(signs, values, values[1:], strict=False)
            return all(_COMPARED[type(sign)](one, other) for sign, one, other in pairs)
    raise FaultyCondition(f"Onverwacht in een voorwaarde: {type(part).__name__}.")
