"""What an encrypted field promises; the fields of the stakeholder stand for all."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models

from samenhang.privacy.fields import EncryptedJSONField, EncryptedTextField, decrypt


def stored(row: models.Model, column: str) -> Any:
    """The column as the database has it."""
    table, key = row._meta.db_table, models.UUIDField().get_db_prep_value(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]


def test_text_comes_back_as_it_was_written_and_is_unreadable_in_the_database(stakeholder: Any) -> None:
    stakeholder.notes = "Zorg 🌱 voor מים\nen “aanhalingstekens”"
    stakeholder.save()
    assert "Zorg" not in stored(stakeholder, "notes")
    assert decrypt(stored(stakeholder, "notes")) == stakeholder.notes
    stakeholder.refresh_from_db()
    assert stakeholder.notes == "Zorg 🌱 voor מים\nen “aanhalingstekens”"


def test_the_same_text_twice_cannot_be_recognised(stakeholder: Any) -> None:
    stakeholder.notes = stakeholder.source = "hetzelfde"
    stakeholder.save()
    assert stored(stakeholder, "notes") != stored(stakeholder, "source")


def test_an_empty_text_stays_empty(stakeholder: Any) -> None:
    assert stored(stakeholder, "notes") == ""
    assert stakeholder.notes == ""


def test_update_and_bulk_writes_encrypt_as_well(stakeholder: Any) -> None:
    rows = type(stakeholder)._base_manager
    rows.filter(pk=stakeholder.pk).update(notes="met update")
    assert decrypt(stored(stakeholder, "notes")) == "met update"
    stakeholder.notes = "met bulk_update"
    rows.bulk_update([stakeholder], ["notes"])
    assert decrypt(stored(stakeholder, "notes")) == "met bulk_update"
    [other] = rows.bulk_create([type(stakeholder)(initiative=stakeholder.initiative, name="met bulk_create")])
    assert decrypt(stored(other, "name")) == "met bulk_create"


@pytest.mark.parametrize("value", [None, False, 0, "", [], {"naam": "Élan 🌱", "regels": [1, None]}])
def test_any_json_value_comes_back_as_it_was(value: Any) -> None:
    field = EncryptedJSONField(null=True)
    token = field.get_prep_value(value)
    assert token is None or "lan" not in token
    assert field.from_db_value(token) == value


@pytest.mark.parametrize(
    "question", ["notes", "notes__exact", "notes__icontains", "notes__in", "notes__gt", "notes__regex"]
)
def test_the_database_refuses_to_search_encrypted_text(stakeholder: Any, question: str) -> None:
    with pytest.raises(FieldError, match="encrypted field"):
        list(type(stakeholder)._base_manager.filter(**{question: "Huisarts"}))


def test_the_database_may_say_whether_there_is_anything() -> None:
    assert EncryptedTextField().get_lookup("isnull")


def test_other_columns_of_the_same_table_stay_searchable(stakeholder: Any) -> None:
    rows = type(stakeholder)._base_manager.filter(stated_on=None, created_at__date__lte=date.max)
    assert list(rows) == [stakeholder]
