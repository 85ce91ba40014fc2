# Everything goes into .venv. `make run` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check install
READY := .venv/ready

.PHONY: run day test check bench lock clean

run: $(READY)
	@$(BIN)/python -m tests.demo

# A day of full length takes some minutes, and is no part of the tests.
day: $(READY)
	@$(BIN)/python -m tests.demo.whole_day

test: $(READY)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/python -m pytest -q tests/docs

bench: $(READY)
	@$(BIN)/python -m tests.bench

# The file is the sign that the set-up ran to its end for these very pins.
$(READY): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "MARAC Live needs Python 3.11 or newer; set PYTHON=python3.11 or later.")'
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "open('$(READY)', 'w').close()"

# Pins are made for every platform at once; they carry hashes and name no index.
COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet --python-version 3.11
lock:
	$(COMPILE) -o requirements/client.txt
	$(COMPILE) --extra server -o requirements/server.txt
	$(COMPILE) --extra server --group dev -o requirements/dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis demo-papers demo-papers-before day-papers day-papers-before
