import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.site import demo
from samenhang.site.house_style import contrast
from samenhang.site.models import HouseStyle
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Change, Stakeholder

type ClientOf = Callable[[Person | None], Client]


def test_a_first_visit_says_how_to_begin(client_of: ClientOf, stranger: Person) -> None:
    page = client_of(stranger).get("/").content.decode()
    assert "Begin met één zin" in page
    assert "Begin een initiatief" in page


def test_the_overview_advises_one_step_that_fits(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    client = client_of(leader)
    assert "Begin het krachtenveld" in client.get(f"/initiatives/{initiative.pk}/").content.decode()
    values = {key: COLUMN_BY_KEY[key].parse(text) for key, text in [("name", "School"), ("influence", "groot")]}
    school = editing.add(initiative, values, by=leader)
    Stakeholder.objects.filter(pk=school.pk).update(dimension=2)
    page = client.get(f"/initiatives/{initiative.pk}/").content.decode()
    assert "Werk aan de relatie met School." in page
    assert "Nu vooral eigenbelang." in page


def test_a_partner_sees_no_stage_and_no_advice(client_of: ClientOf, partner: Person, stakeholder: Stakeholder) -> None:
    page = client_of(partner).get(f"/initiatives/{stakeholder.initiative_id}/").content.decode()
    assert "U doet mee als partner." in page
    assert "Verken" not in page
    assert "Uw volgende stap" not in page


def test_pages_of_the_site_keep_within_the_budget_of_queries(client_of: ClientOf) -> None:
    demo.fill()
    leader = Person.objects.get(name__startswith="Samira")
    example = Initiative.objects.get(archived_at=None)
    client = client_of(leader)
    for address in ("/", f"/initiatives/{example.pk}/", f"/initiatives/{example.pk}/members/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= 12, address


def test_healthz_answers_without_signing_in(client_of: ClientOf) -> None:
    assert client_of(None).get("/healthz").json() == {"status": "ok", "database": connection.vendor}


def test_everything_about_a_partner_is_shown_handed_over_and_erased(
    client_of: ClientOf, leader: Person, co_leader: Person, stakeholder: Stakeholder
) -> None:
    column = COLUMN_BY_KEY["interests"]
    editing.write(stakeholder, column, column.merged(stakeholder, column.parse("Rust"), leader), leader)
    editing.write(
        stakeholder, column, column.merged(stakeholder, column.parse("Stil (alleen ik)"), co_leader), co_leader
    )
    address = f"/initiatives/{stakeholder.initiative_id}/stakeholders/{stakeholder.pk}/everything/"
    client = client_of(leader)
    handed_over = json.loads(client.get(address, {"as": "json"}).content)
    assert handed_over["facts"]["Partner"] == "Huisartsenpraktijk"
    assert "Stil" not in json.dumps(handed_over)
    assert client.post(address, {"name": "iets anders"}).status_code == 422
    assert Stakeholder.objects.exists()
    assert client.post(address, {"name": "Huisartsenpraktijk"}).status_code == 302
    assert not Stakeholder.objects.exists()
    assert not Change.objects.exists()


def test_only_the_administrator_changes_the_house_style(
    client_of: ClientOf, administrator: Person, leader: Person
) -> None:
    assert client_of(leader).get("/house-style/").status_code == 404
    assert client_of(administrator).get("/house-style/").status_code == 200


def test_a_colour_nobody_can_read_is_refused_with_the_reason(client_of: ClientOf, administrator: Person) -> None:
    answer = client_of(administrator).post("/house-style/", {"name": "Org", "action_light": "#FFCC00"})
    assert answer.status_code == 422
    assert "Kies een donkerdere kleur." in answer.content.decode()
    assert "#FFCC00" in answer.content.decode()
    assert not HouseStyle.objects.exists()


def test_a_house_style_is_served_from_our_own_host(client_of: ClientOf, administrator: Person) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><path d="M0 0"/></svg>'
    client = client_of(administrator)
    client.post(
        "/house-style/",
        {
            "name": "Org",
            "action_light": "#7a1f5c",
            "action_dark": "#f0b0dd",
            "logo_file": SimpleUploadedFile("l.svg", svg),
        },
    )
    page = client.get("/").content.decode()
    style = HouseStyle.current()
    assert f"/house-style/{style.version}/style.css" in page
    sheet = client.get(f"/house-style/{style.version}/style.css")
    assert "#7A1F5C" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    logo = client.get(f"/house-style/{style.version}/logo.svg").content.decode()
    assert "path" in logo
    assert "alert" not in logo


def test_contrast_is_computed_as_the_norm_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0E5460", "#FAF8F3") == pytest.approx(8.06, abs=0.01)


def test_a_logo_of_more_than_100_kb_is_refused(client_of: ClientOf, administrator: Person) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="' + b"M0 0" * 25_000 + b'"/></svg>'
    response = client_of(administrator).post("/house-style/", {"logo_file": SimpleUploadedFile("l.svg", svg)})
    assert response.status_code == 422
    assert "Dit logo kunnen wij niet gebruiken." in response.content.decode()
    assert not HouseStyle.current().logo


def test_a_removed_logo_is_gone(client_of: ClientOf, administrator: Person) -> None:
    HouseStyle(name="Org", logo="<svg/>").save()
    client = client_of(administrator)
    client.post("/house-style/", {"name": "Org", "remove_logo": "on"})
    assert client.get(f"/house-style/{HouseStyle.current().version}/logo.svg").status_code == 404


def test_the_demo_is_filled_once(db: None) -> None:
    demo.fill()
    demo.fill()
    assert Initiative.objects.count() == 2
    assert Stakeholder.objects.count() == len(demo.ROWS)


def test_a_form_in_an_encoding_that_cannot_be_read_gets_a_page(client_of: ClientOf) -> None:
    strange = "application/x-www-form-urlencoded; charset=utf-16"
    answer = client_of(None).post("/accounts/login/", "login=a", content_type=strange)
    assert answer.status_code == 400
    assert "Dit kunnen wij niet lezen" in answer.content.decode()


def test_a_file_that_is_not_there_is_not_kept_in_any_cache(client_of: ClientOf) -> None:
    answer = client_of(None).get("/static/unknown.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
