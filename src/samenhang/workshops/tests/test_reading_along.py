"""Who leads and reads along learns no more of who wrote something than was promised."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import door
from samenhang.workshops.models import Board, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.conftest import write


def test_before_showing_a_group_of_few_has_no_mark_beside_anonymous_words_nor_their_order(
    workshop: Workshop,
    board: Board,
    residents: PartnerGroup,
    professionals: PartnerGroup,
    leader: Person,
    client_of: Callable[[Person | None], Client],
) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(naming={"1": "anonymous"}, reads_along=True)
    for group, text in [(residents, "Zuid"), (residents, "Oost"), (professionals, "Noord"), (residents, "West")]:
        write(door.join(board, name="", group=group, is_table=False), text)
    page = client_of(leader).get(reverse("workshops:preview", args=[board.initiative_id, board.pk])).content.decode()
    assert page.count("Bewoners") == 3
    assert "Professionals" not in page
    places = [page.index(f">{text}<") for text in ("Noord", "Oost", "West", "Zuid")]
    assert places == sorted(places)


def test_a_leader_who_only_looks_on_reads_nothing_before_it_is_shown(
    workshop: Workshop,
    board: Board,
    participant: Participant,
    leader: Person,
    co_leader: Person,
    client_of: Callable[[Person | None], Client],
) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(reads_along=True)
    write(participant, "Nog geheim")
    preview = reverse("workshops:preview", args=[board.initiative_id, board.pk])
    assert "Nog geheim" in client_of(leader).get(preview).content.decode()
    assert "Nog geheim" not in client_of(co_leader).get(preview).content.decode()
