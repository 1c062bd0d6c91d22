"""The keys of the confidential zone: from the environment, or a file only its owner may read."""

import os
import stat
import tempfile
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

type Keys = tuple[str, ...]
type Stamp = tuple[int, int, int]

# What each key file said when it was last read, and what the file looked like then.
_last_read: dict[Path, tuple[Stamp, Keys]] = {}


def key_ring() -> MultiFernet:
    """The keys as they are now: the first one encrypts, all of them decrypt.

    Raises ImproperlyConfigured when a key is malformed, or its file is gone or can be read by others.
    """
    return _ring(keys_in_use())


def known_key_ring() -> MultiFernet:
    """The keys as this process last saw them: cheaper, and enough to try a decryption with."""
    if settings.ENCRYPTION_KEYS or settings.ENCRYPTION_KEY_FILE not in _last_read:
        return key_ring()
    return _ring(_last_read[settings.ENCRYPTION_KEY_FILE][1])


def newest_key() -> Fernet:
    """The key that encrypts."""
    return Fernet(keys_in_use()[0])


def keys_in_use() -> Keys:
    """The keys, newest first."""
    return tuple(settings.ENCRYPTION_KEYS) or read_key_file(settings.ENCRYPTION_KEY_FILE)


@cache
def _ring(keys: Keys) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "SAMENHANG_KEYS or the key file holds no valid encryption key. Put back the keys from your backup."
        ) from error


def read_key_file(path: Path) -> Keys:
    """The keys in `path`, newest first; the file is made with one key when it was never there.

    A running server reads again when the file has changed, so that a new key needs no restart.
    Raises ImproperlyConfigured when the file is gone or can be read by others.
    """
    if not path.exists():
        if path in _last_read:
            raise ImproperlyConfigured(f"The key file {path} is gone. Put it back from your backup.")
        make_key_file(path)
    info = path.stat()
    stamp = (info.st_ino, info.st_ctime_ns, info.st_size)
    if path not in _last_read or _last_read[path][0] != stamp:
        if os.name == "posix" and info.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ImproperlyConfigured(f"Others may read the key file {path}. Run: chmod 600 {path}")
        _last_read[path] = (stamp, tuple(path.read_text().split()))
    return _last_read[path][1]


def make_key_file(path: Path) -> None:
    """A first key in `path`; of two processes that start together, one wins and both use its key."""
    draft = _draft(path, (Fernet.generate_key().decode(),))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def write_key_file(path: Path, keys: Keys) -> None:
    """Write `keys`, newest first. A crash half-way leaves the old file whole; afterwards the new one stays.

    The folder is synced too: a key lost with the power would take every text it encrypted with it.
    """
    _draft(path, keys).replace(path)
    _sync_folder(path.parent)


def _draft(path: Path, keys: Keys) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Path(draft)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
