# Two commands: `make run` serves the demo on http://localhost:8000, `make test` runs every test.
SHELL := /bin/bash
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
# The same order of sets in every process, so that parallel test processes collect the same tests.
export PYTHONHASHSEED := 0
# Many tests start processes; each would compile everything anew where the environment forbids to keep what was compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup test test-sqlite test-postgresql test-browser test-alone check fast bench nightly demo clean docs
help:
	@echo "make run      zet alles klaar en bedien de demo op http://localhost:$(PORT)"
	@echo "make test     zet alles klaar en draai alle tests (SQLite, PostgreSQL, browser)"
	@echo "make check    opmaak, lint, typen, importrichting"
	@echo "make fast     check en de snelle tests op SQLite"
	@echo "make bench    meet de snelheid, met grens en ondergrens"
	@echo "make nightly  lange fuzz-, storings- en belastingproeven"
	@echo "make demo     vul een lege database met de fictieve demo"

.tools/bin/uv:
	python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target .tools 'uv>=0.9,<1'

.venv/.run: uv.lock pyproject.toml $(filter .tools/%,$(UV))
	$(UV) sync --frozen --no-dev --inexact --quiet && touch $@

.venv/.dev: uv.lock pyproject.toml $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet && touch $@ .venv/.run

setup: .venv/.run

run: export NOABER_DEMO := true
run: export NOABER_BASE_URL := http://localhost:$(PORT)
run: setup
	$(BIN)/noaber migrate
	$(BIN)/noaber demo
	exec $(BIN)/noaber serve --port $(PORT)

demo: export NOABER_DEMO := true
demo: setup
	$(BIN)/noaber migrate
	$(BIN)/noaber demo

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --cache-dir=/dev/null
	$(BIN)/lint-imports --no-logo

fast: check
	$(BIN)/pytest -n 2 -m "not browser and not nightly" noaber tests

# How the suite is cut, and why: "How the tests are cut" in CONTRIBUTING.md.
test: check
	tests/system_packages.sh
	$(MAKE) test-sqlite
	$(MAKE) test-postgresql
	$(MAKE) -j 2 --output-sync=target test-browser test-alone

test-sqlite: .venv/.dev
	$(BIN)/pytest -n 2 --dist worksteal -m "not nightly and not browser" noaber tests

test-postgresql: .venv/.dev
	$(BIN)/python tests/with_postgres.py -- $(BIN)/pytest -n 2 --dist worksteal -m "not nightly and not browser and not alone" noaber tests

test-browser: .venv/.dev
	$(BIN)/pytest -n 2 -m browser noaber/web tests/browser

test-alone: .venv/.dev
	$(BIN)/python tests/with_postgres.py -- $(BIN)/pytest -m "alone and not nightly" noaber/journal tests

nightly: .venv/.dev
	tests/system_packages.sh
	$(BIN)/pytest -m nightly noaber tests
	$(BIN)/python tests/with_postgres.py -- $(BIN)/pytest -m nightly noaber tests

bench: .venv/.dev
	tests/system_packages.sh
	$(BIN)/python -m tests.bench
	$(BIN)/python tests/with_postgres.py -- $(BIN)/python -m tests.bench

docs: .venv/.dev
	$(BIN)/noaber agreement clauses agreements/ommen-twenterand-2024 --to docs/clauses.md
	$(BIN)/noaber agreement laws agreements/ommen-twenterand-2024 --to docs/wetten.md

clean:
	rm -rf .venv .tools var node_modules
