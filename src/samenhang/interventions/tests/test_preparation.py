"""Preparing: two people who write at once, and the sheet on screen and on paper."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from samenhang.accounts.models import Person
from samenhang.interventions.models import Intervention, Weighing
from samenhang.interventions.preparing import WRITTEN
from samenhang.interventions.tests.chosen import choose
from samenhang.stakeholders.models import Interest, Precondition, Sensitivity, Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(intervention: Intervention, name: str = "intervention") -> str:
    return reverse(f"interventions:{name}", args=[intervention.stakeholder.initiative_id, intervention.pk])


def typed(intervention: Intervention, **texts: str) -> dict[str, str]:
    """What the form sends that was opened when the intervention was as it is here."""
    read = {name: getattr(intervention, name) for name in WRITTEN}
    return read | {f"seen-{name}": text for name, text in read.items()} | texts


@pytest.fixture
def chosen(stakeholder: Stakeholder, leader: Person) -> Intervention:
    return choose(stakeholder, leader, first_step="Bel de praktijk")


def test_a_preparation_is_kept(chosen: Intervention, leader: Person, client_of: ClientOf) -> None:
    answer = client_of(leader).post(
        url(chosen), typed(chosen, opening="Mag ik meelopen?", will_not="Ons plan\r\nuitleggen")
    )
    assert answer.status_code == 302
    chosen.refresh_from_db()
    assert (chosen.first_step, chosen.opening) == ("Bel de praktijk", "Mag ik meelopen?")
    assert chosen.will_not == "Ons plan\nuitleggen"


def test_two_who_write_different_texts_both_keep_theirs(
    chosen: Intervention, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    first, second = typed(chosen, opening="Van de een"), typed(chosen, will_not="Van de ander")
    assert client_of(leader).post(url(chosen), first).status_code == 302
    assert client_of(co_leader).post(url(chosen), second).status_code == 302
    chosen.refresh_from_db()
    assert (chosen.opening, chosen.will_not) == ("Van de een", "Van de ander")


def test_two_who_write_the_same_text_get_both_to_see_and_nothing_is_lost(
    chosen: Intervention, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client = client_of(co_leader)
    client_of(leader).post(url(chosen), typed(chosen, opening="Van de leider", first_step="Mail eerst"))
    answer = client.post(url(chosen), typed(chosen, opening="Van de medeleider"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Van de leider" in html
    assert re.search(r"<textarea[^>]*name=\"opening\"[^>]*>\s*Van de medeleider</textarea>", html)
    assert re.search(r"<textarea[^>]*name=\"first_step\"[^>]*>\s*Mail eerst</textarea>", html)
    chosen.refresh_from_db()
    assert chosen.opening == "Van de leider"
    again = typed(chosen, opening="Van de medeleider")
    assert client.post(url(chosen), again).status_code == 302
    chosen.refresh_from_db()
    assert (chosen.opening, chosen.first_step) == ("Van de medeleider", "Mail eerst")


def test_a_text_that_is_too_long_is_refused_and_kept_on_the_page(
    chosen: Intervention, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(chosen), typed(chosen, opening="x" * 2001, will_not="Blijft staan"))
    assert answer.status_code == 422
    assert "Blijft staan" in answer.content.decode()
    chosen.refresh_from_db()
    assert chosen.will_not == ""


def test_the_sheet_holds_all_one_needs_and_nothing_of_another(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    fill_in(chosen, stakeholder, leader, co_leader)
    html = client_of(leader).get(url(chosen, "preparation")).content.decode()
    for text in (*ON_THE_SHEET, "Vertrouwelijk · gemaakt door Leider"):
        assert text.lower() in html.lower(), text
    assert "Geheim van de ander" not in html


ON_THE_SHEET = (
    "Huisartsenpraktijk",
    "Respect en interesse",
    "Minder volle spreekuren",
    "Zelf gezegd",
    "Raad stemt in",
    "Een ochtend meelopen",
    "Bel de praktijk",
    "Mag ik meelopen?",
    "Ons plan uitleggen",
    "Ik wil leren hoe u werkt.",
)


def fill_in(chosen: Intervention, stakeholder: Stakeholder, leader: Person, co_leader: Person) -> None:
    Interest.objects.create(stakeholder=stakeholder, text="Minder volle spreekuren", basis="said", author=leader)
    Interest.objects.create(
        stakeholder=stakeholder, text="Geheim van de ander", author=co_leader, sensitivity=Sensitivity.ONLY_ME
    )
    Precondition.objects.create(stakeholder=stakeholder, text="Raad stemt in", absolute=True)
    chosen.opening, chosen.will_not = "Mag ik meelopen?", "Ons plan uitleggen"
    chosen.save()
    Weighing.objects.create(
        initiative_id=stakeholder.initiative_id, idea=chosen.idea, by=leader, purpose="Ik wil leren hoe u werkt."
    )


def test_the_sheet_on_paper_says_the_same_and_whose_it_is(
    chosen: Intervention,
    stakeholder: Stakeholder,
    leader: Person,
    co_leader: Person,
    client_of: ClientOf,
) -> None:
    fill_in(chosen, stakeholder, leader, co_leader)
    answer = client_of(leader).get(url(chosen, "preparation_pdf"))
    assert answer["Cache-Control"] == "no-store"
    assert "voorbereiding" in answer["Content-Disposition"]
    paper = PdfReader(BytesIO(answer.content))
    root: Any = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for words in (*ON_THE_SHEET, "Vertrouwelijk · Leider"):
        assert words in text, words
    assert "Geheim van de ander" not in text


def test_an_empty_sheet_says_what_is_not_there_yet(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    bare = choose(stakeholder, leader, action=None)
    client = client_of(leader)
    assert "Nog niet opgeschreven." in client.get(url(bare, "preparation")).content.decode()
    assert client.get(url(bare, "preparation_pdf")).content.startswith(b"%PDF")
