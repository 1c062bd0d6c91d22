"""Two people press something at the same moment, or a page is used that is old: nobody loses, nothing breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.workshops import clustering, door, preparing, steering
from samenhang.workshops.cards import Arrival, KeyTaken, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Card, Invitee, Participant, PartnerGroup, ScriptRow, Workshop
from samenhang.workshops.reading import reading_of
from samenhang.workshops.tests.conftest import said, write
from samenhang.workshops.tests.finished import go, pile

type ClientOf = Callable[[Person | None], Client]
type PhoneOf = Callable[..., Client]


@pytest.fixture
def shown(board: Board, participant: Participant, other: Participant, leader: Person) -> list[Card]:
    for who, text in [(participant, "Bellen"), (other, "Eten")]:
        write(who, text)
    steering.go_to(board, leader, 0, Phase.GROUP)
    board.refresh_from_db()
    return list(board.cards.on_the_map().order_by("number"))


@pytest.fixture
def helper(board: Board, phone_of: PhoneOf) -> Client:
    """The phone of a participant who may help with laying together."""
    phone = phone_of(board, "Helper")
    Participant.objects.filter(name="Helper").update(is_helper=True)
    return phone


def of_desk(board: Board, name: str, *more: object) -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk, *more])


def test_who_comes_too_late_reads_that_somebody_else_was_faster(
    board: Board, shown: list[Card], leader: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = pile(board, "Bellen")
    desk = client_of(leader)
    word = clustering.word

    def word_too_late(*args: object, **said: object) -> object:
        clustering.take_apart(board, leader, shown[:1])
        return word(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(clustering, "word", word_too_late)
    answer = desk.post(of_desk(board, "word", laid.pk), {"statement": "We bellen.", "seen": ""})
    assert answer.status_code == 409
    assert "Iemand anders was u voor." in answer.content.decode()


@pytest.mark.parametrize("onto", ["x", "\x00", "9" * 40, "0191d1d0-0000-7000-8000-000000000000"])
def test_a_helper_who_names_no_pile_lays_nothing(onto: str, board: Board, shown: list[Card], helper: Client) -> None:
    asked = {"cards": [str(shown[0].pk)], "onto": onto}
    assert helper.post(reverse("maps:helping", args=[board.pk]), asked).status_code == 302
    assert not board.clusters.present().exists()


@pytest.mark.parametrize(("stage", "phase"), [(0, Phase.CHOOSE), (0, Phase.AGREE), (1, Phase.GROUP)])
def test_a_helper_helps_with_what_is_being_laid_together_and_nothing_else(
    stage: int, phase: Phase, board: Board, shown: list[Card], helper: Client, leader: Person
) -> None:
    steering.go_to(board, leader, stage, phase)
    before = list(board.clusters.present())
    helper.post(reverse("maps:helping", args=[board.pk]), {"cards": [str(card.pk) for card in shown]})
    assert list(board.clusters.present()) == before


def test_only_contributions_of_this_map_are_kept_apart(
    board: Board, shown: list[Card], leader: Person, client_of: ClientOf
) -> None:
    desk = client_of(leader)
    made_up = [str(uuid7()) for _one in range(50)]
    desk.post(of_desk(board, "keep_apart"), {"cards": [*made_up, str(shown[0].pk)]})
    board.refresh_from_db()
    assert board.kept_apart == []
    for _press in range(2):
        desk.post(of_desk(board, "keep_apart"), {"cards": [str(card.pk) for card in shown]})
    board.refresh_from_db()
    assert len(board.kept_apart) == 1


def test_two_who_change_an_action_at_once_do_not_wipe_what_the_other_filled_in(
    board: Board, participant: Participant, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    go(board, Column.ACTIONS, Phase.WRITE)
    write(participant, "We bellen.", Column.ACTIONS)
    go(board, Column.ACTIONS, Phase.GROUP)
    laid = pile(board, "We bellen.", statement="We bellen.")
    Board.objects.filter(pk=board.pk).update(second=co_leader)
    address = of_desk(board, "word", laid.pk)
    opened = {"seen": "We bellen.", "seen_who": "", "seen_due": ""}
    first = opened | {"statement": "We bellen.", "who": "Ada", "due": "2027-01-15"}
    assert client_of(leader).post(address, first).status_code == 302
    # Other words only: who and when stay.
    words = opened | {"statement": "We bellen elkaar.", "who": "", "due": ""}
    assert client_of(co_leader).post(address, words).status_code == 302
    laid.refresh_from_db()
    assert (laid.statement, laid.who, laid.due) == ("We bellen elkaar.", "Ada", date(2027, 1, 15))
    # Somebody else than who stands there now: both are shown, and saving once more is a choice.
    other = opened | {"seen": "We bellen elkaar.", "statement": "We bellen elkaar.", "who": "Bo", "due": ""}
    answer = client_of(co_leader).post(address, other)
    assert answer.status_code == 409
    assert "Ada · 15 januari 2027" in answer.content.decode()
    assert 'name="seen_who" value="Ada"' in answer.content.decode()
    chosen = other | {"seen_who": "Ada", "seen_due": "2027-01-15"}
    assert client_of(co_leader).post(address, chosen).status_code == 302
    laid.refresh_from_db()
    assert (laid.who, laid.due) == ("Bo", None)


def test_who_chose_a_group_that_is_taken_out_meanwhile_chooses_another(
    board: Board, residents: PartnerGroup, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    join = door.join

    def join_too_late(*args: object, **said: object) -> object:
        preparing.remove_group(residents, reading_of(residents))
        return join(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "join", join_too_late)
    answer = client_of(None).post(reverse("join:join", args=[board.code]), {"name": "", "group": str(residents.pk)})
    assert answer.status_code == 409
    assert "Deze groep is er niet meer. Kies een andere." in answer.content.decode()
    assert not board.participants.exists()


def test_what_was_taken_out_does_not_come_back_when_somebody_else_changes_it(
    workshop: Workshop, residents: PartnerGroup, leader: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitee = Invitee.objects.create(initiative_id=workshop.initiative_id, workshop=workshop, name="Ada")
    row = ScriptRow.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, position=1, minutes=5, part="Welkom"
    )
    desk, save = client_of(leader), Model.save

    def save_too_late(self: Model, **options: Any) -> None:
        type(self)._default_manager.filter(pk=self.pk).delete()
        save(self, **options)

    for name, one in [("invitee", invitee), ("row", row)]:
        address = reverse(f"workshops:{name}", args=[workshop.initiative_id, workshop.pk, one.pk])
        typed = filled_in(desk.get(address).context["form"])
        with monkeypatch.context() as patched:
            patched.setattr(type(one), "save", save_too_late)
            assert desk.post(address, typed).status_code == 404


def filled_in(form: BaseForm) -> dict[str, Any]:
    """What a browser sends of a form as it was drawn."""
    return {one.html_name: one.value() for one in form if one.value() is not None and one.value() is not False}


def test_another_name_of_a_group_reaches_who_looks_at_the_map(
    board: Board, residents: PartnerGroup, shown: list[Card], leader: Person, client_of: ClientOf, phone_of: PhoneOf
) -> None:
    phone, page = phone_of(board), reverse("maps:map", args=[board.pk])
    assert "Bewoners" in phone.get(page).content.decode()
    address = reverse("workshops:group", args=[board.initiative_id, board.workshop_id, residents.pk])
    desk = client_of(leader)
    typed = filled_in(desk.get(address).context["form"]) | {"name": "Buurt"}
    assert desk.post(address, typed).status_code == 302
    read = phone.get(page).content.decode()
    assert "</svg>Buurt" in read
    assert "Bewoners" not in read


@pytest.mark.django_db(transaction=True)
def test_changing_the_workshop_and_leading_its_map_on_do_not_wait_for_each_other_for_ever(
    board: Board, leader: Person
) -> None:
    def change() -> None:
        with transaction.atomic():
            preparing.change(preparing.hold(board.workshop))

    for phase in (Phase.REVEAL, Phase.GROUP, Phase.CHOOSE, Phase.AGREE) * 2:
        all_at_once([change, lambda phase=phase: steering.go_to(board, leader, 0, phase), change])  # type: ignore[misc]
        board.refresh_from_db()
        assert board.phase == phase


def test_a_key_that_came_in_on_another_map_at_the_same_moment_is_taken(
    board: Board, participant: Participant, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Board.objects.create(initiative_id=board.initiative_id, workshop=workshop, group=participant.group)
    contribution = said("Bellen")
    take = Arrival.take

    def take_too_late(self: Arrival, *args: object) -> object:
        outcome = take(self, *args)  # type: ignore[arg-type]
        Card.objects.create(
            id=contribution.key,
            initiative_id=board.initiative_id,
            board=elsewhere,
            column=1,
            number=1,
            text="Elders",
            created_at=timezone.now(),
        )
        return outcome

    monkeypatch.setattr(Arrival, "take", take_too_late)
    with pytest.raises(KeyTaken):
        contribute(participant, contribution)


# A series


@pytest.fixture
def of_residents(board: Board, workshop: Workshop, residents: PartnerGroup, leader: Person) -> Board:
    """The map of one group in a series, with a sentence."""
    Workshop.objects.filter(pk=workshop.pk).update(kind=Workshop.Kind.SERIES)
    return with_sentence(workshop, residents, leader)


def with_sentence(workshop: Workshop, group: PartnerGroup, leader: Person) -> Board:
    made: Board = Board.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, group=group, facilitator=leader, door_is_open=True
    )
    member = Participant.objects.create(initiative_id=workshop.initiative_id, board=made, group=group)
    write(member, f"Van {group.name}")
    steering.go_to(made, leader, 0, Phase.AGREE)
    return made


def test_what_one_group_said_is_never_laid_on_the_map_of_another(
    of_residents: Board, workshop: Workshop, professionals: PartnerGroup, leader: Person, client_of: ClientOf
) -> None:
    elsewhere = with_sentence(workshop, professionals, leader)
    assert client_of(leader).post(of_desk(elsewhere, "bring_in")).status_code == 404
    assert [card.text for card in elsewhere.cards.all()] == ["Van Professionals"]


def test_sentences_of_groups_can_be_brought_in_again_after_that_was_taken_back(
    board: Board, of_residents: Board, leader: Person, client_of: ClientOf
) -> None:
    desk = client_of(leader)
    desk.post(of_desk(board, "bring_in"))
    desk.post(of_desk(board, "undo"))
    desk.post(of_desk(board, "bring_in"))
    assert [card.text for card in board.cards.on_the_map()] == ["Van Bewoners"]
