# The two commands of the README, and their helpers. Everything lands in .venv/, media/ and wayside.sqlite3.
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench ear lint catalogues lock clean

run: .venv/site
	$(BIN)/python manage.py up

test: .venv/test browser engines lint
	$(BIN)/python manage.py catalogues compile
	$(BIN)/python -m tests.run_node
	$(BIN)/pytest -n 2 --dist loadgroup

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'tour/*.html')
	$(BIN)/lint-imports
	$(BIN)/mypy

# Prints the figures the program is held to, with what this machine measures.
bench: .venv/test browser
	@command -v nginx >/dev/null || $(APT) nginx-light
	$(BIN)/python manage.py catalogues compile
	$(BIN)/python -m tests.bench

# English narration, recognised again: the check by ear without ears.
ear: .venv/test
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements-ear.txt
	$(BIN)/python manage.py catalogues compile
	$(BIN)/pytest tests/ear/round_trip.py -q -s

APT := echo "Installing from Debian's packages:" && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends

.PHONY: browser
browser:
	@command -v chromium >/dev/null || { echo "The tests need Chromium."; $(APT) chromium fonts-khmeros fonts-thai-tlwg fonts-noto-core; }

# The other two engines a phone may have: what the tests of tests/engines/ drive.
ENGINES := firefox-esr webkit2gtk-driver gir1.2-webkit2-4.1 gstreamer1.0-plugins-bad python3-gi xvfb
.PHONY: engines
engines:
	@missing=$$(for name in $(ENGINES); do dpkg -s $$name >/dev/null 2>&1 || echo $$name; done); \
	[ -z "$$missing" ] || { echo "The tests need Firefox and WebKitGTK."; $(APT) $$missing; }

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Wayside needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing."; $(APT) python3-venv; }
	$(PYTHON) -m venv .venv

.venv/site: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test: requirements.txt tests/requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@ .venv/site

catalogues: .venv/site
	$(BIN)/python manage.py catalogues update

# Lock files with hashes and without addresses.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra postgres
lock: .venv/site
	$(BIN)/pip install --quiet uv
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --extra test --constraint requirements.txt --output-file tests/requirements.txt pyproject.toml
	$(LOCK) --extra test --extra ear --constraint tests/requirements.txt --output-file tests/requirements-ear.txt pyproject.toml

clean:
	rm -rf .venv
