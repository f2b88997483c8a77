# What one types: run, start, test, check, bench (contracts.md 1).
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
export PORT

.PHONY: run start test check bench
.DEFAULT_GOAL := run

# An invented helpline in its own folder; the demo is loaded once.
run: export PEERLINE_HOME ?= var/demo
run: .venv/runs
	@$(BIN)/python manage.py upgrade
	@test -e "$$PEERLINE_HOME/demo.loaded" || { \
	  echo "Inventing a helpline, once. This takes a moment." && \
	  $(BIN)/python manage.py demo && touch "$$PEERLINE_HOME/demo.loaded"; }
	@echo "Peerline, with an invented helpline: http://localhost:$(PORT)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# Real work: an empty folder; the first start prints where to set it up.
start: export PEERLINE_HOME ?= var/live
start: .venv/runs
	@$(BIN)/python manage.py upgrade
	@$(BIN)/python manage.py set-up-address
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# Three workers even on two cores, for the one with the browser waits half of its time;
# tests/conftest.py says which tests stay together.
test: .venv/tests
	$(BIN)/python -m pytest -n 3 --no-loadscope-reorder

check: .venv/tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy .

bench: .venv/tests
	$(BIN)/python -m tests.bench

# The stamps carry the pins' hash, so that unchanged pins install nothing, whatever the clock says.
RUN_PINS := $(shell cat requirements.txt | cksum | tr ' ' -)
TEST_PINS := $(shell cat requirements.txt requirements-dev.txt | cksum | tr ' ' -)

.venv/runs: .venv/runs-$(RUN_PINS) ;
.venv/tests: .venv/tests-$(TEST_PINS) ;

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Peerline needs Python 3.11 or newer." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runs-$(RUN_PINS): .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@rm -f .venv/runs-*
	@touch $@

.venv/tests-$(TEST_PINS): .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f .venv/tests-* .venv/runs-*
	@touch $@ .venv/runs-$(RUN_PINS)
