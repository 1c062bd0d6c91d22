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
TABLE = """
# address                            method lead- co-   part- other stran- adm-  no-
#                                           er    leader ner  leader ger   inist. body
home                                 GET    200   =     =     =     =     =     in
healthz                              GET    200   =     =     =     =     =     =
security_txt                         GET    404   =     =     =     =     =     =
help                                 GET    200   =     =     =     =     =     =
about                                GET    200   =     =     =     =     =     =
privacy                              GET    200   =     =     =     =     =     =
accessibility                        GET    200   =     =     =     =     =     =
house_style                          GET    404   =     =     =     =     200   in
house_style                          POST   404   =     =     =     =     302   in
house_style_css                      GET    200   =     =     =     =     =     =
house_style_logo                     GET    404   =     =     =     =     =     =
own_data                             GET    200   =     =     =     =     =     in
delete_account                       GET    again =     =     =     =     =     in
delete_account                       POST   again =     =     =     =     =     in
account_login                        GET    302   =     =     =     =     =     200
account_login                        POST   302   =     =     =     =     =     200
account_logout                       GET    200   =     =     =     =     =     in
account_logout                       POST   in    =     =     =     =     =     =
account_inactive                     GET    200   =     =     =     =     =     =
account_signup                       GET    302   =     =     =     =     =     200
account_signup                       POST   302   =     =     =     =     =     200
account_reauthenticate               GET    200   =     =     =     =     =     in
account_reauthenticate               POST   200   =     =     =     =     =     in
account_email                        GET    200   =     =     =     =     =     in
account_email                        POST   302   =     =     =     =     =     in
account_email_verification_sent      GET    200   =     =     =     =     =     =
account_confirm_email                GET    200   =     =     =     =     =     =
account_confirm_email                POST   404   =     =     =     =     =     =
account_change_password              GET    200   =     =     =     =     =     in
account_change_password              POST   200   =     =     =     =     =     in
account_set_password                 GET    302   =     =     =     =     =     in
account_set_password                 POST   302   =     =     =     =     =     in
account_reset_password               GET    200   =     =     =     =     =     =
account_reset_password               POST   200   =     =     =     =     =     =
account_confirm_login_code           GET    302   =     =     =     =     =     in
account_confirm_login_code           POST   302   =     =     =     =     =     in
account_reset_password_from_key_done GET    200   =     =     =     =     =     =
account_reset_password_from_key      GET    200   =     =     =     =     =     =
account_reset_password_from_key      POST   200   =     =     =     =     =     =
account_reset_password_done          GET    200   =     =     =     =     =     =
mfa_index                            GET    200   =     =     =     =     =     in
mfa_authenticate                     GET    302   =     =     =     =     =     in
mfa_authenticate                     POST   302   =     =     =     =     =     in
mfa_reauthenticate                   GET    200   again =     =     =     =     in
mfa_reauthenticate                   POST   200   again =     =     =     =     in
mfa_activate_totp                    GET    again =     =     =     =     =     in
mfa_activate_totp                    POST   again =     =     =     =     =     in
mfa_deactivate_totp                  GET    again 404   =     =     =     =     in
mfa_deactivate_totp                  POST   again 404   =     =     =     =     in
mfa_view_recovery_codes              GET    404   =     =     =     =     =     in
mfa_generate_recovery_codes          GET    again =     =     =     =     =     in
mfa_generate_recovery_codes          POST   again =     =     =     =     =     in
mfa_download_recovery_codes          GET    404   =     =     =     =     =     in
mfa_download_recovery_codes          POST   404   =     =     =     =     =     in
mfa_list_webauthn                    GET    200   =     =     =     =     =     in
mfa_add_webauthn                     GET    again =     =     =     =     =     in
mfa_add_webauthn                     POST   again =     =     =     =     =     in
mfa_reauthenticate_webauthn          GET    again =     =     =     =     =     in
mfa_reauthenticate_webauthn          POST   again =     =     =     =     =     in
mfa_remove_webauthn                  GET    again =     =     =     =     =     in
mfa_remove_webauthn                  POST   again =     =     =     =     =     in
mfa_edit_webauthn                    GET    again =     =     =     =     =     in
mfa_edit_webauthn                    POST   again =     =     =     =     =     in
mfa_login_webauthn                   GET    302   =     =     =     =     =     in
mfa_login_webauthn                   POST   302   =     =     =     =     =     in
socialaccount_login_cancelled        GET    200   =     =     =     =     =     =
socialaccount_login_error            GET    401   =     =     =     =     =     in
socialaccount_signup                 GET    in    =     =     =     =     =     =
socialaccount_signup                 POST   in    =     =     =     =     =     =
socialaccount_connections            GET    200   =     =     =     =     =     in
socialaccount_connections            POST   200   =     =     =     =     =     in
/accounts/social/login/cancelled/    GET    301   =     =     =     =     =     in
/accounts/social/login/error/        GET    301   =     =     =     =     =     in
/accounts/social/signup/             GET    301   =     =     =     =     =     in
/accounts/social/connections/        GET    301   =     =     =     =     =     in
openid_connect_login                 GET    404   =     =     =     =     =     =
openid_connect_login                 POST   404   =     =     =     =     =     =
openid_connect_callback              GET    404   =     =     =     =     =     =
openid_connect_callback              POST   404   =     =     =     =     =     =
usersessions_list                    GET    200   =     =     =     =     =     in
usersessions_list                    POST   302   =     =     =     =     =     in
accounts:profile                     GET    200   =     =     =     =     =     in
accounts:profile                     POST   422   =     =     =     =     =     in
accounts:email                       GET    again =     =     =     =     =     in
accounts:email                       POST   again =     =     =     =     =     in
accounts:security                    GET    200   =     =     =     =     =     in
accounts:end_session                 GET    405   =     =     =     =     =     in
accounts:end_session                 POST   302   404   =     =     =     =     in
accounts:sessions                    GET    200   =     =     =     =     =     in
accounts:end_other_sessions          GET    405   =     =     =     =     =     in
accounts:end_other_sessions          POST   302   =     =     =     =     =     in
accounts:single_sign_on              GET    405   =     =     =     =     =     =
accounts:single_sign_on              POST   404   =     =     =     =     =     =
accounts:language                    GET    405   =     =     =     =     =     =
accounts:language                    POST   302   =     =     =     =     =     =
initiatives:create                   GET    200   =     =     =     =     =     in
initiatives:create                   POST   422   =     =     =     =     =     in
initiatives:change                   GET    200   =     302   404   =     =     in
initiatives:change                   POST   422   =     403   404   =     =     in
initiatives:archive                  GET    405   =     =     =     =     =     in
initiatives:archive                  POST   302   403   =     404   =     =     in
initiatives:reopen                   GET    405   =     =     =     =     =     in
initiatives:reopen                   POST   302   403   =     404   =     =     in
initiatives:delete                   GET    200   403   =     404   =     =     in
initiatives:delete                   POST   422   403   =     404   =     =     in
initiatives:members                  GET    200   =     =     404   =     =     in
initiatives:remove_member            GET    405   =     =     =     =     =     in
initiatives:remove_member            POST   302   403   =     404   =     =     in
initiatives:invite                   GET    405   =     =     =     =     =     in
initiatives:invite                   POST   422   403   =     404   =     =     in
initiatives:revoke                   GET    405   =     =     =     =     =     in
initiatives:revoke                   POST   302   403   =     404   =     =     in
initiatives:invitation               GET    200   =     =     =     =     =     =
initiatives:invitation               POST   302   =     =     =     =     =     =
overview                             GET    200   =     =     404   =     =     in
personal_data                        GET    200   =     404   =     =     =     in
personal_data                        POST   422   =     404   =     =     =     in
stakeholders:table                   GET    200   =     404   =     =     =     in
stakeholders:add                     GET    405   =     =     =     =     =     in
stakeholders:add                     POST   422   =     404   =     =     =     in
stakeholders:paste                   GET    405   =     =     =     =     =     in
stakeholders:paste                   POST   302   =     404   =     =     =     in
stakeholders:undo                    GET    405   =     =     =     =     =     in
stakeholders:undo                    POST   302   =     404   =     =     =     in
stakeholders:columns                 GET    405   =     =     =     =     =     in
stakeholders:columns                 POST   302   =     404   =     =     =     in
stakeholders:removed                 GET    200   =     404   =     =     =     in
stakeholders:detail                  GET    200   =     404   =     =     =     in
stakeholders:detail                  POST   422   =     404   =     =     =     in
stakeholders:cell                    GET    200   =     404   =     =     =     in
stakeholders:cell                    POST   200   =     404   =     =     =     in
stakeholders:add_interest            GET    200   =     404   =     =     =     in
stakeholders:add_interest            POST   422   =     404   =     =     =     in
stakeholders:interest                GET    200   =     404   =     =     =     in
stakeholders:interest                POST   422   =     404   =     =     =     in
stakeholders:add_precondition        GET    200   =     404   =     =     =     in
stakeholders:add_precondition        POST   422   =     404   =     =     =     in
stakeholders:precondition            GET    200   =     404   =     =     =     in
stakeholders:precondition            POST   422   =     404   =     =     =     in
stakeholders:history                 GET    200   =     404   =     =     =     in
stakeholders:remove                  GET    405   =     =     =     =     =     in
stakeholders:remove                  POST   302   =     404   =     =     =     in
stakeholders:put_back                GET    405   =     =     =     =     =     in
stakeholders:put_back                POST   302   =     404   =     =     =     in
stakeholders:import                  GET    200   =     404   =     =     =     in
stakeholders:import                  POST   422   =     404   =     =     =     in
stakeholders:import_example          GET    200   =     404   =     =     =     in
stakeholders:import_sheet            GET    200   404   =     =     =     =     in
stakeholders:import_sheet            POST   422   404   =     =     =     =     in
stakeholders:import_mapping          GET    200   404   =     =     =     =     in
stakeholders:import_mapping          POST   422   404   =     =     =     =     in
stakeholders:import_preview          GET    200   404   =     =     =     =     in
stakeholders:import_preview          POST   302   404   =     =     =     =     in
stakeholders:import_run              GET    200   =     404   =     =     =     in
stakeholders:import_run              POST   302   =     404   =     =     =     in
stakeholders:import_result           GET    200   =     404   =     =     =     in
stakeholders:import_undo             GET    200   =     404   =     =     =     in
stakeholders:import_undo             POST   302   =     404   =     =     =     in
stakeholders:import_abandon          GET    405   =     =     =     =     =     in
stakeholders:import_abandon          POST   302   =     404   =     =     =     in
stakeholders:import_refused          GET    200   404   =     =     =     =     in
stakeholders:export_xlsx             GET    200   =     404   =     =     =     in
stakeholders:export_csv              GET    200   =     404   =     =     =     in
stakeholders:export_pdf              GET    200   =     404   =     =     =     in
stakeholders:form_pdf                GET    200   =     404   =     =     =     in
relationships:overview               GET    200   =     404   =     =     =     in
relationships:chart                  GET    200   =     404   =     =     =     in
relationships:chart_pdf              GET    200   =     404   =     =     =     in
relationships:where_to_begin         GET    200   =     404   =     =     =     in
relationships:relation               GET    200   =     404   =     =     =     in
relationships:relation               POST   422   =     404   =     =     =     in
relationships:relation_pdf           GET    200   =     404   =     =     =     in
relationships:change_observation     GET    200   403   404   =     =     =     in
relationships:change_observation     POST   422   403   404   =     =     =     in
relationships:delete_observation     GET    200   403   404   =     =     =     in
relationships:delete_observation     POST   302   403   404   =     =     =     in
relationships:take_back              GET    200   403   404   =     =     =     in
relationships:take_back              POST   302   403   404   =     =     =     in
"""

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
        if not words or words[0] == "#":
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


def test_the_table_itself_keeps_to_the_policy() -> None:
    """No row may give an outsider what belongs to an initiative, nor a partner what is confidential."""
    at = addresses()
    for row in [row for row in ROWS if "initiative_id" in at[row.name].arguments]:
        closed = {"405"} if row.expected["leader"] == "405" else {"404"}
        assert {row.expected[role] for role in ("other_leader", "stranger", "administrator")} == closed, row
        assert row.expected["nobody"] == SIGN_IN, row
        confidential = (
            row.name.startswith(("stakeholders:", "relationships:")) or "stakeholder_id" in at[row.name].arguments
        )
        if confidential:
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
