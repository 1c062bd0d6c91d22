"""Two servers for documents that people share by Yjs, from npm."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.live.plans import Plan, Step, notes_at, text_of
from benchmarks.live.processes import Unavailable, core_of_system, started, wait_until_open
from benchmarks.live.systems import Cell, Running
from benchmarks.live.websocket import BINARY, frame, upgrade
from tests.on_postgres import free_port

HERE = Path(__file__).parent
PACKAGES = Path("build/peers")
DOCUMENT = "board"
# Kinds of messages, of y-protocols and of Hocuspocus.
SYNC, AUTHENTICATE = 0, 2
ASK, UPDATE = 0, 2


class Hocuspocus:
    name = "Hocuspocus with SQLite"

    @contextmanager
    def serving(self, cell: Cell, folder: Path) -> Iterator[Running]:
        packages, port = installed(), free_port()
        empty, updates = updates_of(cell)
        name = text(DOCUMENT)
        sign_in = Step(frame(name + number(AUTHENTICATE) + number(0) + text("token"), BINARY), b"read-write")
        ask = Step(frame(name + sync(ASK, empty), BINARY))
        plan = plan_of(cell, [upgrade("/"), sign_in, ask], [name + sync(UPDATE, update) for update in updates])
        command = ["node", HERE / "hocuspocus.mjs", str(port), folder / "hocuspocus.sqlite"]
        with started(command, core_of_system(), folder=packages) as process:
            wait_until_open(port, process)
            yield Running(port, process, plan)


class YWebsocket:
    name = "y-websocket"

    @contextmanager
    def serving(self, cell: Cell, folder: Path) -> Iterator[Running]:
        packages, port = installed(), free_port()
        empty, updates = updates_of(cell)
        ask = Step(frame(sync(ASK, empty), BINARY))
        plan = plan_of(cell, [upgrade(f"/{DOCUMENT}"), ask], [sync(UPDATE, update) for update in updates])
        env = os.environ | {"HOST": "127.0.0.1", "PORT": str(port)}
        command = ["node", packages / "node_modules/@y/websocket-server/src/server.js"]
        with started(command, core_of_system(), folder=packages, env=env) as process:
            wait_until_open(port, process)
            yield Running(port, process, plan)


def plan_of(cell: Cell, opening: Sequence[Step], messages: Sequence[bytes]) -> Plan:
    notes = notes_at(cell.rate, cell.notes, cell.senders, lambda place, _sender: frame(messages[place], BINARY))
    return Plan(openings=[opening] * cell.people, notes=notes, warm_up=cell.warm_up)


def number(value: int) -> bytes:
    """A number of variable length (lib0)."""
    data = bytearray()
    while value > 127:
        data.append(value & 127 | 128)
        value >>= 7
    return bytes([*data, value])


def text(value: str) -> bytes:
    return number(len(value.encode())) + value.encode()


def sync(kind: int, data: bytes) -> bytes:
    return number(SYNC) + number(kind) + number(len(data)) + data


def updates_of(cell: Cell) -> tuple[bytes, list[bytes]]:
    """The state of an empty document, and the update that adds each note of this cell."""
    notes = [(place % cell.senders, text_of(place)) for place in range(cell.notes)]
    command = ["node", str(HERE / "yjs_notes.mjs")]
    done = subprocess.run(command, cwd=installed(), input=json.dumps(notes).encode(), capture_output=True, check=True)
    made = json.loads(done.stdout)
    return base64.b64decode(made["empty"]), [base64.b64decode(update) for update in made["updates"]]


@cache
def installed() -> Path:
    """The folder with the packages, as pinned; brought there when they are not. Raises Unavailable."""
    if not shutil.which("npm") or not shutil.which("node"):
        raise Unavailable("Node and npm are not here")
    pinned = (HERE / "package-lock.json").read_bytes()
    stamp, fingerprint = PACKAGES / ".installed", hashlib.sha256(pinned).hexdigest()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        PACKAGES.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, PACKAGES)
        done = subprocess.run(["npm", "ci"], cwd=PACKAGES, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"npm could not bring its packages: {done.stderr.strip().splitlines()[-1]}")
        stamp.write_text(fingerprint)
    return PACKAGES.resolve()
