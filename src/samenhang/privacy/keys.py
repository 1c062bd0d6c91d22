"""The keys of the confidential zone: from the environment, or a file only its owner may read."""

import os
import stat
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def key_ring() -> MultiFernet:
    """The keys in use; the first one encrypts, all of them decrypt.

    Raises ImproperlyConfigured when a key is malformed or its file can be read by others.
    """
    return _ring(tuple(settings.ENCRYPTION_KEYS) or tuple(read_key_file(settings.ENCRYPTION_KEY_FILE)))


@cache
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured("An encryption key is not a valid Fernet key.") from error


@cache
def read_key_file(path: Path) -> list[str]:
    """The keys in `path`, newest first; the file is made with one key when it is not there."""
    if not path.exists():
        write_key_file(path, [Fernet.generate_key().decode()])
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ImproperlyConfigured(f"Others may read the key file {path}. Run: chmod 600 {path}")
    return path.read_text().split()


def write_key_file(path: Path, keys: list[str]) -> None:
    """Write `keys`, newest first, so that a crash half-way leaves the old file whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    read_key_file.cache_clear()
