# Everything a person does with the source, in one word each. Needs python3 and make; the first
# call gets uv, and uv gets the packages that uv.lock names.

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
RUN := $(UV) run --frozen
FOR_USE := $(UV) run --frozen --no-dev

.PHONY: help run demo test check format bench reliability screenshots sample

help:
	@echo "make run          open the journal"
	@echo "make demo         open the sample patient"
	@echo "make test         run the tests"
	@echo "make check        format, lint, types and import rules"
	@echo "make format       put the source into its format"
	@echo "make bench        measure speed and memory"
	@echo "make reliability  try to break the program, many times; takes hours"
	@echo "make screenshots  draw docs/pictures anew"
	@echo "make sample       make the sample patient's data anew"

run: $(filter .tools/bin/uv,$(UV))
	@$(FOR_USE) python main.py

demo: $(filter .tools/bin/uv,$(UV))
	@$(FOR_USE) python main.py --demo

test: export QT_QPA_PLATFORM = offscreen
test: $(filter .tools/bin/uv,$(UV))
	@$(RUN) python -m tests.qt_loads
	@$(RUN) pytest

check: $(filter .tools/bin/uv,$(UV))
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) mypy docs/screenshots.py
	$(RUN) lint-imports

format: $(filter .tools/bin/uv,$(UV))
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

bench: $(filter .tools/bin/uv,$(UV))
	@$(RUN) python -m tests.qt_loads
	@$(RUN) python -m benchmarks

reliability: export QT_QPA_PLATFORM = offscreen
reliability: $(filter .tools/bin/uv,$(UV))
	@$(RUN) python -m tests.qt_loads
	@$(RUN) python -m reliability

screenshots: $(filter .tools/bin/uv,$(UV))
	@$(RUN) python -m tests.qt_loads
	@$(RUN) python docs/screenshots.py

sample: $(filter .tools/bin/uv,$(UV))
	@$(RUN) python -m journal.sample.generator

.tools/bin/uv:
	@command -v python3 >/dev/null || { echo "python3 is missing; to put it right run: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "python3 cannot make an environment for uv; to put it right run: sudo apt-get install python3-venv" >&2; exit 1; }
	@python3 -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check uv || { echo "uv could not be fetched; see whether this computer is online, or install uv yourself and run this again." >&2; exit 1; }
