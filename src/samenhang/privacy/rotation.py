"""Give every confidential text a new key: `add_key`, `reencrypt`, `drop_old_keys`, in that order.

Each step may be interrupted and run again, and the product keeps running meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Value

from samenhang.privacy.fields import KEY_MISSING, EncryptedField
from samenhang.privacy.keys import key_ring, newest_key, read_key_file, write_key_file

BATCH = 500
# How every Fernet token of this century begins: version 0x80 and a timestamp, in base64.
FERNET_PREFIX = "gAAAAA"


@dataclass(frozen=True)
class Place:
    """A table with tokens in it: whole columns, and columns of JSON with tokens somewhere inside."""

    model: type[models.Model]
    columns: tuple[str, ...]
    json_columns: tuple[str, ...]

    def tokens(self) -> dict[str, Any]:
        """The columns as the database has them, not decrypted."""
        return {f"token_{name}": ExpressionWrapper(F(name), output_field=models.TextField()) for name in self.columns}

    def rows(self, keys: tuple[Any, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
        """(primary key, column to stored value) of these rows, locked until the transaction ends."""
        found = self.model._base_manager.select_for_update().filter(pk__in=keys)
        for pk, *values in found.values_list("pk", *self.json_columns, *self.tokens().values()):
            yield pk, dict(zip((*self.json_columns, *self.columns), values, strict=True))

    def write(self, pk: Any, values: dict[str, Any]) -> None:
        plain = models.TextField()
        stored = {
            name: Value(value, output_field=plain) if name in self.columns else value for name, value in values.items()
        }
        self.model._base_manager.filter(pk=pk).update(**stored)


def places(registry: Apps = apps) -> Iterator[Place]:
    """Every table that holds tokens, those of history included.

    Columns of JSON are looked into as well: allauth keeps an encrypted TOTP secret inside one.
    """
    for model in registry.get_models():
        fields = model._meta.local_fields
        columns = tuple(field.name for field in fields if isinstance(field, EncryptedField))
        json_columns = tuple(field.name for field in fields if isinstance(field, models.JSONField))
        if columns or json_columns:
            yield Place(model, columns, json_columns)


def add_key() -> None:
    """Put a new key in front of the key file; the old ones can still decrypt.

    Raises ImproperlyConfigured when the keys come from the environment: then that is the place to add one.
    """
    if settings.ENCRYPTION_KEYS:
        raise ImproperlyConfigured(
            "The keys come from SAMENHANG_KEYS. Put a new key in front there, restart, then run this again."
        )
    path = settings.ENCRYPTION_KEY_FILE
    write_key_file(path, (Fernet.generate_key().decode(), *read_key_file(path)))


def reencrypt(registry: Apps = apps) -> int:
    """Write every token again that the newest key did not make; returns the number of rows written.

    Raises ImproperlyConfigured when a token was made with a key that is not here.
    """
    return sum(reencrypt_in_batches(registry))


def reencrypt_in_batches(registry: Apps = apps, size: int = BATCH) -> Iterator[int]:
    """As `reencrypt`, one short transaction of at most `size` rows at a time; yields how many were written.

    Rows are locked before they are read (SQLite: the transaction holds the write lock from its start), so what
    somebody writes meanwhile comes either before, and is read here, or after, with the newest key.
    """
    for place in places(registry):
        keys = list(place.model._base_manager.order_by("pk").values_list("pk", flat=True))
        for batch in batched(keys, size, strict=False):
            with transaction.atomic():
                written = _renew_rows(place, batch)
            yield written


def _renew_rows(place: Place, keys: tuple[Any, ...]) -> int:
    ring, newest = key_ring(), newest_key()
    written = 0
    for pk, stored in list(place.rows(keys)):
        changed = {name: new for name, value in stored.items() if (new := renewed(value, ring, newest)) != value}
        if missing := [name for name in place.columns if is_stale(changed.get(name, stored[name]), newest)]:
            raise ImproperlyConfigured(f"{place.model._meta.label} {pk}, {', '.join(missing)}: {KEY_MISSING}")
        if changed:
            place.write(pk, changed)
            written += 1
    return written


def renewed(value: Any, ring: MultiFernet, newest: Fernet) -> Any:
    """`value` with every token in it made by `newest`; text that is no token of ours stays."""
    if isinstance(value, dict):
        return {key: renewed(one, ring, newest) for key, one in value.items()}
    if isinstance(value, list):
        return [renewed(one, ring, newest) for one in value]
    if not is_stale(value, newest):
        return value
    try:
        return ring.rotate(value).decode()
    except InvalidToken:
        return value


def is_stale(value: Any, newest: Fernet) -> bool:
    """Whether `value` looks like a token, and another key than `newest` made it."""
    if not isinstance(value, str) or not value.startswith(FERNET_PREFIX):
        return False
    try:
        newest.decrypt(value)
    except InvalidToken:
        return True
    return False


def drop_old_keys(registry: Apps = apps) -> None:
    """Forget all keys but the newest, after making sure that nothing needs them any more.

    Raises ImproperlyConfigured when the keys come from the environment: then remove the old ones there.
    """
    if settings.ENCRYPTION_KEYS:
        raise ImproperlyConfigured("The keys come from SAMENHANG_KEYS. Remove the old keys there, then restart.")
    while reencrypt(registry):
        # Somebody wrote with an old key meanwhile: look once more.
        continue
    path = settings.ENCRYPTION_KEY_FILE
    write_key_file(path, read_key_file(path)[:1])
