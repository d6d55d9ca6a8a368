# Seven verbs. Everything else is behind them.
SHELL := /bin/bash
PORT ?= 8000
AKTIONSPLAN_DATA ?= $(CURDIR)/data
export PORT AKTIONSPLAN_DATA
RUN := .venv/bin/python -m aktionsplan

.PHONY: demo serve test check fix docs bench

demo:   ## set up, load the demo, start server and worker on 127.0.0.1:PORT
	@tools/setup.sh base
	@AKTIONSPLAN_DEMO=1 $(RUN) demo

serve:  ## migrate and start server and worker with the settings of the environment
	@tools/setup.sh base
	@$(RUN) migrate && $(RUN) serve --with-worker

test:   ## the suite; DATABASE_URL for PostgreSQL, REQUIRE_ALL=1 turns skips into failures
	@tools/setup.sh dev
	@.venv/bin/python -m pytest $(ARGS)

check:  ## format, lint, types, import contracts, migrations, translations
	@tools/setup.sh dev
	@tools/check.sh

fix:    ## what the linter can mend by itself
	@tools/setup.sh dev
	@.venv/bin/ruff check --fix src tests tools && .venv/bin/ruff format src tests tools

docs:   ## generated reference pages, screenshots excluded (tests make those)
	@tools/setup.sh dev
	@$(RUN) reference && .venv/bin/mkdocs build --strict --quiet

bench:  ## seed, measure and print the table beside the floor
	@tools/setup.sh dev
	@$(RUN) bench $(ARGS)
