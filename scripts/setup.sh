#!/bin/sh
# Makes .venv with all that Samenhang needs, or brings it up to date. make calls it; it may be repeated.
#
#   scripts/setup.sh run       what it takes to run it
#   scripts/setup.sh test      what it takes to test it too; once there, "run" keeps it
#   scripts/setup.sh measure   what it takes to measure it beside others too; once there, "run" and "test" keep it
set -eu
cd "$(dirname "$0")/.."

# uv and Node bring their own certificates; an organisation that inspects traffic has its own among those of the system.
certificates=/etc/ssl/certs/ca-certificates.crt
if [ -e $certificates ]; then
    export UV_SYSTEM_CERTS=true NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$certificates}"
fi

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# A name on the PATH proves nothing (pyenv leaves shims that fail), so each candidate is run.
find_python() {
    for name in python3.13 python3.14 python3.12 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

# Debian ships Python without what `venv` needs to install pip.
make_venv() { # python, folder
    if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
            apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy python3-venv
        fi
        "$1" -c 'import ensurepip, venv' 2>/dev/null || fail \
            "$1 cannot make a virtual environment: its 'venv' part is missing." \
            "On Debian and Ubuntu: sudo apt-get install python3-venv. Then run make again."
    fi
    "$1" -m venv "$2"
    "$2/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
}

# Without a Python that is new enough, uv brings one.
bring_python() {
    for name in python3 python; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && break
    done || fail "Python is not here. Install Python 3.12 or newer, then run make again."
    echo "No Python 3.12 or newer here: asking uv for Python 3.13."
    [ -x build/uv/bin/uv ] || make_venv "$name" build/uv
    build/uv/bin/uv venv --quiet --seed --python 3.13 .venv || fail \
        "Samenhang needs Python 3.12 or newer, and uv could not fetch one." \
        "Install it (on Debian 13: sudo apt-get install python3 python3-venv), then run make again."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
}

# A virtual environment cannot be moved: one that was copied or whose Python is gone is made again.
venv_works() {
    [ -x .venv/bin/uv ] && [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" = "$(pwd -P)/.venv" ] &&
        .venv/bin/uv --version >/dev/null 2>&1
}

if ! venv_works; then
    rm -rf .venv
    python=$(find_python)
    if [ -n "$python" ]; then
        make_venv "$python" .venv
    else
        bring_python
    fi
fi

purpose=$1
[ "$purpose" != run ] || [ ! -e .venv/ready-to-test ] || purpose=test
[ "$purpose" != test ] || [ ! -e .venv/ready-to-measure ] || purpose=measure
case $purpose in
    run) requirements=requirements/base.txt ;;
    test) requirements=requirements/dev.txt ;;
    measure) requirements=requirements/measure.txt ;;
    *) fail "Say what for: scripts/setup.sh run, test or measure." ;;
esac

export VIRTUAL_ENV="$PWD/.venv"
.venv/bin/uv pip sync --quiet --require-hashes "$requirements"
.venv/bin/uv pip install --quiet --no-deps --editable .

touch .venv/ready-to-run
[ "$purpose" = run ] || touch .venv/ready-to-test
[ "$purpose" != measure ] || touch .venv/ready-to-measure
