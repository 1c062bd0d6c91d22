#!/bin/sh
# Pins every dependency anew, with its hashes and for every platform. No file may name the host of a registry.
set -eu
cd "$(dirname "$0")/.."

certificates=/etc/ssl/certs/ca-certificates.crt
[ ! -e $certificates ] || export UV_SYSTEM_CERTS=true NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$certificates}"

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate --upgrade "$@"
}

echo uv | compile --output-file requirements/uv.txt -
compile --output-file requirements/base.txt pyproject.toml
compile --output-file requirements/dev.txt --constraints requirements/base.txt --group dev pyproject.toml
compile --output-file requirements/measure.txt --constraints requirements/dev.txt --group dev --group measure pyproject.toml
npm install --package-lock-only --ignore-scripts

if grep -l '://' requirements/*.txt || grep -n '"resolved"' package-lock.json; then
    echo "These lock files name a host." >&2
    exit 1
fi
