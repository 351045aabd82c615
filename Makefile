# Second Take. The two commands most people need:  make serve   and   make test
# Every step says what it does and is skipped when nothing it reads has changed (scripts/step.py).
# A fresh machine needs Python 3.11 or newer, make and a package index. Node comes with the requirements.

PYTHON ?= python3
PORT ?= 8010
BASE ?= /second-take/
# The site's own address decides links, the sitemap and what the page policy allows.
SITE_URL ?= http://127.0.0.1:$(PORT)$(BASE)
# OFFLINE=off publishes the switch that removes every offline copy.
OFFLINE ?= on
JOBS ?= 2
TESTS ?= tests
ENGINES ?= firefox webkit

# "no" builds the page's interpreter without trimming it, or without keeping its memory from one visit to the next.
SECONDTAKE_TRIM ?= yes
SECONDTAKE_SNAPSHOT ?= yes

VENV := .venv
PY := $(VENV)/bin/python
STEP = @$(PYTHON) scripts/step.py
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PYTHONUNBUFFERED := 1
export PYTHONDONTWRITEBYTECODE := 1
export NO_MKDOCS_2_WARNING := 1
# Fixed times make two builds of one commit the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1767225600)
# Without a repository the time has to do as the name of the build.
COMMIT ?= $(or $(shell git rev-parse HEAD 2>/dev/null),$(SOURCE_DATE_EPOCH))

PIP := $(PY) -m pip install --quiet --disable-pip-version-check
ENGINE := src/secondtake
# Written before the site is generated: the forms, the snippets, then whatever else there is, in name order.
FIRST := scripts/build_forms.py scripts/build_snippets.py
OWN_STEP := scripts/build_engine.py scripts/build_runtime.py scripts/build_holidays.py scripts/build_zones.py
# These read every hand-written page, so an edited page runs them and no others.
FROM_PAGES := scripts/build_evidence.py scripts/build_topics.py
FROM_CONTENT := $(wildcard $(FIRST)) \
  $(sort $(filter-out $(FIRST) $(OWN_STEP) $(FROM_PAGES),$(wildcard scripts/build_*.py)))
FOR_SITE := $(addprefix --input ,docs overrides mkdocs.yml $(ENGINE) $(wildcard scripts/finish_*.py) \
  scripts/purge_styles.mjs package-lock.json)
TRIM_PARTS := scripts/runtime_trim.py scripts/runtime_trim_wasm.mjs scripts/runtime_glue.py
RUNTIME_PARTS := $(wildcard scripts/runtime_*.py scripts/pyodide_run.mjs) scripts/standins

.PHONY: help setup setup-dev node holidays engine runtime generated build serve test pytest lint browser browsers test-browsers walks bench lighthouse drift lock clean

help:
	@sed -n '1,3p' Makefile
	@echo '  make build   the site, in site/'
	@echo '  make lint    ruff, mypy, the words of the site, and zizmor over the workflows'
	@echo '  make test-browsers   the browser tests in Firefox and WebKitGTK as well'
	@echo '  make walks   fifty long random walks over the composer, each time others'
	@echo '  make bench   measured figures, printed'
	@echo '  make check-grammar   20,000 of our letters before an outside judge of English and our own check'
	@echo '  make lighthouse   the four scores of one page of each kind, on a phone and a desktop'
	@echo '  make drift   how another generator builds the same site'
	@echo '  make lock    renew the hashed requirements and the npm lock'
	@echo '  make clean   remove what was built (keeps .venv and node_modules)'

setup:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Second Take needs Python 3.11 or newer.")'
	$(STEP) python --input requirements.txt --input pyproject.toml --output $(VENV)/bin/mkdocs -- \
	  sh -c '$(PYTHON) -m venv $(VENV) && $(PIP) --require-hashes --only-binary :all: -r requirements.txt \
	  && $(PIP) --no-deps --no-build-isolation --editable .'

setup-dev: setup
	$(STEP) python-dev --input requirements-dev.txt --output $(VENV)/bin/pytest -- \
	  $(PIP) --require-hashes --only-binary :all: -r requirements-dev.txt

node: setup
	$(STEP) node --input package-lock.json --output node_modules/pyodide -- \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# Public holidays and clocks come from libraries here, so that neither the page nor the installed package needs them.
holidays: setup
	$(STEP) holidays --input scripts/build_holidays.py --input requirements.txt --input $(ENGINE)/content/regions \
	  --output $(ENGINE)/content/holidays.json -- $(PY) scripts/build_holidays.py
	$(STEP) zones --input scripts/build_zones.py --input requirements.txt \
	  --output $(ENGINE)/content/zones.json -- $(PY) scripts/build_zones.py

engine: holidays
	$(STEP) engine --input $(ENGINE) --input scripts/build_engine.py --output .build/engine -- \
	  $(PY) scripts/build_engine.py

runtime: node engine
	$(STEP) trimmed --input package-lock.json $(addprefix --input ,$(TRIM_PARTS)) \
	  --output .build/runtime/trimmed/pyodide.asm.mjs -- env SECONDTAKE_TRIM=$(SECONDTAKE_TRIM) $(PY) scripts/runtime_trim.py
	$(STEP) runtime --input .build/engine --input requirements.txt --input package-lock.json \
	  --input scripts/build_runtime.py $(addprefix --input ,$(RUNTIME_PARTS)) \
	  --input docs/assets/second-take/worker.js --input docs/assets/second-take/snapshot-pages.js --output docs/assets/runtime/manifest.json -- \
	  env SECONDTAKE_TRIM=$(SECONDTAKE_TRIM) SECONDTAKE_SNAPSHOT=$(SECONDTAKE_SNAPSHOT) $(PY) scripts/build_runtime.py

generated: holidays
	$(STEP) from-content --input $(ENGINE) --input scripts --input docs/about/api.md \
	  --input tests/corpus/report.json --input tests/corpus/about.toml --output docs/_generated -- \
	  sh -ec 'for step in $(FROM_CONTENT); do echo "  $$step"; $(PY) $$step; done'
	$(STEP) from-pages --input $(ENGINE) --input scripts --input docs \
	  --exclude docs/_generated --exclude docs/assets --output docs/_generated -- \
	  sh -ec 'for step in $(FROM_PAGES); do echo "  $$step"; $(PY) $$step; done'

# Finishing is a step of its own, since every commit has another name to put into the pages.
build: runtime generated
	$(STEP) site $(FOR_SITE) --output site/index.html -- \
	  env SITE_URL=$(SITE_URL) mkdocs build --strict --quiet --site-dir site
	$(STEP) finish $(FOR_SITE) --output site/build.json -- \
	  env SITE_URL=$(SITE_URL) COMMIT=$(COMMIT) OFFLINE=$(OFFLINE) $(PY) scripts/finish_site.py

serve: build
	@$(PY) scripts/serve.py --folder site --base $(BASE) --port $(PORT)

lint: setup-dev
	@ruff check src scripts tests
	@mypy src scripts
	@$(PY) scripts/check_own_words.py
	@$(PY) scripts/check_plain_words.py
	@zizmor --offline --persona=auditor --quiet .github

browser: setup-dev
	@$(PY) scripts/find_chromium.py --install
	@$(PY) scripts/find_poppler.py --install

browsers: browser
	@$(PY) scripts/find_browsers.py --install

pytest:
	@pytest -n $(JOBS) --dist loadfile $(TESTS)

# The closing line of pytest stays the last one printed.
test: setup-dev build browser lint
	@$(MAKE) --no-print-directory pytest

# The browser tests once more in Firefox and WebKitGTK, one engine after the other, each with its own closing line.
# What a driver cannot do is left out and says so; docs/about/engines.md lists it.
test-browsers: setup-dev build browsers
	@for engine in $(ENGINES); do echo "[$$engine]"; pytest -q -m browser --engine $$engine $(TESTS) || failed=1; done; \
	  test -z "$$failed"

# `make test` takes four walks, always the same ones.
walks: setup-dev build browser
	@SECONDTAKE_WALKS=50 pytest -q tests/test_browser_walk.py

bench: setup-dev build browser
	@for part in scripts/bench_engine.py scripts/bench_peers.py scripts/bench_hostile.py scripts/bench_sameness.py scripts/bench_pages.py scripts/bench_latency.py scripts/bench_weight.py; do $(PY) $$part || exit 1; done

# Takes a while: three runs of each page on each device.
lighthouse: setup-dev build browser
	@$(PY) scripts/lighthouse.py

# Twenty thousand letters take a quarter of an hour, so this stands apart from make test, which judges a few.
check-grammar: setup-dev node holidays
	@$(PY) scripts/check_grammar.py

# Material's successor builds the same mkdocs.yml; this reports where the two differ. It stands apart from make test.
drift: build
	$(STEP) zensical --input requirements-zensical.txt --output .build/zensical/venv/bin/zensical -- \
	  sh -ec '$(PYTHON) -m venv .build/zensical/venv && .build/zensical/venv/bin/python -m pip install --quiet \
	  --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-zensical.txt'
	@$(PY) scripts/zensical_drift.py

lock: setup-dev
	@$(PY) scripts/lock.py

clean:
	rm -rf .build site docs/_generated docs/assets/runtime
