"""Model fields whose content never reaches the database as plain text.

Fernet: AES-128-CBC with HMAC-SHA256, as the `cryptography` package defines it.
"""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import IsNull

from samenhang.privacy.keys import key_ring, known_key_ring

KEY_MISSING = (
    "Confidential text was encrypted with a key that is not here. Put that key back: behind the newest one "
    "in SAMENHANG_KEYS (with commas between), or on a line of its own in the key file."
)


def encrypt(text: str) -> str:
    """`text` as a Fernet token. Two calls give two different tokens."""
    return key_ring().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text inside `token`.

    Raises ImproperlyConfigured when none of the keys in use made it.
    """
    try:
        return known_key_ring().decrypt(token).decode()
    except InvalidToken:
        pass
    try:
        # Another process may have added a key since.
        return key_ring().decrypt(token).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(KEY_MISSING) from error


class EncryptedField[Set, Get](models.TextField[Set, Get]):
    """What all encrypted fields share: the database cannot look inside."""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"An encrypted field cannot be looked up by '{lookup_name}'.")


class EncryptedTextField(EncryptedField[str, str]):
    """Text, encrypted at rest. The empty text is stored as it is."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, *args: object) -> str | None:
        return decrypt(value) if value else value


class EncryptedJSONField(EncryptedField[Any, Any]):
    """Any JSON value, encrypted at rest."""

    # What django-stubs takes for the types of such an attribute.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def from_db_value(self, value: str | None, *args: object) -> Any:
        return None if value is None else json.loads(decrypt(value))

    def to_python(self, value: Any) -> Any:
        return value
