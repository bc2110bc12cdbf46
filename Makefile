# `make demo` and `make test` set up what they need; nothing else has to be installed first but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
PLACES := src/onrecord/expressions

.PHONY: setup demo test check format bench gazetteer

setup: .venv/.ready $(PLACES)/data/gazetteer.sqlite

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Setting up builds it too; again only where its data or its builder have changed.
$(PLACES)/data/gazetteer.sqlite: .venv/.ready $(wildcard $(PLACES)/data/*.csv) $(PLACES)/gazetteer_build.py
	$(BIN)/python -m onrecord.expressions.gazetteer_build

gazetteer: .venv/.ready
	$(BIN)/python -m onrecord.expressions.gazetteer_build

bench: setup
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/speed_page.py
