"""The result on a phone of somebody who took part, and for who leads."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, steering
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.entrance import keep
from samenhang.workshops.models import Answer, Board, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import close, go, leads, pile
from samenhang.workshops.tests.unpacking import squeeze, text_of

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def phone(client_of: ClientOf, participant: Participant) -> Client:
    """The device of somebody who took part."""
    client, answer = client_of(None), HttpResponse()
    keep(answer, {participant.board_id.hex: participant.pk.hex})
    client.cookies.load(answer.cookies.output(header=""))
    return client


def of_participant(board: Board, name: str = "maps:result") -> str:
    return reverse(name, args=[board.pk])


def of_leader(board: Board, name: str = "workshops:result") -> str:
    return reverse(name, args=[board.initiative_id, board.pk])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_who_took_part_reads_the_sentences_who_agreed_and_what_is_open(finished: Board, phone: Client) -> None:
    page = read(phone, of_participant(finished))
    for text in (
        "We luisteren eerst.",
        "1 van 2 akkoord · 1 met opmerking",
        "Ook naar wie stil is.",
        "Uit 2 bijdragen",
        "1 bijdrage is nog niet samen besproken.",
        "Wanneer gaat de afspraak in, en tot wanneer geldt zij?",
        "2 deelnemers",
    ):
        assert text in page, text


def test_what_one_of_three_agreed_to_has_no_tick_and_says_how_many_did_not_answer(
    finished: Board, phone: Client, leader: Person, client_of: ClientOf, residents: PartnerGroup
) -> None:
    assert re.search(r'data-tone="positive">.*?1 van 2 akkoord', read(phone, of_participant(finished)))
    Answer.objects.filter(verdict="remark").delete()
    for _each in range(2):
        Participant.objects.create(initiative_id=finished.initiative_id, board=finished, group=residents)
    for page in (read(phone, of_participant(finished)), read(client_of(leader), of_leader(finished))):
        assert "Nog te weinig antwoorden: 1 van 4 akkoord · 3 zonder antwoord" in page
        assert 'data-tone="positive"' not in page
    assert 'data-state="done"' not in read(phone, of_participant(finished))


def test_a_pile_that_clashes_stands_together_under_that_word(
    finished: Board, phone: Client, participant: Participant
) -> None:
    steering.reopen(finished)
    go(finished, Column.RELATIONS, Phase.WRITE)
    for text in ("Elke dag bellen", "Nooit bellen"):
        write(participant, text, Column.RELATIONS)
    go(finished, Column.RELATIONS, Phase.GROUP)
    clustering.sort(finished, leads(finished), pile(finished, "Elke dag bellen", "Nooit bellen"), "odds")
    close(finished)
    together = r"Botst</h4>.*2 bijdragen.*Nog geen gedeelde zin.*Elke dag bellen.*Nooit bellen.*</article>"
    assert re.search(together, read(phone, of_participant(finished)), re.DOTALL)
    told = text_of(phone.get(of_participant(finished, "maps:result_pdf")).content)
    assert squeeze("Botst – Elke dag bellen (Bewoners · Buurvrouw) – Nooit bellen (Bewoners · Buurvrouw)") in told


def test_who_leads_reads_the_same(finished: Board, leader: Person, client_of: ClientOf) -> None:
    page = read(client_of(leader), of_leader(finished))
    assert "We luisteren eerst." in page
    assert "De bijeenkomst is nog bezig." not in page


def test_before_closing_there_is_no_result_for_who_takes_part(finished: Board, phone: Client) -> None:
    steering.reopen(finished)
    answer = phone.get(of_participant(finished))
    assert answer.status_code == 404
    assert phone.get(of_participant(finished, "maps:result_pdf")).status_code == 404
    assert "Het resultaat komt zodra de begeleider de bijeenkomst afsluit." in answer.content.decode()


def test_until_closing_who_leads_reads_only_what_was_shown(
    finished: Board, leader: Person, client_of: ClientOf
) -> None:
    steering.reopen(finished)
    page = read(client_of(leader), of_leader(finished))
    assert "De bijeenkomst is nog bezig." in page
    assert "Ook naar wie stil is." not in page
    assert "akkoord" not in page
    steering.show_answers(finished, leads(finished), shown=True)
    assert "1 van 2 akkoord · 1 met opmerking" in read(client_of(leader), of_leader(finished))


def test_after_the_last_day_the_result_is_gone_for_who_took_part(
    finished: Board, workshop: Workshop, phone: Client
) -> None:
    Workshop.objects.update(cards_until=timezone.localdate())
    read(phone, of_participant(finished))
    Workshop.objects.update(cards_until=timezone.localdate() - timedelta(days=1))
    answer = phone.get(of_participant(finished))
    assert answer.status_code == 404
    assert "Dit resultaat is niet langer bewaard." in answer.content.decode()


def test_who_did_not_take_part_is_led_to_the_door(finished: Board, client_of: ClientOf) -> None:
    answer = client_of(None).get(of_participant(finished))
    assert (answer.status_code, answer["Location"]) == (302, reverse("join:enter_code"))


@pytest.mark.parametrize("name", ["result", "papers", "everything_xlsx", "everything_json"])
def test_who_does_not_lead_finds_nothing(
    name: str, finished: Board, partner: Person, stranger: Person, client_of: ClientOf
) -> None:
    for person in (partner, stranger):
        assert client_of(person).get(of_leader(finished, f"workshops:{name}")).status_code == 404


def test_the_files_with_everything_are_for_keeping_and_not_for_caches(
    finished: Board, leader: Person, client_of: ClientOf
) -> None:
    for name, kind in (("everything_xlsx", "xlsx"), ("everything_json", "json")):
        answer = client_of(leader).get(of_leader(finished, f"workshops:{name}"))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith('attachment; filename="samen-de-wijk-in-alles-')
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
        assert answer["Cache-Control"] == "no-store"


def test_the_pages_keep_to_the_budget_of_queries(
    finished: Board,
    phone: Client,
    leader: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        read(phone, of_participant(finished))
    client = client_of(leader)
    client.get("/")
    with django_assert_max_num_queries(10):
        read(client, of_leader(finished))
