"""A new key for every text: nothing lost at any moment, and the old key of no use afterwards."""

import threading
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps
from simple_history.models import HistoricalRecords

from samenhang.privacy.fields import EncryptedTextField, decrypt, encrypt
from samenhang.privacy.keys import key_ring, keys_in_use, newest_key, read_key_file, write_key_file
from samenhang.privacy.rotation import add_key, drop_old_keys, places, reencrypt, reencrypt_in_batches, renewed


@pytest.fixture
def rows(key_file: Path, stakeholder: Any) -> Any:
    """Twelve stakeholders with a note, encrypted with the first key."""
    model = type(stakeholder)
    stakeholder.delete()
    for number in range(12):
        model._base_manager.create(initiative=stakeholder.initiative, name=f"Naam {number}", notes=f"Notitie {number}")
    return model._base_manager.order_by("created_at")


def notes(rows: Any) -> list[str]:
    return [row.notes for row in rows.all()]


NOTES = [f"Notitie {number}" for number in range(12)]


def test_after_a_rotation_everything_is_readable_and_the_old_key_opens_nothing(rows: Any, key_file: Path) -> None:
    [old] = read_key_file(key_file)
    add_key()
    assert notes(rows) == NOTES
    assert reencrypt() == 12
    drop_old_keys()
    assert notes(rows) == NOTES
    assert old not in key_file.read_text()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, notes FROM {rows.model._meta.db_table}")
        for token in [token for row in cursor.fetchall() for token in row]:
            with pytest.raises(InvalidToken):
                Fernet(old).decrypt(token)


def test_dropping_makes_sure_that_nothing_still_needs_the_old_keys(rows: Any) -> None:
    add_key()
    drop_old_keys()
    assert len(keys_in_use()) == 1
    assert notes(rows) == NOTES


def test_a_second_run_writes_nothing(rows: Any) -> None:
    add_key()
    reencrypt()
    assert reencrypt() == 0


def test_a_crash_in_between_leaves_everything_readable_and_the_next_run_goes_on(rows: Any) -> None:
    add_key()
    assert next(written for written in reencrypt_in_batches(size=5) if written) == 5
    assert notes(rows) == NOTES
    assert reencrypt() == 7
    drop_old_keys()
    assert notes(rows) == NOTES


def test_a_crash_while_the_key_file_is_written_leaves_the_old_one(rows: Any, key_file: Path) -> None:
    before = key_file.read_text()
    with pytest.raises(TypeError):
        write_key_file(key_file, (Fernet.generate_key().decode(), 5))  # type: ignore[arg-type]
    assert key_file.read_text() == before
    assert notes(rows) == NOTES


def test_a_text_of_an_unknown_key_stops_the_rotation_and_is_named(rows: Any, key_file: Path) -> None:
    lost = rows.first()
    write_key_file(key_file, (Fernet.generate_key().decode(),))
    with pytest.raises(ImproperlyConfigured, match=f"Stakeholder {lost.pk}, name, notes: .*Put that key back"):
        reencrypt()
    with pytest.raises(ImproperlyConfigured, match="Put that key back"):
        drop_old_keys()


def test_keys_from_the_environment_are_changed_in_the_environment(
    rows: Any, key_file: Path, settings: Any, tmp_path: Path
) -> None:
    first = read_key_file(key_file)
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *first]
    for step in (add_key, drop_old_keys):
        with pytest.raises(ImproperlyConfigured, match="SAMENHANG_KEYS"):
            step()
    assert reencrypt() == 12
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert notes(rows) == NOTES


@isolate_apps("samenhang.privacy")
def test_tables_of_history_are_covered() -> None:
    class Secret(models.Model):  # noqa: DJ008
        text = EncryptedTextField()
        history = HistoricalRecords(history_user_id_field=models.UUIDField(null=True))

        class Meta:
            app_label = "privacy"

    covered = {place.model.__name__: place.columns for place in places(Secret._meta.apps)}
    assert covered == {"Secret": ("text",), "HistoricalSecret": ("text",)}


def test_every_encrypted_field_of_the_product_is_covered() -> None:
    covered = {(place.model._meta.label, name) for place in places() for name in place.columns}
    assert ("stakeholders.Stakeholder", "name") in covered
    assert ("stakeholders.Change", "before") in covered


def test_tokens_inside_json_get_the_new_key_and_other_text_stays(key_file: Path) -> None:
    """As allauth keeps the secret of a TOTP app and the seed of recovery codes."""
    data = {"secret": encrypt("JBSWY3DP"), "codes": [encrypt("1234"), 7, None], "label": "gAAAAA is geen token"}
    add_key()
    new = renewed(data, key_ring(), newest_key())
    assert newest_key().decrypt(new["secret"]) == b"JBSWY3DP"
    assert newest_key().decrypt(new["codes"][0]) == b"1234"
    assert new["codes"][1:] == [7, None]
    assert new["label"] == data["label"]


def test_json_columns_of_libraries_are_looked_into() -> None:
    inside = {(place.model._meta.label, name) for place in places() for name in place.json_columns}
    assert ("mfa.Authenticator", "data") in inside


@pytest.mark.django_db(transaction=True)
def test_what_somebody_writes_during_a_rotation_is_not_lost(rows: Any) -> None:
    """One writer counts up in a cell while the key changes again and again: no count may be set back."""
    row = rows.first()
    rotated = threading.Event()
    lost: list[str] = []

    def write() -> None:
        number = 0
        while not rotated.is_set():
            number += 1
            rows.model._base_manager.filter(pk=row.pk).update(notes=f"Stand {number}")
            found = rows.model._base_manager.get(pk=row.pk).notes
            if found != f"Stand {number}":
                lost.append(f"wrote {number}, found {found}")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _round in range(15):
            add_key()
            reencrypt()
    finally:
        rotated.set()
        writer.join()
    drop_old_keys()
    assert lost == []
    assert notes(rows)[1:] == NOTES[1:]
    assert decrypt(encrypt("na afloop")) == "na afloop"
