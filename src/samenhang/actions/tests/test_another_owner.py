"""An answer counts for the owner one was asked as; by then it may be somebody else's."""

import pytest

from samenhang.accounts.models import Person
from samenhang.actions import acts
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative


@pytest.fixture
def given_away(initiative: Initiative, partner: Person, co_leader: Person) -> Action:
    """As the partner still reads it, while it is the co-leader's already."""
    read: Action = Action.objects.create(initiative=initiative, is_shared=True, shared_text="Zaal", owner=partner)
    Action.objects.update(owner=co_leader)
    return read


def test_a_yes_for_somebody_else_is_refused(given_away: Action, partner: Person) -> None:
    with pytest.raises(acts.ChangedMeanwhile):
        acts.accept(given_away, by=partner)
    assert Action.objects.get().accepted_at is None


def test_giving_back_what_is_somebody_elses_is_refused(given_away: Action, partner: Person, co_leader: Person) -> None:
    with pytest.raises(acts.ChangedMeanwhile):
        acts.give_back(given_away, "Geen tijd", by=partner)
    assert Action.objects.get().owner == co_leader
