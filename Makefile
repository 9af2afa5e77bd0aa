# Every target makes what it needs: on a fresh machine `make demo` or `make test` is all there is to type.
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SAMPLE := data/samples/panshi.warc.gz
DEMO := build/demo
RELEASE := build/demo-release
# Two a core: many tests wait for a crawl, a browser or a limit.
WORKERS = $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))

.DEFAULT_GOAL := help
.PHONY: help demo test test-services lint wheel wheel-test format bench bench-release soak schema sample case clean

help: ## what there is
	@echo "gaispider: make targets"
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

# The first Python that runs and is new enough (a name on the path may be a shim without a Python behind it).
$(VENV)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "setting up $(VENV) with $$($$python --version) ..."; \
	    $$python -m venv $(VENV) && touch $@ && exit 0; \
	    echo "The venv module is missing (Debian: apt-get install python3-venv)."; exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed and was not found. Name one: make PYTHON=/path/to/python3.12"; exit 1

$(VENV)/installed: $(VENV)/python pyproject.toml constraints.txt
	@$(PIP) --upgrade pip
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@$(PIP) --editable '.[dev,dataset,documents,measure,fleet]'
	@touch $@

$(VENV)/installed-dataset: $(VENV)/installed
	@$(PIP) --editable '.[dataset]'
	@touch $@

# pywb and moto need other versions of some packages: each has a place of its own.
$(VENV)/installed-services: $(VENV)/installed-dev
	@$(PIP) --editable '.[services,ocr,browse,objects]'
	@$(BIN)/python -m venv $(VENV)/pywb
	@$(VENV)/pywb/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints-pywb.txt pywb setuptools
	@ln -sf ../pywb/bin/wayback $(BIN)/wayback
	@$(BIN)/python -m venv $(VENV)/moto
	@$(VENV)/moto/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints-moto.txt 'moto[s3]' flask flask-cors
	@ln -sf ../moto/bin/moto_server $(BIN)/moto_server
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	@$(PIP) --editable '.[bench]'
	@touch $@

demo: $(VENV)/installed-dataset ## crawl the recorded sample of a site (no network), show its records, ask its release
	@rm -rf $(DEMO)
	@$(BIN)/scrapy crawl panshi -s ARCHIVE_REPLAY=$(SAMPLE) -s REPLAY_DIR=$(DEMO)
	@$(BIN)/scrapy show --list $(DEMO)/panshi/records/*.jsonl
	@echo; echo "(a replica of the site: reports and figures are made up)"
	@echo; echo "Two of them in full (← what the page shows, ? not settled, ! a warning):"; echo
	@$(BIN)/scrapy show --only 松山镇人民政府2017 $(DEMO)/panshi/records/*.jsonl
	@echo
	@$(BIN)/scrapy show --only 财政局2023 $(DEMO)/panshi/records/*.jsonl
	@echo; echo "The release of the sample, and three of the ten questions of docs/dataset.md:"; echo
	@$(BIN)/scrapy dataset build --store $(DEMO) --sites panshi --replays --out $(RELEASE) 2>/dev/null
	@echo; $(BIN)/python -m scripts.dataset_questions $(RELEASE) 1 2 3
	@echo "Go on with:"
	@echo "  $(BIN)/scrapy dataset browse $(RELEASE) --store $(DEMO)"
	@echo "  $(BIN)/scrapy dataset plots $(RELEASE) --out build/plots"
	@echo "  $(BIN)/scrapy explain --release $(RELEASE) --store $(DEMO) 220284-财政局 2021"

test: $(VENV)/installed-dev ## set up, then the whole suite, browser tests included
	@sh scripts/find_chromium.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-services: $(VENV)/installed-services ## the tests that need LibreOffice, a recogniser or a server of their own
	@sh scripts/find_chromium.sh
	@sh scripts/find_services.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m services

lint: $(VENV)/installed-dev ## ruff, strict types, and no function of the product too complex
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@sh scripts/check_complexity.sh $(BIN)/radon

wheel: $(VENV)/installed-dev ## build sdist and wheel into build/dist
	@mkdir -p build
	@$(BIN)/python -m build --no-isolation --outdir build/dist . >build/wheel.log 2>&1 || { cat build/wheel.log; exit 1; }
	@ls build/dist

wheel-test: $(VENV)/installed-dev ## build sdist and wheel, and work with the wheel alone in an empty folder
	@$(BIN)/python -m scripts.check_wheel

format: $(VENV)/installed-dev ## put the code into the project's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/installed-bench ## accuracy and speed, side by side with other tools, as ratios of one run
	@$(BIN)/python -m tests.benchmarks

bench-release: $(VENV)/installed-dev ## cost of a release of 10,000 and of 1,000,000 made records (RECORDS="10000" names others)
	@$(BIN)/python -m tests.benchmarks.releases $(RECORDS)

soak: $(VENV)/installed-dev ## a fleet under harm: 200 sites, 20 nights, half an hour or more (SOAK="SITES NIGHTS SEED" for others; root)
	@sh scripts/find_services.sh
	@$(BIN)/python -m tests.soak $(SOAK)

schema: $(VENV)/installed ## write data/reference/report.schema.json anew from the dataclasses
	@$(BIN)/python -m gaispider.schema > data/reference/report.schema.json

sample: $(VENV)/installed-dev ## record data/samples/panshi.warc.gz anew from the replica site
	@$(BIN)/python -m scripts.record_sample

case: $(VENV)/installed-dev ## make a replay test of a bundle that somebody sent: make case BUNDLE=FILE.zip
	@$(BIN)/python -m scripts.make_case $(BUNDLE)

clean: ## remove what was built (not data/store)
	rm -rf build .venv .pytest_cache .mypy_cache .ruff_cache *.egg-info
