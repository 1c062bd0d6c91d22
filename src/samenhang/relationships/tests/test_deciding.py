from samenhang.accounts.models import Person
from samenhang.relationships.models import Assessment
from samenhang.relationships.tests.builders import observe
from samenhang.stakeholders.models import Stakeholder


def test_a_decision_rests_on_ones_own_observations(stakeholder: Stakeholder, leader: Person, co_leader: Person) -> None:
    seen = observe(stakeholder, leader, "asks_on")
    assert Assessment.decide(stakeholder, 1, by=co_leader).is_impression
    own = Assessment.decide(stakeholder, 3, by=leader)
    assert not own.is_impression
    assert list(own.rests_on.all()) == [seen]
