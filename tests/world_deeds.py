"""What people do in the world of `world.py`: actions, and interventions from the brainstorm to looking back."""

from typing import TYPE_CHECKING

import uuid_utils.compat as uuids
from django.utils import timezone

from samenhang.actions.models import Action, CalendarFeed
from samenhang.interventions import ideas
from samenhang.interventions.models import (
    Brainstorm,
    Door,
    Family,
    Intervention,
    Reflection,
    Thinker,
    Weighing,
)
from samenhang.relationships.models import Deed

if TYPE_CHECKING:
    from tests.world import World


def fill_interventions(world: "World") -> None:
    """A brainstorm with an open door and all that can come of it: chosen and running, done, and looked back on."""
    leader, row = world.person("leader"), world.stakeholder
    row.refresh_from_db()
    brainstorm = Brainstorm.begin(row, leader)
    brainstorm.early_why, brainstorm.early_by, brainstorm.early_at = "Daarom", leader, timezone.now()
    brainstorm.save()
    door = Door.objects.create(
        initiative=world.initiative, brainstorm=brainstorm, question="Wat zou helpen?", opened_by=leader
    )
    thinker = Thinker.objects.create(initiative=world.initiative, door=door, name="Een meedenker")
    own = ideas.add(brainstorm, key=uuids.uuid7(), text="Vraag het", by=leader)
    ideas.add(brainstorm, key=uuids.uuid7(), text="Loop mee", thinker=thinker, is_shared=True)
    for role in ("leader", "co_leader"):
        Weighing.objects.create(
            initiative=world.initiative, idea=own, by=world.person(role), fits={str(world.interest.pk): 2}, purpose="Zo"
        )
    running, done = (
        Intervention.objects.create(
            stakeholder=row,
            idea=ideas.add(brainstorm, key=uuids.uuid7(), text=f"Doe dit {number}", by=leader),
            action=private_action(world),
            family=Family.ASKING,
            chosen_by=leader,
            first_step="Bel",
            opening="Goedemorgen",
            will_not="Uitleggen",
        )
        for number in range(2)
    )
    Reflection.objects.create(
        initiative=world.initiative,
        intervention=done,
        by=leader,
        what_happened="Dit",
        deed=Deed.objects.create(stakeholder=row, by=leader, what="Gebeld"),
    )
    world.values_of_interventions = {
        "brainstorm_id": brainstorm.pk,
        "idea_id": own.pk,
        "intervention_id": running.pk,
        "code": door.code,
    }


def private_action(world: "World") -> Action:
    leader = world.person("leader")
    made: Action = Action.objects.create(
        initiative=world.initiative,
        stakeholder=world.stakeholder,
        private_text="Bel de voorzitter",
        owner=leader,
        accepted_at=timezone.now(),
        due=timezone.localdate(),
        origin="/",
        why="Omdat",
        created_by=leader,
    )
    return made


def fill_actions(world: "World") -> None:
    """A shared action of the partner, with something private beside it; and a calendar that is read from outside."""
    Action.objects.create(
        initiative=world.initiative,
        is_shared=True,
        shared_text="Regel de zaal",
        private_text="Zij moeten het zelf doen",
        why="Omdat",
        owner=world.person("partner"),
        due=timezone.localdate(),
        created_by=world.person("leader"),
    )
    CalendarFeed.objects.create(person=world.person("leader"))
