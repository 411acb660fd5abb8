"""Which functions carry out an article of a law, and which tests show it: found in the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from noaber.agreement.readers import SOURCE, TESTS
from noaber.values import Clause

Found = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _trees() -> Mapping[Path, ast.Module]:
    paths = [
        path for root in (SOURCE, TESTS) for path in sorted(root.rglob("*.py")) if "node_modules" not in path.parts
    ]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths if "migrations" not in path.parts}


def _is_test(path: Path) -> bool:
    return path.name.startswith("test_")


def _name(path: Path) -> str:
    root = SOURCE if path.is_relative_to(SOURCE) else SOURCE.parent
    return ".".join(path.relative_to(root).with_suffix("").parts)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (method for method in node.body if isinstance(method, ast.FunctionDef))


@lru_cache(maxsize=1)
def articles() -> Mapping[Clause, tuple[str, ...]]:
    """The articles that rules cite by a name of their module (`AWB_4_15 = Clause(...)`), with the functions that do."""
    found: dict[Clause, set[str]] = {}
    cited = {f"{_package(path)}.{name}": clause for path, tree in _trees().items() for name, clause in _cited(tree)}
    for path, tree in _trees().items():
        if _is_test(path) or "tests" in path.parts:
            continue
        module, imported = _package(path), dict(_imported(tree))
        for function in _functions(tree):
            for whole in (imported.get(name, f"{module}.{name}") + rest for name, rest in _names(function)):
                if whole in cited:
                    found.setdefault(cited[whole], set()).add(f"{_name(path)}.{function.name}")
    return {clause: tuple(sorted(functions)) for clause, functions in sorted(found.items())}


def _package(path: Path) -> str:
    """A module as imports call it."""
    return f"{SOURCE.name}.{_name(path)}" if path.is_relative_to(SOURCE) else _name(path)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module calls the things that it imports, and where they stand; also those that a function imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((one.asname or one.name, f"{node.module}.{one.name}") for one in node.names)


def _names(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The names in a function, and what of each is asked for: `AWB_4_15`, or `law` and `.AWB_4_15`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id, ""
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, f".{node.attr}"


def _cited(tree: ast.Module) -> Iterator[tuple[str, Clause]]:
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        targets, values = [node.targets[0]], [node.value]
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            targets, values = list(node.targets[0].elts), list(node.value.elts)
        for target, value in zip(targets, values, strict=True):
            if isinstance(target, ast.Name) and (clause := _clause(value)) and not clause.of_agreement:
                yield target.id, clause


def _clause(node: ast.expr) -> Clause | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Clause":
        words = [word.value for word in node.args if isinstance(word, ast.Constant)]
        return Clause(str(words[0]), str(words[1])) if len(words) == 2 else None
    return None


@lru_cache(maxsize=1)
def readers_of_codes() -> Found:
    """The functions that name a term of law by its code."""
    return _saying(tests=False)


@lru_cache(maxsize=1)
def codes_in_tests() -> Found:
    """The tests that name a term of law by its code, themselves or in a table that they read."""
    return _saying(tests=True)


def _saying(tests: bool) -> Found:
    found: dict[str, set[str]] = {}
    for path, tree in _trees().items():
        if _is_test(path) != tests or (not tests and "tests" in path.parts):
            continue
        tables = {
            target.id: _words(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for function in _functions(tree):
            words = _words(function)
            for node in ast.walk(function):
                words |= tables.get(node.id, set()) if isinstance(node, ast.Name) else set()
            if not tests or function.name.startswith("test_"):
                for word in words:
                    found.setdefault(word, set()).add(function.name if tests else f"{_name(path)}.{function.name}")
    return {word: tuple(sorted(functions)) for word, functions in found.items()}


def _words(node: ast.AST) -> set[str]:
    constants = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {word for word in constants if isinstance(word, str) and re.fullmatch(r"[a-z]+(\.[a-z]+)?", word)}


@lru_cache(maxsize=1)
def _test_names() -> tuple[str, ...]:
    trees = ((path, tree) for path, tree in _trees().items() if _is_test(path))
    return tuple(sorted({one.name for _, tree in trees for one in _functions(tree) if one.name.startswith("test_")}))


def tests_of_article(clause: Clause) -> tuple[str, ...]:
    """The tests that have the article in their name: `..._awb_4_15`."""
    mark = re.sub(r"[^a-z0-9]+", "_", f"{_short(clause.source)} {clause.number.partition(',')[0]}".lower())
    return tuple(name for name in _test_names() if re.search(rf"_{mark}(?![0-9])", name))


def _short(law: str) -> str:
    return {"Algemene termijnenwet": "atw"}.get(law, law)
