# motcua: every task of the project. `make` or `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 18

ASSETS := api/web/static/built/manifest.json

setup: $(STAMP) $(ASSETS) ## make .venv with the locked dependencies, and build what browsers load

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "motcua cần Python 3.11 trở lên / needs Python 3.11 or newer"; exit 1; }
	@echo "[1/4] môi trường Python / Python environment ($(VENV))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "[2/4] thư viện đã khóa phiên bản / locked dependencies"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements.lock \
		| grep --line-buffered -E '^(Collecting|Installing|ERROR)' || test $${PIPESTATUS[0]} -eq 0
	@echo "[3/4] motcua"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(ASSETS): package-lock.json $(wildcard api/web/assets/*)
	@echo "[4/4] giao diện / assets"
	@npm ci --no-audit --no-fund --loglevel=error
	@npm run --silent build

run: setup ## serve the demo city on http://127.0.0.1:8000
	@$(BIN)/motcua serve --demo

demo: setup ## walk three real dossiers through the city in the terminal
	@$(BIN)/motcua demo

campaign-migration: setup ## kill, shuffle and spoil the migration; KILLS=1000 is the long one
	@$(BIN)/python -m tests.campaigns.migration --kills $(or $(KILLS),60)

CASES ?= 1000000

campaign-due: setup ## find random due dates twice, by the engine and off a table: CASES=1000000 PROCESSES=2
	@$(BIN)/python -m tests.campaigns.due --cases $(CASES) --processes $(PROCESSES)

campaign-faults: setup ## plant every fault and measure the migration: KIND=all ROWS=100000 PER_CLASS=100
	@$(BIN)/motcua migrate faults measure-text
	@$(BIN)/motcua migrate faults measure --kind $(or $(KIND),all) --rows $(or $(ROWS),100000) --per-class $(or $(PER_CLASS),100)

bench: setup ## measure: engines side by side, certificates, completions, timers
	@$(BIN)/motcua bench steps
	@$(BIN)/motcua bench certificates
	@$(BIN)/motcua bench completions
	@$(BIN)/motcua bench timers

bench-worklist: setup ## worklists of a city of 1,000,000 dossiers over real HTTP; the first run makes the city (minutes)
	@$(BIN)/motcua bench worklist --data $(or $(DATA),var/bench-worklist)

bench-migration: setup ## a legacy database of DOSSIERS=69427 through every step, beside plain COPY
	@$(BIN)/motcua bench migration --dossiers $(or $(DOSSIERS),69427)

papers-approve: setup ## draw the approved pictures of papers anew, after looking at each
	@$(BIN)/python -m tests.support.approve_papers

conformance: setup ## count right / refused / differs / wrong for each engine on ../shared/conformance
	@$(BIN)/python -m tests.conformance

MODELS ?= 50000
FIRST ?= 0
PROCESSES ?= $(shell nproc)

campaign-engines: setup ## compare both engines on random models: MODELS=50000 FIRST=0 PROCESSES=2
	@$(BIN)/python -m tests.campaigns.engines --models $(MODELS) --first $(FIRST) --processes $(PROCESSES)

test: setup ## run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup ## format, lint, types and import order, without changing anything
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## everything that must pass before a change lands

format: setup ## put the code into the house's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## choose dependency versions anew (writes requirements.lock)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-annotate \
		--quiet --upgrade -o requirements.lock

clean: ## remove what set-up made; data under var/ stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help setup run demo bench bench-migration bench-worklist conformance campaign-due campaign-engines campaign-migration campaign-faults test lint check format lock clean
