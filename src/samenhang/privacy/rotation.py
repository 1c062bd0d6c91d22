"""Give every confidential text a new key."""

from collections.abc import Iterator
from itertools import batched

from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from samenhang.privacy.fields import EncryptedTextField
from samenhang.privacy.keys import read_key_file, write_key_file

BATCH = 500


def encrypted_columns() -> Iterator[tuple[type[models.Model], list[EncryptedTextField]]]:
    """Every model with its encrypted fields, historical ones included."""
    for model in apps.get_models():
        fields = [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]
        if fields:
            yield model, fields


def add_key() -> None:
    """Put a new key in front of the key file; the old ones can still decrypt.

    Raises ImproperlyConfigured when the keys come from the environment: then that is the place to add one.
    """
    if settings.ENCRYPTION_KEYS:
        raise ImproperlyConfigured(
            "The keys come from SAMENHANG_KEYS: put a new key in front there, then run this again."
        )
    path = settings.ENCRYPTION_KEY_FILE
    write_key_file(path, [Fernet.generate_key().decode(), *read_key_file(path)])


def drop_old_keys() -> None:
    """Forget all keys but the newest. Only after `reencrypt`."""
    path = settings.ENCRYPTION_KEY_FILE
    write_key_file(path, read_key_file(path)[:1])


def reencrypt() -> int:
    """Write every encrypted row again with the newest key, in short transactions; returns the number of rows."""
    written = 0
    for model, fields in encrypted_columns():
        names = [field.name for field in fields]
        keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
        for batch in batched(list(keys), BATCH, strict=False):
            with transaction.atomic():
                rows = list(model._base_manager.select_for_update().filter(pk__in=batch).only(*names))
                model._base_manager.bulk_update(rows, names)
            written += len(rows)
    return written
