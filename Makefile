# Each target can be run alone on a machine that has make and Python 3.11 or newer.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PORT ?= 8000
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup desk test check audit bench bench-desk docs tour lock

help:
	@echo "make setup   install everything into $(VENV), from the lock file"
	@echo "make desk    serve the desk with the example case on 127.0.0.1:$(PORT)"
	@echo "make test    run the tests; ARGS= is passed to pytest"
	@echo "make check   style, types, layers, links and lock file; changes nothing"
	@echo "make audit   known faults of the packages in the lock file (needs the network, or ARGS='--list FOLDER')"
	@echo "make bench   measure, and print a table"
	@echo "make bench-desk   a case of 100,000 entries under load: 50 readers, 5 writers"
	@echo "make docs    build the documentation as a site of plain files, in build/site"
	@echo "make tour    take the pictures of the manual again (needs Chromium)"
	@echo "make lock    resolve the dependencies again (needs the network)"

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@rm -f $@
	@python=$$(sh tools/find-python) || exit 1; \
	"$(BIN)/python" -c '' 2>/dev/null || "$$python" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

desk: $(STAMP)
	$(BIN)/goodoffices desk --example --port $(PORT)

# bytecode is kept even where the environment says not to: each command that a test starts reads it
test: $(STAMP)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: $(STAMP)
	@$(BIN)/python tools/check.py

audit: $(STAMP)
	@$(BIN)/python tools/audit.py $(ARGS)

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py $(ARGS)

bench-desk: $(STAMP)
	$(BIN)/python benchmarks/desk_load.py $(ARGS)

docs: $(STAMP)
	@$(BIN)/python tools/docs_site.py

tour: $(STAMP)
	@$(BIN)/python tools/tour.py $(ARGS)

lock: $(STAMP)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
		--no-emit-find-links --all-extras --group dev --python-version 3.11 \
		pyproject.toml -o requirements.lock
