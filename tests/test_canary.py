"""Nothing confidential comes out: not to outsiders, not into logs, mails, sessions or headers.

A canary stands in every confidential text (tests/world.py). What comes out of every address is searched for it.
"""

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from pypdf import PdfReader

from samenhang.privacy.fields import EncryptedJSONField
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from tests.addresses import addresses
from tests.test_access import ROWS
from tests.world import MARK, World, encrypted_fields, found_in

OUTSIDERS = ("partner", "other_leader", "stranger", "administrator", "nobody")
# Pressing the button there makes somebody else of the visitor.
ENTRANCES = {"account_logout", "initiatives:invitation"}
# Holds the keys of columns, which are not confidential.
WITHOUT_TEXT = {"stakeholders.ImportRun.targets"}
# Other ways to ask for a page than by its bare address.
QUERIES: dict[str, tuple[str, ...]] = {
    "stakeholders:table": ("?sort=name", "?missing=only_assumed", "?need=own_words"),
    "relationships:chart": ("?view=roles",),
    "personal_data": ("?as=json",),
}


def text_of(response: Any) -> str:
    """Everything in a response that a person or program could read: headers, and the inside of documents."""
    body = response.getvalue()
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    return "\n".join([headers, cookies, body.decode(errors="ignore"), *inside(body)])


def inside(body: bytes) -> Iterator[str]:
    if body.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield from (archive.read(name).decode(errors="ignore") for name in archive.namelist())


def walk(world: World, role: str) -> Iterator[tuple[str, str]]:
    """(url, all text) of every address, as this role gets it."""
    client = world.client(role)
    for name in addresses():
        if name not in ENTRANCES:
            url = world.address(name)
            for query in ("", *QUERIES.get(name, ())):
                yield url + query, text_of(client.get(url + query))


def every_log_line(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(f"{record.name} {logging.Formatter().format(record)} {record.args}" for record in caplog.records)


def every_session() -> str:
    return "\n".join(json.dumps(session.get_decoded(), default=str) for session in Session.objects.all())


def test_every_confidential_field_holds_a_canary(world: World) -> None:
    """Else the tests below would prove nothing about it: write something there in tests/world.py."""
    silent = [
        f"{model._meta.label}.{field.name}"
        for model, field in encrypted_fields()
        if not any(MARK in dumped(getattr(row, field.name)) for row in model._base_manager.all())
    ]
    assert set(silent) == WITHOUT_TEXT


def dumped(value: Any) -> str:
    return json.dumps(value).casefold()


def test_confidential_json_is_looked_into_as_well() -> None:
    assert any(isinstance(field, EncryptedJSONField) for _model, field in encrypted_fields())


def test_the_leader_does_see_the_canaries(world: World) -> None:
    """So that a search that finds nothing elsewhere means something: on pages, in sheets, in PDFs."""
    seen = [url for url, text in walk(world, "leader") if found_in(text)]
    for ending in ("/", "export.xlsx", "export.csv", "export.pdf", "chart.pdf", "refused.csv"):
        assert any(url.endswith(ending) for url in seen), ending


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_page_export_or_header_gives_an_outsider_anything_confidential(
    world: World, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert {url: found for url, text in walk(world, role) if (found := found_in(text))} == {}
    assert found_in(every_log_line(caplog)) == []
    assert found_in(every_session()) == []


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_refused_form_gives_an_outsider_anything_confidential(world: World, role: str) -> None:
    client = world.client(role)
    for row in [row for row in ROWS if row.method == "POST" and row.name not in ENTRANCES]:
        assert found_in(text_of(client.post(world.address(row.name)))) == [], row


@pytest.mark.parametrize("role", ["leader", "co_leader"])
def test_what_leaders_read_and_write_reaches_no_log_mail_or_session(
    world: World, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = world.client(role)
    for _url, _text in walk(world, role):
        pass
    for body in bodies(world):
        client.post(body.pop("url"), body)
    assert found_in(every_log_line(caplog)) == []
    assert found_in("\n".join(str(one.message()) for one in mail.outbox)) == []
    assert found_in(every_session()) == []


def bodies(world: World) -> Iterator[dict[str, str]]:
    """Forms with something confidential in them, right and wrong ones."""
    secret = "Kanarie" + "InEenFormulier"
    cell, table = world.address("stakeholders:cell"), f"{secret}\t{secret}\n" * 12
    yield {"url": world.address("stakeholders:add"), "name": secret, "kind": "organisation"}
    yield {"url": world.address("stakeholders:add"), "name": secret * 100, "kind": "organisation"}
    yield {"url": cell, "text": secret, "seen": "iets anders"}
    yield {"url": cell, "text": secret}
    yield {"url": world.address("stakeholders:paste"), "text": table, "keys": "name,influence", "rows": ""}
    yield {"url": world.address("stakeholders:import"), "text": f"Naam\n{secret}\n"}
    yield {"url": world.address("stakeholders:undo")}
    yield {"url": world.address("stakeholders:remove")}


# What only one of the leaders may see

ONLY_ME = [("leader", "co_leader", "only_leader"), ("co_leader", "leader", "only_co_leader")]


@pytest.mark.parametrize(("author", "other", "secret"), ONLY_ME)
def test_an_interest_for_oneself_is_on_ones_own_pages_and_in_ones_own_exports(
    world: World, author: str, other: str, secret: str
) -> None:
    seen = [url for url, text in walk(world, author) if found_in(text, getattr(world, secret))]
    assert len(seen) >= 3


@pytest.mark.parametrize(("author", "other", "secret"), ONLY_ME)
def test_an_interest_for_oneself_is_on_no_page_and_in_no_export_of_the_other_leader(
    world: World, author: str, other: str, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = {url: found for url, text in walk(world, other) if (found := found_in(text, getattr(world, secret)))}
    assert seen == {}
    assert found_in(every_log_line(caplog)) == []


@pytest.mark.parametrize(("author", "other", "secret"), ONLY_ME)
def test_searching_does_not_betray_an_interest_for_oneself(world: World, author: str, other: str, secret: str) -> None:
    def rows_found(role: str) -> bool:
        found = world.client(role).get(world.address("stakeholders:table"), {"q": getattr(world, secret)})
        return str(world.stakeholder.pk) in text_of(found)

    assert rows_found(author)
    assert not rows_found(other)


@pytest.mark.parametrize(("author", "other", "secret"), ONLY_ME)
def test_an_interest_for_oneself_survives_what_the_other_leader_writes_without_ever_being_shown(
    world: World, author: str, other: str, secret: str
) -> None:
    client, word, column = world.client(other), getattr(world, secret), COLUMN_BY_KEY["interests"]
    cell = world.address("stakeholders:cell", key="interests")
    said = [text_of(client.post(cell, {"text": "Rust in de wijk", "seen": "iets van vroeger"}))]
    said.append(text_of(client.post(cell, {"text": "Rust in de wijk"})))
    said.append(text_of(client.post(world.address("stakeholders:detail"), {"cell-interests": "Nog iets"})))
    said.append(text_of(client.post(world.address("stakeholders:undo"), follow=True)))
    assert [found_in(text, word) for text in said] == [[]] * len(said)
    world.stakeholder.refresh_from_db()
    assert word in column.text(world.stakeholder, world.person(author))
