"""Which functions of the product read a term, and which tests name a clause: found in the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
TESTS = SOURCE.parent / "tests"


@lru_cache(maxsize=1)
def readers() -> Mapping[str, tuple[str, ...]]:
    """The functions that read each term, by its name: `calamity.ceiling` by `extrawork.rules.may_report_calamity`."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py")) if _ours(path)}
    prefixes = {name: prefix for tree in trees.values() for name, prefix in _terms_classes(tree)}
    found: dict[str, set[str]] = {}
    for path, tree in trees.items():
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for term, function in _reads(tree, prefixes):
            found.setdefault(term, set()).add(f"{module}.{function}")
    return {term: tuple(sorted(functions)) for term, functions in found.items()}


def _ours(path: Path) -> bool:
    parts = path.relative_to(SOURCE).parts
    return not {"tests", "migrations", "node_modules"} & set(parts)


def _terms_classes(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for keyword in node.keywords:
                if keyword.arg == "prefix" and isinstance(keyword.value, ast.Constant):
                    yield node.name, str(keyword.value.value)


def _reads(tree: ast.Module, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Attributes read of parameters whose type is a class of terms, and of `self` within such a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _reads_of(node, _typed(node, prefixes), node.name)
        elif isinstance(node, ast.ClassDef) and node.name in prefixes:
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield from _reads_of(method, {"self": prefixes[node.name]}, f"{node.name}.{method.name}")


def _typed(function: ast.FunctionDef, prefixes: Mapping[str, str]) -> dict[str, str]:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {
        argument.arg: prefixes[argument.annotation.id]
        for argument in arguments
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id in prefixes
    }


def _reads_of(function: ast.FunctionDef, typed: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in typed:
            yield f"{typed[node.value.id]}.{node.attr}", name


@lru_cache(maxsize=1)
def clauses_in_tests() -> Mapping[str, tuple[str, ...]]:
    """The tests that name an article: `art_3_7` in their name, or “art. 3.7” in what they say of themselves."""
    found: dict[str, set[str]] = {}
    for path in [*sorted(SOURCE.rglob("test_*.py")), *sorted(TESTS.rglob("test_*.py"))]:
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for clause in _named(node):
                    found.setdefault(clause, set()).add(node.name)
    return {clause: tuple(sorted(names)) for clause, names in found.items()}


_IN_NAME = re.compile(r"art(?:icle)?_(\d+(?:_\d+)*(?:_[a-h](?=_|$))?)")
_IN_TEXT = re.compile(r"\bart(?:\.|ikel) (\d+(?:\.\d+)*(?:\.?[A-H])?)\b")


def _named(function: ast.FunctionDef) -> Iterator[str]:
    for found in _IN_NAME.finditer(function.name):
        yield found[1].replace("_", ".").upper()
    for found in _IN_TEXT.finditer(ast.get_docstring(function) or ""):
        yield found[1]
