"""Which one step the overview advises, and what the stages say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Family, Intervention, Reflection
from samenhang.stakeholders.models import Stakeholder
from samenhang.workshops import steering
from samenhang.workshops.models import Board, Workshop

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def known(stakeholder: Stakeholder) -> Stakeholder:
    """A partner who can be advised: placed and assessed."""
    stakeholder.influence, stakeholder.attitude, stakeholder.dimension = 3, 2, 2
    stakeholder.save()
    return stakeholder


@pytest.fixture
def page(client_of: ClientOf, initiative: Initiative) -> Callable[[Person], str]:
    return lambda who: client_of(who).get(reverse("overview", args=[initiative.pk])).text


def think_up(stakeholder: Stakeholder, by: Person, count: int) -> Brainstorm:
    brainstorm = Brainstorm.begin(stakeholder, by)
    for number in range(count):
        ideas.add(brainstorm, key=uuids.uuid7(), text=f"Idee {number}", by=by)
    return brainstorm


def choose(brainstorm: Brainstorm, by: Person, **action: object) -> Intervention:
    made: Intervention = Intervention.objects.create(
        stakeholder=brainstorm.stakeholder,
        idea=brainstorm.ideas.all()[0],
        family=Family.ASKING,
        action=Action.objects.create(
            initiative=brainstorm.stakeholder.initiative, stakeholder=brainstorm.stakeholder, private_text="x", **action
        ),
        chosen_by=by,
    )
    return made


def test_a_brainstorm_is_gone_on_with_until_there_are_enough_ideas(
    page: Callable[[Person], str], leader: Person, known: Stakeholder
) -> None:
    think_up(known, leader, 4)
    assert "Bedenk verder wat u kunt doen bij Huisartsenpraktijk." in page(leader)
    assert "U bedenkt wat u kunt doen." in page(leader)


def test_with_enough_ideas_one_chooses(page: Callable[[Person], str], leader: Person, known: Stakeholder) -> None:
    think_up(known, leader, 5)
    assert "Kies wat u gaat doen bij Huisartsenpraktijk." in page(leader)


def test_a_relation_in_which_something_runs_is_not_advised_again(
    page: Callable[[Person], str], leader: Person, known: Stakeholder
) -> None:
    choose(think_up(known, leader, 5), leader)
    assert "Werk aan de relatie" not in page(leader)
    assert "1 interventie loopt." in page(leader)


def test_what_was_done_is_looked_back_on(page: Callable[[Person], str], leader: Person, known: Stakeholder) -> None:
    choose(think_up(known, leader, 5), leader, outcome=Outcome.DONE, ended_at=timezone.now())
    assert "Kijk terug op wat u deed bij Huisartsenpraktijk." in page(leader)
    known.removed_at = timezone.now()
    known.save()
    assert "Kijk terug op" not in page(leader)


def test_a_choice_counts_until_it_is_dropped_or_off_the_list_and_always_once_looked_back_on(
    page: Callable[[Person], str], leader: Person, known: Stakeholder
) -> None:
    choice = "Kies wat u gaat doen bij Huisartsenpraktijk."
    chosen = choose(think_up(known, leader, 5), leader)
    assert choice not in page(leader)
    Action.objects.update(removed_at=timezone.now())
    assert choice in page(leader)
    Reflection.objects.create(
        initiative=known.initiative, intervention=chosen, by=leader, what_happened="Het liep goed"
    )
    assert choice not in page(leader)


def test_a_partner_is_asked_for_an_answer_and_sees_only_what_is_shared(
    page: Callable[[Person], str], partner: Person, known: Stakeholder
) -> None:
    Action.objects.create(initiative=known.initiative, private_text="Geheim", due=timezone.localdate())
    assert "Nu wacht er niets op u." in page(partner)
    assert "Hier komt wie wat doet, en wanneer." in page(partner)
    Action.objects.create(initiative=known.initiative, is_shared=True, shared_text="Zaal", owner=partner)
    told = page(partner)
    assert "Eén actie wacht op uw ja." in told
    assert "1 actie staat open." in told
    assert "Verken" not in told


def test_ones_own_late_action_is_named_and_a_postponed_one_is_not(
    page: Callable[[Person], str], partner: Person, initiative: Initiative
) -> None:
    today = timezone.localdate()
    late = Action.objects.create(
        initiative=initiative,
        is_shared=True,
        shared_text="Zaal",
        owner=partner,
        accepted_at=timezone.now(),
        due=today - timedelta(days=1),
    )
    assert "Eén actie van u is te laat." in page(partner)
    late.postponed_until = today + timedelta(days=3)
    late.save()
    assert "te laat" not in page(partner)


@pytest.fixture
def board(initiative: Initiative, leader: Person) -> Board:
    """Of a workshop a week from now."""
    day = timezone.localdate() + timedelta(days=7)
    workshop = Workshop.objects.create(initiative=initiative, title="Samen de wijk in", goal="Hoe?", day=day)
    made: Board = Board.objects.create(initiative=initiative, workshop=workshop, facilitator=leader)
    return made


def test_a_workshop_that_is_near_is_prepared_first(
    page: Callable[[Person], str], leader: Person, partner: Person, known: Stakeholder, board: Board
) -> None:
    told = page(leader)
    assert "Bereid de workshop “Samen de wijk in” voor." in told
    assert "draaiboek" in told
    assert "1 workshop komt nog." in told
    assert "Samen de wijk in" not in page(partner)
    assert "1 workshop komt nog." in page(partner)


def test_on_the_day_itself_the_workshop_is_opened_until_it_is_over(
    page: Callable[[Person], str], leader: Person, known: Stakeholder, board: Board
) -> None:
    Workshop.objects.update(day=timezone.localdate())
    assert "Vandaag is de workshop “Samen de wijk in”." in page(leader)
    steering.close(board, leader)
    told = page(leader)
    assert "Vandaag is de workshop" not in told
    assert "1 workshop is afgesloten." in told


def test_a_workshop_that_is_far_off_or_ready_waits(
    page: Callable[[Person], str], leader: Person, known: Stakeholder, board: Board
) -> None:
    workshop = board.workshop
    workshop.invitees.create(initiative=workshop.initiative, name="Iemand", say="decides")
    workshop.script.create(initiative=workshop.initiative, position=1, minutes=60, part="Alles")
    assert "Bereid de workshop" not in page(leader)
    workshop.script.all().delete()
    assert "Bereid de workshop" in page(leader)
    Workshop.objects.update(day=timezone.localdate() + timedelta(days=30))
    assert "Bereid de workshop" not in page(leader)


def test_after_a_workshop_its_result_is_read_first_and_not_the_beginning_of_everything(
    page: Callable[[Person], str], leader: Person, initiative: Initiative
) -> None:
    assert "Begin het krachtenveld" in page(leader)
    workshop = Workshop.objects.create(initiative=initiative, title="Aan tafel", goal="x")
    board = Board.objects.create(initiative=initiative, workshop=workshop, facilitator=leader)
    steering.close(board, leader)
    told = page(leader)
    assert "Lees wat de workshop “Aan tafel” opleverde." in told
    assert reverse("workshops:result", args=[initiative.pk, board.pk]) in told
    assert "Begin het krachtenveld" not in told
    Board.objects.update(closed_at=timezone.now() - timedelta(days=8))
    assert "Begin het krachtenveld" in page(leader)
