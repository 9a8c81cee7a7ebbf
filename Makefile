# Two commands matter: `make run` and `make test`. They need Python 3.11 or later, and make.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# Extras stay named: pip checks hashes, and refuses « coverage[toml] » where only « coverage » is pinned.
COMPILE = $(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-strip-extras \
	--universal --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help run test test-unit test-database test-browser check format bench docs translations data lock browser clean

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/runtime  ## start the Cité on http://localhost:8000 (installs, migrates, loads, seeds; again: seconds)
	@$(BIN)/python scripts/run.py --port $(PORT)

test: .venv/test browser  ## run every test
	@$(MAKE) --no-print-directory test-unit
	@$(MAKE) --no-print-directory test-browser

# Compiled tests and pages are kept, whatever the environment says: each process would compile them again.
test-unit test-browser: export PYTHONDONTWRITEBYTECODE :=

test-unit: .venv/test  ## run the tests that need no browser, in parallel
	$(BIN)/pytest -n auto -m "not browser" $(ARGS)

test-database: .venv/test  ## run those of them that ask something of the database, for another DATABASE_URL
	@$(MAKE) --no-print-directory test-unit ARGS="--database-only $(ARGS)"

JOURNEYS = $$(grep -rl --include='test_*.py' 'mark\.browser' tests)
test-browser: .venv/test browser  ## run the journeys in a real browser (SKIP_BROWSER=1 waives them)
	@if [ -n "$$SKIP_BROWSER" ]; then echo "Browser journeys waived by SKIP_BROWSER: they did NOT run."; \
	else DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/pytest -n auto --maxschedchunk 1 -m browser -p no:randomly \
		$(JOURNEYS) $(ARGS); fi

check: .venv/test  ## lint, import contracts, migrations, settings: what every change must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py compile_translations
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python scripts/check_production.py

format: .venv/test  ## put the code in its usual shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/test  ## measure, beside real peers in the same run where they install
	$(BIN)/python -m bench $(ARGS)

docs: .venv/test  ## rewrite the generated parts of the documentation
	$(BIN)/python scripts/generate_docs.py

translations: .venv/test  ## bring new public sentences into the catalogues, list what is left to translate, compile
	$(BIN)/python manage.py update_translations
	$(BIN)/python manage.py compile_translations

data: .venv/runtime  ## fetch the official files (districts, addresses, communes, occupations) where the network allows
	$(BIN)/python scripts/fetch_data.py $(ARGS)

lock: .venv/test  ## choose versions again from requirements/*.in (hashes, no address of any registry)
	$(BIN)/pip install --quiet uv
	$(COMPILE) requirements/runtime.in -o requirements/runtime.txt
	for more in parquet test bench bench-addok; do \
		$(COMPILE) -c requirements/runtime.txt requirements/$$more.in -o requirements/$$more.txt || exit 1; done
	$(BIN)/python scripts/pin_plain.py requirements/*.txt

browser:
	@sh scripts/browser.sh

clean:  ## forget the environment and everything it produced (the local database too)
	rm -rf .venv var

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@echo "Creating the environment in .venv…"
	@$(PYTHON) -m venv .venv

.venv/runtime: requirements/runtime.txt | .venv/bin/python
	@echo "Installing what the product needs (locked, with hashes)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/test: requirements/test.txt | .venv/bin/python
	@echo "Installing what the tests need (locked, with hashes)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@ .venv/runtime
