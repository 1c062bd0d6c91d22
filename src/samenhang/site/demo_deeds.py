"""What was thought up, done and agreed in the example initiative."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Capacity, Outcome
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import (
    Brainstorm,
    Degree,
    Door,
    Effort,
    Family,
    Idea,
    Intervention,
    Reflection,
    Stretch,
    Thinker,
    Weighing,
)
from samenhang.relationships.models import Deed
from samenhang.stakeholders.models import Stakeholder


@dataclass(frozen=True)
class Thought:
    """An idea; `fits` are the beginnings of interests it serves, `explains_us` and `hidden` what makes it doubtful."""

    text: str
    family: Family
    who: Role | str = Role.LEADER
    fits: Mapping[str, Degree] = field(default_factory=dict)
    explains_us: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Chosen:
    """What became of the first thought: due so many days from now, done and looked back on so many days ago."""

    due: int
    first_step: str
    done: int | None = None
    happened: str = ""
    before: int = 2
    after: int = 2


@dataclass(frozen=True)
class Thinking:
    partner: str
    days_ago: int
    step: tuple[int, int]
    thoughts: Sequence[Thought]
    chosen: Chosen | None = None


BRAINSTORMS = (
    Thinking(
        "Bewonersplatform Oost", 62, (2, 3),
        (
            Thought("Vraag het platform wat zij zelf op de agenda willen.", Family.ASKING, fits={"Meebeslissen": Degree.STRONGLY}),
            Thought("Houd het overleg in hun eigen zaal.", Family.SETTING, fits={"Meebeslissen": Degree.LITTLE}),
            Thought("Laat twee bewoners het voorzitten.", Family.STEPPING_BACK, Role.CO_LEADER, {"Meebeslissen": Degree.STRONGLY}),
            Thought("Leg het plan nog eens rustig uit.", Family.GIVING, explains_us=True),
            Thought("Nodig hen uit voor een wandeling door de wijk.", Family.INVITING, Role.CO_LEADER),
        ),
        Chosen(-40, "Bel de voorzitter en vraag om een uur.", 38, "Zij kwamen met vier punten. Twee daarvan stonden al in ons plan.", 2, 3),
    ),
    Thinking(
        "Sportvereniging Vooruit", 30, (3, 4),
        (
            Thought("Laat de trainers zelf het rooster van de wijk maken.", Family.STEPPING_BACK, fits={"Nieuwe leden": Degree.CLEARLY}),
            Thought("Vraag wat vrijwilligers nodig hebben om te blijven.", Family.ASKING, fits={"Vrijwilligers": Degree.STRONGLY}),
            Thought("Geef de vereniging een plek in het wijkblad.", Family.GIVING, fits={"Nieuwe leden": Degree.CLEARLY}),
            Thought("Nodig de jeugd van andere clubs uit.", Family.INVITING),
            Thought("Train een keer op het plein.", Family.SETTING, Role.CO_LEADER, {"Nieuwe leden": Degree.STRONGLY}),
        ),
        Chosen(-6, "Geef de trainers de lege planning.", 5, "Binnen een week was het rooster rond, met drie clubs samen.", 3, 4),
    ),
    Thinking(
        "Wethouder Sport", 12, (3, 4),
        (
            Thought("Laat bewoners zelf vertellen wat er veranderde.", Family.INVITING, fits={"Zichtbaar": Degree.STRONGLY}),
            Thought("Vraag welke vraag de raad gaat stellen.", Family.ASKING, fits={"Zichtbaar": Degree.CLEARLY, "Geen extra": Degree.LITTLE}),
            Thought("Deel de cijfers voordat iemand erom vraagt.", Family.GIVING, Role.CO_LEADER, {"Geen extra": Degree.CLEARLY}),
            Thought("Praat eens buiten, langs de nieuwe route.", Family.SETTING),
            Thought("Laat een ander het woord voeren.", Family.STEPPING_BACK, Role.CO_LEADER),
        ),
        Chosen(-2, "Vraag twee bewoners of zij mee willen.", 1),
    ),
    Thinking(
        "Thuiszorg Nabij", 9, (2, 3),
        (
            Thought("Loop een ochtend mee met een wijkteam.", Family.ASKING, fits={"Genoeg personeel": Degree.CLEARLY}),
            Thought("Bied aan dat de beweegcoach één taak overneemt.", Family.GIVING, fits={"Genoeg personeel": Degree.STRONGLY}),
            Thought("Vraag de directeur om druk te zetten op het team.", Family.SETTING, hidden=True),
            Thought("Leg uit waarom bewegen ook voor cliënten goed is.", Family.GIVING, Role.CO_LEADER, explains_us=True),
            Thought("Wacht een maand en vraag dan hoe het rooster loopt.", Family.STEPPING_BACK),
            Thought("Nodig de planner uit bij het overleg met de school.", Family.INVITING, Role.CO_LEADER),
        ),
        Chosen(6, "Vraag de teamleider welke ochtend past."),
    ),
    Thinking(
        "Huisartsenpraktijk De Linde", 1, (2, 3),
        (
            Thought("Vraag de wethouder om druk te zetten.", Family.SETTING, hidden=True),
            Thought("Leg nog eens uit waarom bewegen belangrijk is.", Family.GIVING, explains_us=True),
            Thought("Laat de beweegcoach een vast uur in de wachtkamer zitten.", Family.SETTING, "Een buurvrouw", {"Minder volle": Degree.CLEARLY}),
            Thought("Vraag de assistente welk formulier zij zou schrappen.", Family.ASKING, fits={"Geen extra": Degree.STRONGLY, "Minder volle": Degree.LITTLE}),
        ),
    ),
)  # fmt: skip

# Text for everybody, owner (a role, an organisation, or nobody), days from now, hours, accepted.
AGREED = (
    ("Regel de sleutel van de gymzaal voor dinsdagavond.", Role.PARTNER, 5, 2, True),
    ("Maak een lijst van routes die bewoners al lopen.", Role.PARTNER, 12, 6, False),
    ("Zet de wandeldata in het wijkblad.", "Bewonersplatform Oost", 9, 3, True),
    ("Vraag de gemeente om twee bankjes langs de route.", Role.LEADER, -3, 1, True),
    ("Zoek iemand die de fietslessen wil geven.", None, 20, None, False),
)


def fill_deeds(initiative: Initiative, people: Mapping[Role, Person]) -> None:
    """All of it, in an initiative whose stakeholders are there."""
    for thinking in BRAINSTORMS:
        think(thinking, initiative, people)
    for text, owner, days, hours, accepted in AGREED:
        agree(initiative, people, text, owner, days, hours, accepted=accepted)


def think(thinking: Thinking, initiative: Initiative, people: Mapping[Role, Person]) -> None:
    partner = next(one for one in initiative.stakeholders.all() if one.name == thinking.partner)
    brainstorm = Brainstorm.objects.create(
        stakeholder=partner,
        from_dimension=thinking.step[0],
        to_dimension=thinking.step[1],
        begun_by=people[Role.LEADER],
        last_number=len(thinking.thoughts),
    )
    moment = timezone.now() - timedelta(days=thinking.days_ago)
    Brainstorm.objects.filter(pk=brainstorm.pk).update(begun_at=moment)
    ideas = [
        put_down(thought, number, brainstorm, initiative, people)
        for number, thought in enumerate(thinking.thoughts, start=1)
    ]
    Idea.objects.filter(brainstorm=brainstorm).update(created_at=moment)
    if thinking.chosen:
        choose(thinking.chosen, ideas[0], partner, people, moment + timedelta(hours=1))


def put_down(
    thought: Thought, number: int, brainstorm: Brainstorm, initiative: Initiative, people: Mapping[Role, Person]
) -> Idea:
    by = people.get(thought.who) if isinstance(thought.who, Role) else None
    idea: Idea = Idea.objects.create(
        initiative=initiative,
        brainstorm=brainstorm,
        number=number,
        text=thought.text,
        family=thought.family,
        by=by,
        thinker=None if by else guest(str(thought.who), brainstorm, initiative, people),
        is_shared=by is None,
    )
    Weighing.objects.create(
        initiative=initiative,
        idea=idea,
        by=people[Role.LEADER],
        fits={
            str(interest.pk): next(
                (degree for beginning, degree in thought.fits.items() if interest.text.startswith(beginning)),
                Degree.NOT,
            )
            for interest in brainstorm.stakeholder.interests.all()
        },
        explains_us=thought.explains_us or None,
        would_tell=False if thought.hidden else None,
        own_values=Degree.CLEARLY,
        effort=Effort.LITTLE,
        stretch=Stretch.SOME,
    )
    return idea


def guest(name: str, brainstorm: Brainstorm, initiative: Initiative, people: Mapping[Role, Person]) -> Thinker:
    """Somebody without an account, through a door that is closed by now."""
    door = Door.objects.create(
        initiative=initiative,
        brainstorm=brainstorm,
        question="Hoe maken wij bewegen makkelijk voor wie het druk heeft?",
        opened_by=people[Role.LEADER],
        closed_at=timezone.now(),
    )
    made: Thinker = Thinker.objects.create(initiative=initiative, door=door, name=name)
    return made


def choose(chosen: Chosen, idea: Idea, partner: Stakeholder, people: Mapping[Role, Person], moment: datetime) -> None:
    leader, today = people[Role.LEADER], timezone.localdate()
    done_at = timezone.now() - timedelta(days=chosen.done) if chosen.done else None
    action = Action.objects.create(
        initiative=partner.initiative,
        stakeholder=partner,
        private_text=idea.text,
        owner=leader,
        accepted_at=moment,
        accepted_by=leader,
        due=today + timedelta(days=chosen.due),
        capacity=Capacity.THERE,
        created_by=leader,
        outcome=Outcome.DONE if done_at else "",
        ended_at=done_at,
        ended_by=leader if done_at else None,
    )
    intervention = Intervention.objects.create(
        stakeholder=partner,
        idea=idea,
        action=action,
        family=idea.family,
        chosen_by=leader,
        chosen_at=moment,
        first_step=chosen.first_step,
        opening="Ik wil graag van u leren hoe dit er voor u uitziet.",
        will_not="Ons plan verdedigen.",
    )
    action.origin = reverse("interventions:intervention", args=[partner.initiative_id, intervention.pk])
    action.save(update_fields=["origin"])
    if chosen.happened and done_at:
        day = timezone.localdate(done_at)
        Reflection.objects.create(
            initiative=partner.initiative,
            intervention=intervention,
            by=leader,
            on=day,
            what_happened=chosen.happened,
            before=chosen.before,
            stood=chosen.after,
            deed=Deed.objects.create(stakeholder=partner, by=leader, on=day, what=idea.text),
        )


def agree(
    initiative: Initiative,
    people: Mapping[Role, Person],
    text: str,
    owner: Role | str | None,
    days: int,
    hours: int | None,
    *,
    accepted: bool,
) -> None:
    person = people.get(owner) if isinstance(owner, Role) else None
    Action.objects.create(
        initiative=initiative,
        is_shared=True,
        shared_text=text,
        owner=person,
        organisation="" if isinstance(owner, Role) else owner or "",
        accepted_at=timezone.now() if accepted else None,
        accepted_by=(person or people[Role.LEADER]) if accepted else None,
        due=timezone.localdate() + timedelta(days=days),
        hours=hours,
        capacity=Capacity.THERE if accepted else Capacity.UNKNOWN,
        created_by=people[Role.LEADER],
    )
