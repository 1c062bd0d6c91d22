# make demo and make test need nothing but Python, make and git; they set up the rest. make help names all targets.

PORT ?= 8000
BIN := .venv/bin
INSTALLED := requirements/uv.txt pyproject.toml package-lock.json hatch_build.py \
	$(wildcard src/samenhang/locale/*/LC_MESSAGES/*.po)

FAULTS := tests/faults tests/stories/test_workshop_crowd.py --log-cli-level=INFO -o faulthandler_timeout=1200

.DEFAULT_GOAL := help
.PHONY: help demo test soak check format messages bench lock clean

help:
	@echo 'make demo      run Samenhang with an example, on http://127.0.0.1:$(PORT) (PORT=8123 make demo)'
	@echo 'make test      check the code and run all tests, in a browser and on PostgreSQL too'
	@echo 'make soak      go on killing the server, cutting the network and filling the disk while 200 people write'
	@echo 'make check     check the code only: style, types, imports, templates'
	@echo 'make format    lay out code and templates as make check wants them'
	@echo 'make messages  bring the translation up to date with the code'
	@echo 'make bench     measure pages, live maps and algorithms beside others; writes build/bench.json'
	@echo 'make lock      bring the pinned dependencies up to date'
	@echo 'make clean     remove what the other targets made, except your data in var/'

demo: .venv/ready-to-run
	@exec $(BIN)/samenhang demo --port $(PORT)

test: check
	@scripts/browser.sh
	$(BIN)/pytest --numprocesses 2 --dist loadgroup
	$(BIN)/python -m tests.on_postgres

soak: .venv/ready-to-test
	@scripts/browser.sh
	SOAK=1 $(BIN)/pytest $(FAULTS)
	SOAK=1 $(BIN)/python -m tests.on_postgres $(FAULTS)

check: .venv/ready-to-test
	@scripts/check.sh

format: .venv/ready-to-test
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	find src -name '*.html' -exec $(BIN)/djade --target-version 6.1 {} +

messages: .venv/ready-to-test
	$(BIN)/python scripts/messages.py

bench: .venv/ready-to-measure
	$(BIN)/python -m benchmarks

lock: .venv/ready-to-test
	@scripts/lock.sh

clean:
	rm -rf .venv build dist node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/ready-to-run: requirements/base.txt $(INSTALLED)
	@scripts/setup.sh run

.venv/ready-to-test: requirements/dev.txt $(INSTALLED)
	@scripts/setup.sh test

.venv/ready-to-measure: requirements/measure.txt $(INSTALLED)
	@scripts/setup.sh measure
