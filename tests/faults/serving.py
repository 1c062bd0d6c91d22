"""The product by its own command on the database of the test, so that it can be killed and comes back."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from conftest import wait_until_it_answers
from samenhang.site.server import is_free
from tests.on_postgres import free_port

HOST = "127.0.0.1"
SECONDS_TO_STOP = 30


class Server:
    """Comes back on the same port; `log` keeps what it says."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        while not is_free(HOST, self.port):
            time.sleep(0.01)
        command = [str(Path(sys.executable).with_name("samenhang")), "serve", "--port", str(self.port)]
        with self.log.open("a") as log:
            # In a group of its own, so that what it started can be killed together with it.
            self.process = subprocess.Popen(command, env=environment(), stdout=log, stderr=log, start_new_session=True)
        wait_until_it_answers(self.address)

    def running(self) -> subprocess.Popen[bytes]:
        assert self.process, "It was not started."
        return self.process

    def kill(self) -> None:
        """As when the power fails: no process of it does anything any more."""
        os.killpg(self.running().pid, signal.SIGKILL)
        self.running().wait(timeout=SECONDS_TO_STOP)

    def kill_worker(self) -> None:
        """Only the process that answers; the server starts another one by itself."""
        os.kill(self.worker(), signal.SIGKILL)

    def worker(self) -> int:
        """The id of the process that answers."""
        pid = self.running().pid
        (worker,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return int(worker)

    def stop(self) -> float:
        """Ask it to stop; returns the seconds that took."""
        asked = time.monotonic()
        self.running().terminate()
        self.running().wait(timeout=SECONDS_TO_STOP)
        return time.monotonic() - asked

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def clear_away(self) -> None:
        if self.is_running:
            self.kill()


def environment() -> dict[str, str]:
    """That of an installation with the database, the keys and the folder of this test run."""
    said = {"DJANGO_SETTINGS_MODULE": "samenhang.site.settings", "DATABASE_URL": url_of_database()}
    # What the driver of browsers needs here would hide a question to the database in the event loop.
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return inherited | said


def url_of_database() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
