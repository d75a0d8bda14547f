# Two commands matter: `make demo` and `make test`. Both may be run again at any time.
PYTHON ?= python3
BIN := .venv/bin
LOCKS := requirements/runtime.txt requirements/development.txt
STAMP := .venv/installed-$(shell cat $(LOCKS) pyproject.toml packages/insight/pyproject.toml | cksum | cut -d' ' -f1)
WORKERS ?= auto
# No test may need another before it: they are shuffled, the same way each time until SEED is another.
SEED ?= 1
ORDER ?= --randomly-seed=$(SEED)
# Each worker of the tests has one core: a second thread for a small matrix only waits for it.
export OPENBLAS_NUM_THREADS := 1
# Python and pytest keep what they compiled, so that the second run need not compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test lint types contracts unit postgres journeys system bench bench-install messages lock clean

help:
	@echo "make demo      install, fill a demonstration and serve it at http://127.0.0.1:8000"
	@echo "make test      install, then run every check"
	@echo "make bench     print every figure the README claims"

install: $(STAMP)

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Folkmoot needs Python 3.11 or later: set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || \
	  { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e packages/insight -e .
	@rm -f .venv/installed-* && touch $@

demo: install
	$(BIN)/folkmoot demo --serve

test: install system
	@$(MAKE) --no-print-directory --jobs=2 lint types contracts
	@$(MAKE) --no-print-directory unit postgres journeys

system: install
	@scripts/system-packages

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint src --lint --quiet
	$(BIN)/oxlint --quiet --deny-warnings --config scripts/oxlint.json src
	$(BIN)/python -m scripts.i18n check --complete
	$(BIN)/bandit -q --severity-level medium -c pyproject.toml -r src packages/insight/src

types: install
	$(BIN)/mypy src packages/insight/src
	$(BIN)/mypy --config-file tests/mypy.ini tests benchmarks scripts

contracts: install
	PYTHONPATH=src:packages/insight/src $(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=.:src:packages/insight/src \
	  $(BIN)/python -m django makemigrations --check --dry-run

unit: install
	$(BIN)/pytest -q $(ORDER) -n $(WORKERS) --dist worksteal --ignore=tests/journeys

postgres: install system
	scripts/with-postgres $(BIN)/pytest -q $(ORDER) -n $(WORKERS) --dist worksteal --database --ignore=tests/journeys --ignore=packages \
	  --ignore=tests/config/test_commands.py

journeys: install system
	$(BIN)/pytest -q -p no:randomly -n $(WORKERS) --dist worksteal tests/journeys

bench-install: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt

bench: install
	$(BIN)/python -m benchmarks

messages: install
	$(BIN)/python -m scripts.i18n update

lock:
	$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
