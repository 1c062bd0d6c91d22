"""The product on a database of its own, served as it is in real life."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

SECONDS_TO_START = 60


class Browser:
    """One connection that stays open, signed in by a cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Accept-Language": "nl"}

    def get(self, path: str) -> tuple[HTTPResponse, bytes]:
        """The answer and its body as it came over the line; raises RuntimeError unless it is 200."""
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}")
        return response, body


def start_django(folder: Path) -> None:
    """Settings, an empty database and collected assets in `folder`, for this process and the server."""
    os.environ |= {"SAMENHANG_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def server() -> Iterator[int]:
    """The port of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--no-ws", "--log-level", "warning"]
    command += ["--workers-kill-timeout", "2", "--port", str(port), "samenhang.site.asgi:application"]
    process = subprocess.Popen(command)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            Browser(port, "").get("/healthz")
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")
