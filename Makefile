# Two commands matter to a newcomer: make demo, make test. Both install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-unit test-faults test-sweeps test-matrix test-spark docs lint format clean

help: ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed ## Start a real Neo4j, load the dataset, show the main findings.
	@$(BIN)/proxygraph demo

test: $(VENV)/.installed-dev ## Run all tests but the long fault tests, on a server of their own.
	$(PYTEST) -m "not faults and not sweeps"

test-unit: $(VENV)/.installed-dev ## Run the tests that need no server: seconds.
	$(PYTEST) -m "not server and not faults and not sweeps"

test-faults: $(VENV)/.installed-dev ## Run the tests that kill, pause and cut things: minutes.
	$(PYTEST) -m faults

test-sweeps: $(VENV)/.installed-dev ## Sweep every verb, value and half year: an hour or more.
	$(PYTEST) -m sweeps

test-spark: $(VENV)/.installed-spark ## Run the tests of Spark, which is installed (320 MB); needs Java 17.
	$(PYTEST) tests/spark

test-matrix: $(VENV)/.installed-dev ## Run the server tests on Neo4j's long-term release, 5.26.
	PROXYGRAPH_TEST_SERVER=local PROXYGRAPH_JARS_LOCK=$(CURDIR)/tests/matrix/jars-lts.lock \
	  $(PYTEST) -m "server and not faults and not sweeps" --ignore tests/runtime --ignore tests/docker

lint: $(VENV)/.installed-dev ## Check style, types and the arrows between packages.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict docker
	$(BIN)/hadolint docker/Dockerfile

docs: $(VENV)/.installed-dev ## Build the documentation into site/; a dead link fails.
	$(BIN)/sphinx-build -W --keep-going -q -b html docs site

format: $(VENV)/.installed-dev ## Format the code.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment; the server's data stay where they are.
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "proxygraph needs Python 3.11 or later; name one: make PYTHON=python3.12 …"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make virtual environments; install its venv module, or name another"; \
	  exit 2; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing proxygraph into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock requirements-ftm.lock $(VENV)/.installed
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-ftm.lock || \
	  echo "Without FollowTheMoney (PyICU needs a C++ compiler and ICU's headers: libicu-dev," \
	  "pkg-config): the tests of its files will be skipped."
	@touch $@

$(VENV)/.installed-spark: requirements-spark.lock $(VENV)/.installed-dev
	@echo "Installing Spark into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-spark.lock
	@touch $@
