# Every verb makes what it needs first; the second time that takes no time. Works with GNU make 3.81.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
READY := .venv/.ready
PYTHON := .venv/bin/python

.PHONY: help demo test test-fast saboteurs proof soak bench lint format messages shell lock clean

help:
	@echo "make demo       start the shop, its worker and an offline Stripe (PORT=8010 moves it)"
	@echo "make test       everything that must be green: lint, types, tests on two databases, browser"
	@echo "make test-fast  the tests on PostgreSQL alone, without the browser"
	@echo "make saboteurs  switch off each guard of the shop in turn: a test must go red"
	@echo "make proof      kill, crash and race the shop for up to an hour; docs/proof.md tells the result"
	@echo "make soak       the same again and again, for MINUTES=120"
	@echo "make bench      measure what pages cost, beside bare Django; docs/benchmark.md tells the result"
	@echo "make lint       ruff, djlint, import-linter and mypy"
	@echo "make format     put the Python files into one shape"
	@echo "make messages   bring the German catalogue up to date with the sources"
	@echo "make shell      Django's shell on the demo's data"
	@echo "make lock       renew requirements.txt and requirements-dev.txt from their .in files"
	@echo "make clean      remove the demo's data, caches and the virtual environment"

$(READY): requirements-dev.txt scripts/make_venv.sh
	@scripts/make_venv.sh

demo: $(READY)
	@SHOP_VAR_DIR="$(CURDIR)/var/demo" exec $(PYTHON) manage.py demo --port $(PORT)

test: $(READY)
	@$(PYTHON) scripts/run_checks.py lint tests

test-fast: $(READY)
	@$(PYTHON) scripts/run_checks.py fast

saboteurs: $(READY)
	@$(PYTHON) scripts/saboteurs.py

proof: $(READY)
	@$(PYTHON) scripts/proof.py $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

soak: $(READY)
	@$(PYTHON) scripts/proof.py --soak --minutes $(or $(MINUTES),120) $(if $(ONLY),--only $(ONLY))

bench: $(READY)
	@$(PYTHON) scripts/bench.py $(if $(QUICK),--quick)

lint: $(READY)
	@$(PYTHON) scripts/run_checks.py lint

format: $(READY)
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

messages: $(READY)
	@$(PYTHON) scripts/messages.py

shell: $(READY)
	@SHOP_VAR_DIR="$(CURDIR)/var/demo" $(PYTHON) manage.py shell

lock: $(READY)
	@scripts/lock.sh

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
