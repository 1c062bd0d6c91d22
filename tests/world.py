"""One initiative with something in every corner, written by its leaders, and a canary in every confidential text.

A canary is a word that stands nowhere else: where it is found, that text got out. Its name tells which text it was.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.test import Client
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.documents.spreadsheets import Sheet, Workbook
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Invitation, Membership
from samenhang.privacy.fields import EncryptedField, EncryptedJSONField
from samenhang.relationships.models import Assessment, Observation
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY, InterestsColumn
from samenhang.stakeholders.importing import steps
from samenhang.stakeholders.importing.models import ImportRun, Stage
from samenhang.stakeholders.importing.rows import Reading
from samenhang.stakeholders.importing.running import go_on
from samenhang.stakeholders.models import Dimension, Interest, Kind, Need, NeedKind, Precondition, Stakeholder
from tests.addresses import addresses
from tests.world_deeds import fill_actions, fill_interventions
from tests.world_workshops import as_participant, fill_workshops

ROLES = ("leader", "co_leader", "partner", "other_leader", "stranger", "administrator", "nobody", "participant")
MARK = "kanarie"


def canary(name: str) -> str:
    """A word of letters and digits only, so that no format changes it."""
    plain = "".join(part for part in name if part.isalnum())
    return f"Kanarie{plain}{secrets.token_hex(3)}"


@dataclass
class World:
    people: dict[str, Person | None]
    client_of: Callable[[Person | None], Client]
    initiative: Initiative
    elsewhere: Initiative
    stakeholder: Stakeholder
    removed: Stakeholder
    interest: Interest
    only_leader: str = field(default_factory=lambda: canary("OnlyLeader"))
    only_co_leader: str = field(default_factory=lambda: canary("OnlyCoLeader"))
    totp_secret: str = field(default_factory=generate_totp_secret)
    cookies: dict[str, Any] = field(default_factory=dict)
    values_of_interventions: dict[str, Any] = field(default_factory=dict)
    values_of_workshops: dict[str, Any] = field(default_factory=dict)
    participant_cookie: str = ""

    def client(self, role: str) -> Client:
        """A browser of its own, signed in once for all."""
        if role not in self.cookies:
            self.cookies[role] = self.client_of(self.people.get(role)).cookies
        client = self.client_of(None)
        client.cookies.update(self.cookies[role])
        return as_participant(client, self.participant_cookie) if role == "participant" else client

    def person(self, role: str) -> Person:
        found = self.people[role]
        assert found
        return found

    def fix_values(self) -> None:
        """Look up `values` before any page is asked for: some pages tidy up what an address points at."""
        assert self.values

    @cached_property
    def values(self) -> dict[str, Any]:
        """What each argument of an address stands for here; "address.argument" goes before "argument"."""
        leader, initiative = self.person("leader"), self.initiative
        precondition = self.stakeholder.preconditions.first()
        observation = self.stakeholder.observations.get(by=leader)
        assessment = self.stakeholder.assessments.filter(by=leader).first()
        invitation = initiative.invitations.get()
        runs = {run.stage: run.pk for run in ImportRun.objects.filter(initiative=initiative)}
        finished = ImportRun.objects.get(initiative=initiative, refused__isnull=False, stage="finished")
        assert precondition
        assert assessment
        return (
            {
                "initiative_id": initiative.pk,
                "action_id": initiative.actions.get(is_shared=True).pk,
                "feed_id": leader.calendar_feeds.get().pk,
                "stakeholder_id": self.stakeholder.pk,
                "stakeholders:put_back.stakeholder_id": self.removed.pk,
                "key": "notes",
                "stakeholders:interest.item_id": self.interest.pk,
                "stakeholders:precondition.item_id": precondition.pk,
                "observation_id": observation.pk,
                "assessment_id": assessment.pk,
                "run_id": finished.pk,
                "stakeholders:import_sheet.run_id": runs["sheet"],
                "stakeholders:import_mapping.run_id": runs["mapping"],
                "stakeholders:import_preview.run_id": runs["preview"],
                "stakeholders:import_run.run_id": runs["running"],
                "stakeholders:import_abandon.run_id": runs["preview"],
                "membership_id": initiative.memberships.get(role=Role.PARTNER).pk,
                "invitation_id": invitation.pk,
                "token": invitation.token,
                "version": "v0",
                "session_id": UserSession.objects.get(user=leader).pk,
                "pk": Authenticator.objects.get(user=leader).pk,
                "provider_id": "sso",
                "own_actions:feed.token": leader.calendar_feeds.get().token,
                "uidb36": "1",
                "account_reset_password_from_key.key": "abc-def",
            }
            | self.values_of_interventions
            | self.values_of_workshops
        )

    def address(self, name: str, **instead: Any) -> str:
        """The URL of the address `name` in this world."""
        address = addresses()[name]
        return address.url({one: self.argument(name, one) for one in address.arguments} | instead)

    def argument(self, name: str, needed: str) -> Any:
        for key in (f"{name}.{needed}", needed):
            if key in self.values:
                return self.values[key]
        raise KeyError(f"What does “{needed}” of {name} stand for? Add it to `values` in tests/world.py.")


def build(people: dict[str, Person | None], client_of: Callable[[Person | None], Client]) -> World:
    leader, co_leader, partner = people["leader"], people["co_leader"], people["partner"]
    assert leader
    assert co_leader
    assert partner
    initiative = Initiative.begin(leader, name="Gezond in de wijk", goal="Bewoners bewegen dicht bij huis.")
    Membership.objects.create(initiative=initiative, person=co_leader, role=Role.CO_LEADER)
    Membership.objects.create(initiative=initiative, person=partner, role=Role.PARTNER)
    Invitation.objects.create(initiative=initiative, role=Role.PARTNER, meant_for="Een vierde", invited_by=leader)
    elsewhere = Initiative.begin(leader, name="Ook van deze leider", goal="Iets anders.")
    removed = Stakeholder.objects.create(initiative=initiative, name="Weg")
    editing.remove(removed, by=leader)
    made = World(
        people=people,
        client_of=client_of,
        initiative=initiative,
        elsewhere=elsewhere,
        stakeholder=fill_row(initiative),
        removed=removed,
        interest=Interest(),
    )
    fill_cells(made)
    fill_relation(made)
    fill_interventions(made)
    fill_actions(made)
    fill_workshops(made)
    fill_imports(made)
    fill_account(leader, made.totp_secret)
    plant_texts(made)
    made.stakeholder.refresh_from_db()
    made.fix_values()
    return made


def fill_row(initiative: Initiative) -> Stakeholder:
    made: Stakeholder = Stakeholder.objects.create(
        initiative=initiative,
        name=canary("StakeholderName"),
        kind=Kind.ORGANISATION,
        influence=3,
        attitude=2,
        part="deciding",
        ring="informed",
    )
    Need.objects.create(stakeholder=made, kind=NeedKind.OWN_WORDS, words="Woorden")
    Precondition.objects.create(stakeholder=made, text="Voorwaarde", absolute=True)
    return made


def fill_cells(world: World) -> None:
    """Changes as people make them, so that history and undo hold canaries too; also what only one may see."""
    leader, co_leader, row = world.person("leader"), world.person("co_leader"), world.stakeholder
    for key in ("notes", "source", "preconditions"):
        for _turn in range(2):
            text = canary(f"Change{key}")
            editing.change_cell(row.pk, COLUMN_BY_KEY[key], text, by=co_leader, seen=None)
    column = InterestsColumn("interests", "")
    shared = column.read(canary("SharedInterest"))
    for person, text in ((co_leader, world.only_co_leader), (leader, world.only_leader)):
        row.refresh_from_db()
        secret = shared | {"text": text, "sensitivity": "only_me", "author_id": str(person.pk)}
        editing.write(row, column, [*column.value(row), secret], person)
    editing.write(row, column, [*column.value(row), shared | {"author_id": str(leader.pk)}], leader)
    world.interest = row.interests.get(sensitivity="team")


def fill_relation(world: World) -> None:
    for role in ("co_leader", "leader"):
        person = world.person(role)
        Observation(stakeholder=world.stakeholder, by=person, occasion="Overleg", words="Zag dit").keep()
        Assessment.decide(world.stakeholder, Dimension.SELF_INTEREST, by=person, why="Daarom")


def fill_imports(world: World) -> None:
    """The leader's imports, one in each stage: choosing a sheet, mapping, preview, running, and finished."""
    several = receive(world, sheets=2)
    assert several.stage == Stage.SHEET
    receive(world)
    read(receive(world))
    running = read(receive(world))
    steps.begin(running)
    finished = read(receive(world))
    steps.begin(finished)
    while go_on(finished.pk).is_running:
        continue


def receive(world: World, sheets: int = 1) -> ImportRun:
    rows = [
        ["Naam", "Invloed", "Belangen", "Kleur"],
        [world.stakeholder.name, "", "", canary("ImportDouble")],
        [canary("ImportName"), canary("ImportRemark"), canary("ImportInterest"), canary("ImportNote")],
        ["", "groot", canary("ImportRefused"), ""],
    ]
    book = Workbook(tuple(Sheet(f"Blad {number}", rows) for number in range(sheets)))
    return steps.receive(book, canary("ImportFile"), initiative=world.initiative, by=world.person("leader"))


def read(run: ImportRun) -> ImportRun:
    steps.read(run, Reading(header=1, targets=("name", "influence", "interests", "note"), kind=Kind.ORGANISATION))
    return run


def fill_account(person: Person, totp_secret: str) -> None:
    """What an address of somebody's own account points at."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    session = SessionStore()
    session.create()
    UserSession.objects.create(
        user=person, session_key=session.session_key, ip="127.0.0.1", user_agent="test", last_seen_at=timezone.now()
    )
    TOTP.activate(person, totp_secret)


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField[Any, Any]]]:
    """Every confidential field there is: a new one is in this list without anyone thinking of it."""
    for model in apps.get_models():
        for one in model._meta.local_fields:
            if isinstance(one, EncryptedField):
                yield model, one


def plant_texts(world: World) -> None:
    """A canary in every confidential text of every row, except the interests that only one may see."""
    for model, one in encrypted_fields():
        if isinstance(one, EncryptedJSONField):
            continue
        for row in model._base_manager.all():
            if MARK not in str(getattr(row, one.name)).casefold():
                model._base_manager.filter(pk=row.pk).update(**{one.name: canary(model.__name__ + one.name)})


def found_in(text: str, secret: str = MARK) -> list[str]:
    """The canaries in `text`, however it is broken over lines."""
    joined = "".join(text.split()).casefold()
    places = []
    at = joined.find(secret.casefold())
    while at >= 0:
        places.append(joined[at : at + 50])
        at = joined.find(secret.casefold(), at + 1)
    return places
