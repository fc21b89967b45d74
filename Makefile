# One command is the whole check: make check. It needs Python 3.11 or later and the package index, nothing else; the tools
# go into a virtual environment of its own. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv-dev
BIN := $(VENV)/bin
TOOLS := $(VENV)/.installed
WORKERS ?= auto
COVERED := kernel model calendars live
COMMAND ?= $(BIN)/dealflow
# Which mutants: all, or some by name, as in make mutants MUTANTS='dealflow.kernel.step*'
MUTANTS ?=

.DEFAULT_GOAL := help
.PHONY: help check check-static check-full check-extra format lint types architecture test docs fmt cov mutants bench sources clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

check: check-static test  ## everything that must hold before a change goes in
check-static: format lint types docs  ## the same without the test suite
check-full: check check-extra  ## the same, and what needs Debian packages
check-extra: $(TOOLS)  ## only what needs more: the command in a real terminal (tmux), the event loop compiled (numba)
	tests/terminal/try_command $(COMMAND)
	$(BIN)/python -m pytest -p no:benchmark -q -k compiled tests/analysis/sampling/test_loop.py

$(TOOLS): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later, please: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

format: $(TOOLS)  ## is every file formatted?
	$(BIN)/ruff format --check

lint: $(TOOLS)  ## the families of pyproject.toml
	$(BIN)/ruff check

types: $(TOOLS)  ## strict types inside, complete types outside
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" PYRIGHT_PYTHON_IGNORE_WARNINGS=1 pyright --verifytypes dealflow --ignoreexternal

architecture: $(TOOLS)  ## the drawing of the rooms alone (test has it too)
	$(BIN)/python -m pytest -p no:benchmark tests/test_architecture.py

sources: $(TOOLS)  ## every citation by how far it was checked and by age
	@$(BIN)/python docs/generate.py --sources

test: $(TOOLS)  ## every test and example
	$(BIN)/python -m pytest -p no:benchmark -n $(WORKERS)

docs: $(TOOLS)  ## the pages, into docs/.site; a broken link fails
	@if [ -f docs/generate.py ]; then set -x; $(BIN)/python docs/generate.py; fi
	$(BIN)/zensical build --clean --strict --config-file docs/zensical.toml

fmt: $(TOOLS)  ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

cov: $(TOOLS)  ## statements and branches; 95 % each of what decides about law and dates
	$(BIN)/python -m pytest -p no:benchmark -n $(WORKERS) --cov --cov-report=term
	@for room in $(COVERED); do \
	    if [ -e src/dealflow/$$room ] || [ -e src/dealflow/$$room.py ]; then \
	        echo "== $$room"; \
	        $(BIN)/coverage report --fail-under=95 --include="src/dealflow/$$room.py,src/dealflow/$$room/*" || failed=1; \
	    else echo "== $$room is not there yet"; fi; \
	done; exit $${failed:-0}

mutants: $(TOOLS)  ## break the kernel, the model and the calendars on purpose; what survives is not tested (slow)
	$(BIN)/python tests/mutation/run.py --seed 1 --sample 400

bench:  ## the live deal beside other libraries, in an environment of its own; ratios of one run
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet '.[bench]'
	.venv-bench/bin/python tests/benchmarks/bench_live.py
	.venv-bench/bin/python tests/benchmarks/bench_outcomes.py

clean:  ## what can be made again, the environments included
	rm -rf .venv .venv-bench .venv-dev .venv-test .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache mutants docs/.cache docs/.site
