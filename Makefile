# `make` lists what there is.
.DEFAULT_GOAL := help
VENV ?= .venv
PYTHON ?= python3
PY := $(VENV)/bin/python
PORT ?= 8000

.PHONY: help demo test check fmt bench pictures lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(PY):
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run ## the product with its demo, on localhost:8000 (PORT=… changes it)
	PORT=$(PORT) $(VENV)/bin/allied demo

test: $(VENV)/.dev ## the whole suite, on SQLite and on PostgreSQL, with the journeys in a browser
	$(PY) -m tests.run

check: $(VENV)/.dev ## style, types, tiers, templates, deployment, migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy allied
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/djlint allied --lint --quiet
	ALLIED_DATA=$$(mktemp -d) ALLIED_HTTPS=1 ALLIED_HOSTS=allied.example $(PY) -W error manage.py check --deploy --fail-level WARNING
	ALLIED_DATA=$$(mktemp -d) $(PY) manage.py makemigrations --check --dry-run

fmt: $(VENV)/.dev ## put every file in the house style
	$(VENV)/bin/ruff check --fix --quiet . || true
	$(VENV)/bin/ruff format --quiet .

bench: $(VENV)/.dev ## the benchmarks, each against a peer in the same run
	$(PY) -m bench

pictures: $(VENV)/.dev ## the pictures of the handbook, from the demo
	$(PY) -m docs.user.pictures

lock: $(VENV)/.dev ## pin every dependency anew, with hashes
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements/run.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean: ## remove the environment and the demo's data
	rm -rf $(VENV) var build *.egg-info
