"""Serving the product: the files browsers fetch, and the process that answers."""

import gc
import hashlib
import resource
import socket
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

# After a request to stop, workers get this many seconds to finish what they are doing.
SECONDS_TO_FINISH = 5
# Of one worker. Each browser that has a live page open keeps a connection.
MOST_CONNECTIONS = 4_000


def collect_static() -> bool:
    """Copy what browsers fetch, named by content and compressed; False when nothing changed since the last time."""
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    fingerprint = fingerprint_of_sources()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)
    return True


def fingerprint_of_sources() -> str:
    """Changes when a source file, or the software that prepares it, does."""
    digest = hashlib.sha256()
    for fact in facts_of_sources():
        digest.update(f"{fact}\n".encode())
    return digest.hexdigest()


def facts_of_sources() -> Iterator[Any]:
    from django.contrib.staticfiles.finders import get_finders

    yield settings.STORAGES["staticfiles"], version("django"), version("servestatic")
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            yield name, found.st_size, found.st_mtime_ns


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


def serve(host: str, port: int, workers: int) -> None:
    """Answer requests until a signal says to stop."""
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    load_everything()
    # Where workers are forked they may not share a connection with this process.
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
    allow_files(2 * MOST_CONNECTIONS)
    Server(
        "samenhang.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        websockets=False,
        backpressure=MOST_CONNECTIONS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    ).serve()


def load_everything() -> None:
    """Import what workers need before they are forked: then they share the memory it takes."""
    from django.urls import get_resolver

    import_module("samenhang.site.asgi")
    get_resolver().url_patterns  # noqa: B018 (imports every view)
    # What the collector passes over it does not write to, and so it stays shared.
    gc.collect()
    gc.freeze()


def allow_files(count: int) -> None:
    """Let this process and its workers have `count` files and connections open, or as many as the machine allows."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed != resource.RLIM_INFINITY and allowed < count:
        wanted = count if most == resource.RLIM_INFINITY else min(count, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
