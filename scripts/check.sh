#!/bin/sh
# Reads the code without running it: style, types, who imports whom, templates, scripts. Tells all, then fails if any did.
set -u
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
failed=

try() {
    echo "$1"
    "$@" || failed="$failed $1"
}

ruff_format() { ruff format --check --quiet .; }
templates() { find src -name '*.html' -exec djade --check --target-version 6.1 {} +; }
scripts() {
    command -v node >/dev/null || return 0
    for script in src/samenhang/site/static/js/*.js; do
        node --input-type=module --check <"$script" || return 1
    done
}

try ruff check --quiet .
try ruff_format
try mypy --no-error-summary src conftest.py tests benchmarks
try lint-imports --no-logo --no-cache
try templates
try djlint --lint --quiet src
try scripts

[ -z "$failed" ] || {
    echo "Not in order:$failed. make format puts layout right." >&2
    exit 1
}
