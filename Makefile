# Two commands on a fresh machine: `make chat` and `make test`.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TYPES := .types/onrecord
SAMPLE := $(VENV)/sample.index
DATA ?= ../shared/data

export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_DISABLE_TELEMETRY := 1

.PHONY: chat test check lint types tests bench lock clean

chat: $(READY)  ## load the sample newswire and answer questions about it
	$(BIN)/onrecord --index $(SAMPLE) ingest --sample
	$(BIN)/onrecord --index $(SAMPLE) chat

test: check  ## all that CI runs

check: lint types tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) $(TYPES)
	MYPYPATH=.types $(BIN)/mypy -p onrecord.index -p onrecord.qa -p onrecord.ui -p onrecord.eval

tests: $(READY)
	$(BIN)/python -m pytest

bench: $(READY)  ## speed on this machine, a table; needs the development data
	$(BIN)/python -m onrecord.eval.bench --data $(DATA)

# The environment is made anew when the lock changes; an editable install follows the source by itself.
$(READY): requirements.lock pyproject.toml setup.py
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# mypy cannot follow an editable install's import hook; these links show it the same packages.
$(TYPES):
	mkdir -p $@
	for room in index qa ui eval; do ln -sfn ../../$$room $@/$$room; done

lock:  ## resolve pyproject.toml's ranges anew and pin what was found
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade pip setuptools wheel
	$(VENV)-lock/bin/python -m pip install --quiet torch==2.13.0
	$(VENV)-lock/bin/python -m pip install --quiet ".[dev]"
	(sed -n '/^#/p' requirements.lock; $(VENV)-lock/bin/python -m pip freeze --all --exclude onrecord --exclude pip | sed 's/+cpu$$//') > $(VENV)-lock/new
	mv $(VENV)-lock/new requirements.lock && rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) .types build *.egg-info .mypy_cache .ruff_cache .pytest_cache
