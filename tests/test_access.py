"""Every address × every role.

What is not yours does not exist (404); what is yours to read only cannot be changed (403); who is not signed in is
led to the sign-in page. A new address fails here until it has its row.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from samenhang.stakeholders.models import Stakeholder
from tests.addresses import Address, addresses
from tests.world import ROLES, World

SIGN_IN, AGAIN = "in", "again"

# One row for each address and method: what each role gets. "=" is the same as to the left, "in" the sign-in page,
# "again" the page that asks for the password once more. A GET row for every address (405: it takes a POST only);
# a POST row for those that change something. What an address points at is the leader's: see tests/world.py.
TABLE = (Path(__file__).parent / "access_table.txt").read_text()

# What is posted where an empty form would not show that the door is open.
BODIES: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    expected: dict[str, str]


def rows() -> Iterator[Row]:
    for line in TABLE.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        name, method, *cells = words
        assert len(cells) == len(ROLES), f"{len(ROLES)} roles: {line}"
        for at, cell in enumerate(cells):
            if cell == "=":
                cells[at] = cells[at - 1]
        yield Row(name, method, dict(zip(ROLES, cells, strict=True)))


ROWS = list(rows())


def ask(world: World, role: str, method: str, address: Address, **instead: Any) -> HttpResponse:
    """The answer to one request; whatever it changed is taken back."""
    url = world.address(address.name, **instead)
    client = world.client(role)
    with transaction.atomic():
        data = {"sent": "yes"} | BODIES.get(address.name, {})
        response: HttpResponse = client.post(url, data) if method == "POST" else client.get(url)  # type: ignore[assignment]
        transaction.set_rollback(True)
    return response


def seen(response: HttpResponse) -> str:
    where = response.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse("account_login")):
        return SIGN_IN
    if response.status_code == 302 and where.startswith(reverse("account_reauthenticate")):
        return AGAIN
    return str(response.status_code)


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    with_get = {row.name for row in ROWS if row.method == "GET"}
    assert addresses().keys() - with_get == set(), "put these in TABLE"
    assert {row.name for row in ROWS} - addresses().keys() == set(), "take these out of TABLE"
    assert len({(row.name, row.method) for row in ROWS}) == len(ROWS)


# Among addresses of leaders: what a partner reads there is told by a test of its own.
OF_EVERY_MEMBER = {"workshops:list"}


def test_the_table_itself_keeps_to_the_policy() -> None:
    """No row may give an outsider what belongs to an initiative, nor a partner what is confidential."""
    at = addresses()
    for row in [row for row in ROWS if "initiative_id" in at[row.name].arguments]:
        closed = {"405"} if row.expected["leader"] == "405" else {"404"}
        assert {row.expected[role] for role in ("other_leader", "stranger", "administrator")} == closed, row
        assert row.expected["nobody"] == SIGN_IN, row
        confidential = (
            row.name.startswith(("stakeholders:", "relationships:", "workshops:"))
            or "stakeholder_id" in at[row.name].arguments
        )
        if confidential and row.name not in OF_EVERY_MEMBER:
            assert {row.expected["partner"]} == closed, row


def test_each_role_gets_what_the_table_says(world: World) -> None:
    wrong = [
        f"{row.name} {row.method} {role}: {expected} in the table, {found} found"
        for row in ROWS
        for role, expected in row.expected.items()
        if (found := seen(ask(world, role, row.method, addresses()[row.name]))) != expected
    ]
    assert wrong == []


# What may be written by merely asking: who is signed in, and how often somebody tried.
BOOKKEEPING = ("django_session", "usersessions", "cache")


def changes(world: World, role: str, method: str, name: str) -> list[str]:
    """The statements by which this request changed the data of the product."""
    address = addresses()[name]
    world.client(role)
    with CaptureQueriesContext(connection) as queries:
        ask(world, role, method, address)
    return [
        f"{name}: {query['sql'][:120]}"
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and not any(table in query["sql"].split("(")[0] for table in BOOKKEEPING)
    ]


def test_a_get_changes_nothing(world: World) -> None:
    """Browsers, previews of links and search engines follow links by themselves."""
    assert [change for name in addresses() for change in changes(world, "leader", "GET", name)] == []


def test_a_post_that_has_no_row_changes_nothing(world: World) -> None:
    with_post = {row.name for row in ROWS if row.method == "POST"}
    others = [name for name in addresses() if name not in with_post]
    assert [change for name in others for change in changes(world, "leader", "POST", name)] == []


def of_initiative() -> list[Row]:
    return [row for row in ROWS if "initiative_id" in addresses()[row.name].arguments]


def test_nothing_changes_in_an_archived_initiative_but_reopening_and_deleting(world: World) -> None:
    world.initiative.archive(by=world.person("leader"))
    open_still = {"initiatives:reopen", "initiatives:delete"}
    answers = {
        row.name: seen(ask(world, "leader", "POST", addresses()[row.name]))
        for row in of_initiative()
        if row.method == "POST"
    }
    assert {name for name, answer in answers.items() if answer != "403"} == open_still
    assert answers["initiatives:reopen"] == "302"


def test_everything_of_an_archived_initiative_can_still_be_read(world: World) -> None:
    world.initiative.archive(by=world.person("leader"))
    unread = [
        f"{row.name}: {answer}"
        for row in of_initiative()
        if row.method == "GET" and row.expected["leader"] == "200"
        if (answer := seen(ask(world, "leader", "GET", addresses()[row.name]))) not in {"200", "302", "403"}
    ]
    assert unread == []


def test_what_belongs_to_one_initiative_is_not_found_through_another_of_the_same_leader(world: World) -> None:
    at = addresses()
    for row in of_initiative():
        address = at[row.name]
        belongs = set(address.arguments) - {"initiative_id", "key", "version"}
        if belongs and row.expected["leader"] != "405":
            response = ask(world, "leader", row.method, address, initiative_id=world.elsewhere.pk)
            assert seen(response) == "404", row


def test_a_block_cannot_be_pasted_over_rows_of_another_initiative(world: World) -> None:
    other = Stakeholder.objects.create(initiative=world.elsewhere, name="Blijft zo")
    url = reverse("stakeholders:paste", args=[world.initiative.pk])
    world.client("leader").post(url, {"text": "Overschreven", "keys": "name", "rows": str(other.pk)})
    other.refresh_from_db()
    assert other.name == "Blijft zo"


def test_the_demo_door_is_not_there_outside_the_demo(world: World) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo_sign_in")
    for role in ("nobody", "leader"):
        assert world.client(role).post("/demo/sign-in/", {"role": "leader"}).status_code == 404


def run_with(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, since settings are read once."""
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{program}"],
        env=clean | {"DJANGO_SETTINGS_MODULE": "samenhang.site.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_demo_has_one_more_door_than_the_product(tmp_path: Path) -> None:
    program = "from tests.addresses import addresses; print(*addresses())"
    product, demo = (
        set(run_with(program, SAMENHANG_DATA_DIR=str(tmp_path), SAMENHANG_DEMO=on).stdout.split())
        for on in ("false", "true")
    )
    assert product
    assert demo - product == {"demo_sign_in"}


@pytest.mark.parametrize(
    "production",
    [
        {"SAMENHANG_URL": "https://samenhang.example.org"},
        {"SAMENHANG_URL": "http://samenhang.example.org"},
        {"DATABASE_URL": "postgres://localhost/samenhang"},
    ],
)
def test_the_demo_door_cannot_be_opened_on_a_real_installation(tmp_path: Path, production: dict[str, str]) -> None:
    refused = run_with("", SAMENHANG_DATA_DIR=str(tmp_path), SAMENHANG_DEMO="true", **production)
    assert refused.returncode != 0
    assert "The demo signs in without a password" in refused.stderr
