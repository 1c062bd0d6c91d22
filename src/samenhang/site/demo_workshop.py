"""The example workshops: one that is under way, one that is closed and has a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import uuid_utils.compat as uuids
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative
from samenhang.workshops import clustering, door, scripts, steering, voting
from samenhang.workshops.cards import Contribution, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Answer, Board, Cluster, Invitee, Participant, PartnerGroup, Workshop
from samenhang.workshops.presets import PRESET_BY_KEY

GROUPS = ("Bewoners", "Professionals", "Bestuur")
# Who takes part: name (marked as an example) and group.
PARTICIPANTS = (
    ("Buurvrouw (voorbeeld)", 0), ("Buurman (voorbeeld)", 0), ("", 0), ("Moeder (voorbeeld)", 0),
    ("Huisarts (voorbeeld)", 1), ("Wijkverpleger (voorbeeld)", 1), ("Beweegcoach (voorbeeld)", 1),
    ("Wethouder (voorbeeld)", 2),
)  # fmt: skip


# For each group one who was invited.
INVITED = (
    ("Voorzitter bewonersplatform (voorbeeld)", Invitee.Say.DECIDES),
    ("Praktijkhouder (voorbeeld)", Invitee.Say.DECIDES),
    ("Beleidsmedewerker (voorbeeld)", Invitee.Say.NONE),
)


@dataclass(frozen=True)
class Pile:
    """What lies together: who wrote it (by place among PARTICIPANTS) and the sentence it became."""

    statement: str
    cards: Mapping[int, str]
    remark: str = ""
    who: str = ""


VALUES = (
    Pile("Bewoners beslissen vanaf dag één mee.", {0: "Wij willen meebeslissen, niet alleen meepraten.", 4: "Bewoners beslissen mee over het aanbod.", 7: "Bewoners aan tafel vanaf de eerste dag."}),
    Pile("Iedereen vindt binnen tien minuten lopen een plek om te bewegen.", {1: "Een plek dichtbij, ook zonder auto.", 6: "Binnen tien minuten lopen iets te doen."}, remark="Ook met een rolstoel."),
    Pile("Plezier gaat voor prestatie.", {3: "Het moet vooral leuk zijn.", 5: "Plezier is belangrijker dan meten."}),
)  # fmt: skip
RELATIONS = {
    4: "We bellen eerst bij ruzie.",
    0: "Bij ruzie bellen we elkaar eerst.",
    1: "Deel ook het halve werk.",
    3: "Iedereen krijgt de stukken in gewone taal.",
    7: "Geen verrassingen in de krant.",
    5: "Ook de stille mensen vragen.",
    6: "Besluiten nemen we samen, niet per mail.",
}
FINISHED: dict[Column, Sequence[Pile]] = {
    Column.VALUES: VALUES,
    Column.RELATIONS: (
        Pile("We delen wat we weten, ook als het nog niet af is.", {1: "Deel ook het halve werk.", 3: "Stukken in gewone taal."}),
        Pile("We nemen besluiten samen, aan tafel.", {6: "Besluiten nemen we samen.", 7: "Ik wil wel terug naar de raad kunnen."}, remark="Geld blijft een besluit van de raad."),
    ),
    Column.ACTING: (
        Pile("Bewoners doen het welkom, professionals het programma.", {0: "Wij kunnen mensen welkom heten.", 6: "Ik kan de lessen geven."}),
    ),
    Column.CONDITIONS: (
        Pile("Er is een vaste plek met een sleutel bij de wijk.", {2: "Een eigen sleutel.", 5: "Een vaste plek op vaste tijden."}),
    ),
    Column.ACTIONS: (
        Pile("We openen samen de zaal op de eerste dinsdag.", {1: "Op dinsdag de zaal openen.", 6: "Ik sta er op dinsdag."}, who="Beweegcoach en twee bewoners"),
    ),
}  # fmt: skip


def fill_workshops(initiative: Initiative, people: Mapping[Role, Person]) -> None:
    leader = people[Role.LEADER]
    under_way = make_board(initiative, leader, "Werksessie Samen gezond in Oost", days_ago=0)
    prepare(under_way)
    everybody = join_all(under_way)
    fill_column(under_way, leader, everybody, 0, VALUES)
    begin_relations(under_way, leader, everybody)
    finished = make_board(initiative, leader, "Startsessie beweegplein", days_ago=30)
    everybody = join_all(finished)
    for stage, piles in enumerate(FINISHED.values()):
        fill_column(finished, leader, everybody, stage, piles)
    look_back(finished, leader, everybody)
    steering.close(finished, leader)


def prepare(board: Board) -> None:
    """Who was invited, with what say; and a script."""
    for group, (name, say) in zip(board.workshop.groups.all(), INVITED, strict=True):
        Invitee.objects.create(
            initiative_id=board.initiative_id, workshop=board.workshop, group=group, name=name, say=say
        )
    scripts.take_preset(board.workshop, PRESET_BY_KEY["150"])


def make_board(initiative: Initiative, leader: Person, title: str, days_ago: int) -> Board:
    workshop: Workshop = Workshop.objects.create(
        initiative=initiative,
        title=title,
        goal="Hoe zorgen wij samen dat iedereen in Oost elke dag kan bewegen?",
        day=timezone.localdate() - timedelta(days=days_ago),
        created_by=leader,
    )
    for mark, name in enumerate(GROUPS):
        PartnerGroup.objects.create(initiative=initiative, workshop=workshop, name=name, mark=mark)
    made: Board = Board.objects.create(
        initiative=initiative, workshop=workshop, facilitator=leader, door_is_open=not days_ago
    )
    return made


def join_all(board: Board) -> list[Participant]:
    groups = list(board.workshop.groups.all())
    Board.objects.filter(pk=board.pk).update(door_is_open=True)
    return [door.join(board, name=name, group=groups[group], is_table=False) for name, group in PARTICIPANTS]


def say(board: Board, participant: Participant, column: Column, text: str) -> None:
    contribute(participant, Contribution(key=uuids.uuid7(), column=column, text=text))


def fill_column(
    board: Board, leader: Person, everybody: Sequence[Participant], stage: int, piles: Sequence[Pile]
) -> None:
    """Take one column from writing to agreeing."""
    column = board.workshop.stages[stage][0]
    steering.go_to(board, leader, stage, Phase.WRITE)
    for pile in piles:
        for who, text in pile.cards.items():
            say(board, everybody[who], column, text)
    steering.go_to(board, leader, stage, Phase.GROUP)
    for pile in piles:
        cards = list(board.cards.filter(column=column, text__in=pile.cards.values()))
        laid = clustering.lay_together(board, leader, cards)
        clustering.word(board, leader, laid, pile.statement, seen="", who=pile.who)
    steering.go_to(board, leader, stage, Phase.AGREE)
    for cluster in board.clusters.present().filter(column=column):
        remark = next(pile.remark for pile in piles if pile.statement == cluster.statement)
        agree(everybody, cluster, remark)
    steering.show_answers(board, leader, shown=True)


def agree(everybody: Sequence[Participant], cluster: Cluster, remark: str) -> None:
    for at, participant in enumerate(everybody):
        has_remark = bool(remark) and at == len(everybody) - 1
        verdict = Answer.Verdict.REMARK if has_remark else Answer.Verdict.AGREE
        voting.answer(participant, cluster, verdict, remark if has_remark else "", worded=cluster.worded_number)


def begin_relations(board: Board, leader: Person, everybody: Sequence[Participant]) -> None:
    """The second column, where contributions are being laid together."""
    steering.go_to(board, leader, 1, Phase.WRITE)
    for who, text in RELATIONS.items():
        say(board, everybody[who], Column.RELATIONS, text)
    steering.go_to(board, leader, 1, Phase.GROUP)
    shared = list(board.cards.filter(column=Column.RELATIONS, text__in=[RELATIONS[1], RELATIONS[3], RELATIONS[7]]))
    laid = clustering.lay_together(board, leader, shared)
    clustering.word(board, leader, laid, "We delen wat we weten, ook als het nog niet af is.", seen="")
    steering.start_timer(board, leader, 8)


def look_back(board: Board, leader: Person, everybody: Sequence[Participant]) -> None:
    steering.open_self_check(board, leader, is_open=True)
    for at, participant in enumerate(everybody):
        voting.check(participant, {"relationship": 4, "power": 3 if at % 3 else 2, "decisions": 3, "autonomy": 4})
