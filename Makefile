# Two commands on a fresh machine that has git, make and Python 3.11 (with venv and pip):
#   make demo   the whole road on the bundled examples
#   make test   everything that CI checks
# Both keep to a .venv of their own; a second run reuses it.

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint types layers docs floors unit package clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo
	$(BIN)/sayso demo

test: lint types layers docs floors unit

lint: $(VENV)/.test
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

layers: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

floors: $(VENV)/.test
	$(BIN)/python -m bench.check_floors

unit: $(VENV)/.test
	$(BIN)/pytest

package: $(VENV)/.test
	$(PIP) wheel . --no-deps --wheel-dir dist

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making $(VENV) with $(PYTHON)"; $(PYTHON) -m venv --clear $(VENV); }
	@touch $@

$(VENV)/.demo: $(VENV)/.python pyproject.toml
	@echo "Installing sayso into $(VENV) (a minute or two, once)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml
	@echo "Installing sayso and what its tests need into $(VENV) (a few minutes, once)"
	@$(PIP) install --editable '.[test,docs]'
	@touch $@ $(VENV)/.demo

clean:
	rm -rf $(VENV) build dist
