# One environment. `make demo` and `make test` need make, python3 and a package index, nothing else.
VENV ?= .venv
PYTHON ?= >=3.11
JOBS ?= 2
# Cases and pictures of others for `make score`; they are not part of this repository.
SHARED ?= ../shared

UV = sh scripts/uv.sh
BIN = $(VENV)/bin
READY = $(VENV)/.ready
LIGHT = $(VENV)/.light

.DEFAULT_GOAL := help
.PHONY: help setup demo test e2e fuzz load spark check format-check lint types layers yaml generated format score bench bench-full rivals docs lock

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## the environment in .venv, as locked

# The locked packages first, then the project in place; --no-build: wheels only, so no compiler is asked for.
# The build backend is locked too, so nothing is fetched outside the lock.
$(READY): requirements.lock pyproject.toml scripts/uv.sh
	@test -x $(BIN)/python || $(UV) venv --quiet --no-project --allow-existing --python "$(PYTHON)" $(VENV)
	@$(UV) pip sync --quiet --require-hashes --no-build --python $(BIN)/python requirements.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

# The demo needs no extra. Where nothing is installed yet, it fetches a tenth of what `make setup` does.
$(LIGHT): demo.lock scripts/uv.sh
	@test -x $(BIN)/python || $(UV) venv --quiet --no-project --allow-existing --python "$(PYTHON)" $(VENV)
	@test -f $(READY) || $(UV) pip sync --quiet --require-hashes --no-build --python $(BIN)/python demo.lock
	@test -f $(READY) || $(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

demo: $(LIGHT) ## three drawn labels, checked from their pictures
	@BIN=$(BIN) sh scripts/demo.sh

test: $(READY) ## all tests but those of Spark and of the browser: `make spark`, `make e2e`
	$(BIN)/python -m pytest -q -n $(JOBS) -m "not spark and not e2e"

e2e: $(READY) ## the review page and the report in a real Chromium
	$(BIN)/python -m pytest -q -m e2e tests/e2e

fuzz: $(READY) ## the API of the review page against what Schemathesis makes of its document
	$(BIN)/python -m scripts.fuzz_api

load: $(READY) ## the review page under 100 uploads at once and 50 readers for a minute
	$(BIN)/python -m scripts.load_review

# Spark is 800 MB and wants Java: it is installed for its own test, and for nothing else.
spark: $(READY) ## the local Spark run; installs Spark, needs Java 17
	@command -v java >/dev/null 2>&1 || { echo "make spark: no java was found; install Java 17 (Debian: apt-get install openjdk-17-jre-headless)" >&2; exit 1; }
	@$(UV) pip install --quiet --python $(BIN)/python "pyspark[sql]>=4.0"
	$(BIN)/python -m pytest -q -m spark

check: format-check lint types layers yaml generated test ## what has to hold before a change is merged

format-check: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-logo

yaml: $(READY)
	$(BIN)/yamllint --strict rules

# Generated pages are committed; they must be what `make docs` would write now.
generated: $(READY)
	@rm -rf out/docs && mkdir -p out/docs
	@$(BIN)/labelwarden rules docs --output out/docs/rules
	@$(BIN)/labelwarden rules schema --output out/docs/rule.schema.json
	@$(BIN)/python scripts/make_coverage.py --output out/docs/coverage.md
	@$(BIN)/python -m scripts.make_label_words --output out/docs/label_words.txt
	@diff -r out/docs/rules docs/rules && diff out/docs/rule.schema.json docs/rule.schema.json \
	  && diff out/docs/coverage.md docs/coverage.md \
	  || { echo "docs/rules, docs/rule.schema.json or docs/coverage.md is stale: run make docs and commit the result" >&2; exit 1; }

format: $(READY) ## formats the code and mends what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(READY) ## what is made from the rules: their pages and schema, the table of coverage, the words of labels
	rm -rf docs/rules
	$(BIN)/labelwarden rules docs --output docs/rules
	$(BIN)/labelwarden rules schema --output docs/rule.schema.json
	$(BIN)/python scripts/make_coverage.py
	$(BIN)/python -m scripts.make_label_words

score: $(READY) ## accuracy on real claims and pictures
	@test -f $(SHARED)/tools/score_claims.py || { \
	  echo "make score: no $(SHARED)/tools/score_claims.py. The real claims and pictures are others' and stay outside this" \
	  "repository; name their folder: make score SHARED=DIR" >&2; exit 2; }
	@mkdir -p out
	$(BIN)/python $(SHARED)/tools/score_claims.py --run $(BIN)/labelwarden --errors out/claims-errors.jsonl
	$(BIN)/python $(SHARED)/tools/score_reading.py --run $(BIN)/labelwarden --errors out/reading-errors.jsonl

bench: $(READY) rivals ## what is measured and what is aimed at, as a table
	$(BIN)/python -m benchmarks

bench-full: $(READY) rivals ## the same with 5 million products and a CSV of 2 GB; takes half an hour and 10 GB of disk
	$(BIN)/python -m benchmarks matching rivals claims start-up loading catalog 20000 memory 5000000 hostile 2000 kills

# What the matcher is compared with lies apart: nothing but the benchmark needs it. Without it the rows are skipped, and
# said to be.
rivals: $(READY)
	@test -d .rivals/spacy || $(UV) pip install --quiet --no-build --python $(BIN)/python --target .rivals yara-x spacy \
	  || echo "make bench: yara-x and spaCy cannot be fetched; they are left out of the comparison" >&2

lock: ## requirements.lock, anew from pyproject.toml (make lock ARGS=--upgrade for newest versions)
	$(UV) run --quiet --no-project --python "$(PYTHON)" python scripts/lock.py $(ARGS)
