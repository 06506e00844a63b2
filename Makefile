# Everything that is needed to set up, start and test the line. `make` alone says what there is.
#
# Nothing is written into this folder but .venv (and the caches that .gitignore names): the line keeps its
# data in ~/.local/share/busline, or where BUSLINE_DATA_DIR says.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
# More for pytest or `busline run`: make test PYTEST_ARGS="-k feed", make run RUN_ARGS="--port 9000"
PYTEST_ARGS ?=
RUN_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test screenshots lint format lock

help:
	@echo 'make run     start the line here: record, feed, dispatcher and API, with an example line'
	@echo 'make test    run every test that needs no root; what was skipped is printed last'
	@echo 'make setup   make .venv with the command .venv/bin/busline'
	@echo 'make screenshots FOLDER=/somewhere   take a picture of every page in every state, to look at'
	@echo 'make lint    check style, types and the direction of imports'
	@echo 'make format  format the code'
	@echo 'make lock    write requirements.lock anew from pyproject.toml'

setup: $(STAMP)

# Redone only when the list of packages has changed. The stamp comes last: what was broken off starts again.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "busline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)." >&2; \
	  echo "Name another one like this: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo 'Setting up .venv (some minutes the first time) ...' >&2
	@$(PYTHON) -m venv $(VENV) || { \
	  echo 'On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo 'Compiling the planning kernels (once, a minute or two) ...' >&2
	@$(BIN)/python -m busline warm
	@touch $@

run: $(STAMP)
	@exec $(BIN)/python -m busline run $(RUN_ARGS)

test: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

# Needs chromium. Not into this folder: pictures are looked at and thrown away.
screenshots: $(STAMP)
	@test -n "$(FOLDER)" || { echo 'Say where to: make screenshots FOLDER=/tmp/screenshots' >&2; exit 1; }
	@$(BIN)/python -m tests.e2e.screenshots "$(FOLDER)"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# uv resolves for every platform at once; it lives in a throwaway environment, not in .venv.
lock:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	$(PYTHON) -m venv "$$dir/venv" && "$$dir/venv/bin/pip" install --quiet uv && \
	"$$dir/venv/bin/uv" pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --quiet --output-file requirements.lock \
	  --no-emit-index-url
