"""Where a map stands, for the top of every screen: which step, which question, what was promised, how long still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.workshops.columns import GUIDES, PHASES, Column, Guide, Naming, Phase
from samenhang.workshops.models import Board
from samenhang.workshops.steering import place_after, place_before

# What somebody does in each phase, on the phone.
ASKS = {
    Phase.REVEAL: lazy("Lees wat er ligt. Wat valt u op?"),
    Phase.GROUP: lazy("We leggen bij elkaar wat bij elkaar hoort. Kijk mee op het scherm."),
    Phase.CHOOSE: lazy("Wat is voor u het belangrijkst? Geef uw stippen."),
    Phase.AGREE: lazy("Lees elke zin en geef uw antwoord."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One column that is being worked on."""

    column: Column
    guide: Guide
    naming: Naming
    promise: str
    # To who takes part without a name.
    promise_nameless: str


@dataclass(frozen=True, slots=True)
class PhaseMark:
    phase: Phase
    state: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can go next, or back to."""

    stage: int
    phase: Phase
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    board: Board
    asked: Sequence[Asked]
    done: Sequence[Column]
    phase: Phase
    phases: Sequence[PhaseMark]
    after: Place | None
    before: Place | None

    @property
    def step(self) -> str:
        """As "2 van 5", or "2 tot en met 5"."""
        first, last = self.asked[0].column, self.asked[-1].column
        if first == last:
            return _("%(step)d van 5") % {"step": first}
        return _("%(first)d tot en met %(last)d") % {"first": first, "last": last}

    @property
    def ends(self) -> int | None:
        """When the running timer ends, in milliseconds since 1970."""
        return milliseconds(self.board.timer_ends_at) if self.board.timer_ends_at else None

    @property
    def clock(self) -> str:
        """What the timer shows now, as "04:20"; empty without one."""
        left = self.board.seconds_left
        return "" if left is None else f"{max(left, 0) // 60:02d}:{max(left, 0) % 60:02d}"

    @property
    def columns_now(self) -> str:
        return " ".join(str(int(asked.column)) for asked in self.asked)

    @property
    def columns_done(self) -> str:
        return " ".join(str(int(column)) for column in self.done)

    @property
    def asks(self) -> str:
        """What somebody does now, on the phone."""
        if self.phase is Phase.CHOOSE and self.dots_are_shown:
            return _("De stippen zijn geteld. Wat valt u op?")
        return str(ASKS.get(self.phase, ""))

    @property
    def looks_back(self) -> bool:
        """Whether the closing check is asked of everybody now."""
        return self.board.self_check_is_open and not self.board.closed_at

    @property
    def awaits_the_door(self) -> bool:
        """Before anything else somebody has to come in."""
        is_first = self.board.stage == 0 and self.phase is Phase.WRITE
        return is_first and not self.board.door_is_open and self.board.begun_at is None

    @property
    def is_to_be_shown(self) -> bool:
        """Whether what everybody gave in this phase is still to be shown, before one goes on."""
        if self.phase is Phase.CHOOSE:
            return not self.dots_are_shown
        return self.phase is Phase.AGREE and not self.answers_are_shown

    @property
    def dots_are_shown(self) -> bool:
        return all(int(asked.column) in self.board.dots_shown for asked in self.asked)

    @property
    def answers_are_shown(self) -> bool:
        return all(int(asked.column) in self.board.answers_shown for asked in self.asked)


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def now_in_milliseconds() -> int:
    """For a page: a browser's own clock may be wrong."""
    return milliseconds(timezone.now())


def standing_of(board: Board) -> Standing:
    phase = Phase(board.phase)
    done = [column for columns in board.workshop.stages[: board.stage] for column in columns]
    return Standing(
        board=board,
        asked=[
            Asked(
                column,
                GUIDES[column],
                board.naming_of(column),
                promise(board, column),
                promise(board, column, nameless=True),
            )
            for column in board.columns_now
        ],
        done=done,
        phase=phase,
        phases=[PhaseMark(one, state(one, phase)) for one in PHASES],
        after=named(board, place_after(board)),
        before=named(board, place_before(board)),
    )


def state(one: Phase, now: Phase) -> str:
    if one is now:
        return "now"
    return "done" if PHASES.index(one) < PHASES.index(now) else ""


def named(board: Board, place: tuple[int, Phase] | None) -> Place | None:
    """A place with what its button says: the phase, or the step when that is another one."""
    if place is None:
        return None
    stage, phase = place
    if stage == board.stage:
        return Place(stage, phase, to_phase(phase))
    columns = board.workshop.stages[stage]
    names: dict[str, Any] = {"step": int(columns[0]), "name": columns[0].label}
    if len(columns) == 1:
        return Place(stage, phase, _("Ga naar %(step)d %(name)s") % names)
    return Place(
        stage, phase, _("Ga naar stap %(first)d tot en met %(last)d") % {"first": columns[0], "last": columns[-1]}
    )


def to_phase(phase: Phase) -> str:
    return {
        Phase.WRITE: _("Ga naar schrijven"),
        Phase.REVEAL: _("Toon alle bijdragen"),
        Phase.GROUP: _("Ga samen leggen"),
        Phase.CHOOSE: _("Ga naar kiezen"),
        Phase.AGREE: _("Ga naar afspreken"),
    }[phase]


def promise(board: Board, column: int, *, nameless: bool = False) -> str:
    """Who reads what one writes here, and with what name: said where one writes."""
    is_shown = board.phase_of(column) is not Phase.WRITE
    if is_shown:
        first = _("Iedereen leest dit meteen.")
    elif board.workshop.reads_along:
        first = _("De begeleider leest mee. Straks tonen we alles tegelijk.")
    else:
        first = _("Nu leest niemand mee. Straks tonen we alles tegelijk.")
    used = board.naming_of(column)
    if nameless and used is not Naming.ANONYMOUS:
        return f"{first} {_('U gaf geen naam, dus er staat geen naam bij.')}"
    naming = {
        Naming.NAMED: _("Uw naam staat erbij."),
        Naming.FACILITATOR: _("Alleen de begeleider en de netwerkleiders van dit initiatief zien uw naam."),
        Naming.ANONYMOUS: _("Uw naam staat er niet bij. Niemand kan zien wie het schreef."),
    }[used]
    return f"{first} {naming}"
