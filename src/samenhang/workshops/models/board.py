"""One map that people fill together: where it stands, who leads it, and what each step changed."""

import secrets
from datetime import date
from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.codes import CODE_LENGTH, new_code
from samenhang.accounts.models import Person
from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.initiatives.models import Initiative
from samenhang.live.numbered import Numbered
from samenhang.privacy.erasing import erase
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.models.workshop import PartnerGroup, Workshop


def new_screen_key() -> str:
    return secrets.token_urlsafe(16)


class BoardQuerySet(models.QuerySet["Board"]):
    def led_by(self, person: Any) -> Self:
        """Those this person may lead: of initiatives where the role says so."""
        return self.filter(initiative__memberships__person=person, initiative__memberships__role__in=MAY_FACILITATE)

    def open(self) -> Self:
        return self.filter(closed_at=None, initiative__archived_at=None)

    def past_retention(self, today: Any) -> Self:
        return self.filter(workshop__cards_until__lt=today)


class Board(Numbered):
    """The map of one gathering. Of a series each group has one (`group`), and one is of all together."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="boards")
    group = models.ForeignKey(PartnerGroup, null=True, on_delete=models.CASCADE, related_name="boards")

    # How many of its numbers are of who comes and goes, with which nothing on the map changes.
    comings = models.PositiveBigIntegerField(default=0, editable=False)

    # The door
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    door_is_open = models.BooleanField(default=False)
    room_for = models.PositiveSmallIntegerField(_("Hoeveel deelnemers kunnen erbij?"), default=100)
    screen_key = models.CharField(max_length=30, unique=True, default=new_screen_key, editable=False)

    # Who leads
    facilitator = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    # Where it stands. `state_number` is the number of the last change of what follows.
    state_number = models.PositiveBigIntegerField(default=0, editable=False)
    stage = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(max_length=6, choices=Phase, default=Phase.WRITE)
    # A running timer ends at a moment; one that rests has so many seconds left.
    timer_ends_at = models.DateTimeField(null=True)
    timer_left = models.PositiveIntegerField(null=True)
    spotlight = models.ForeignKey("workshops.Card", null=True, on_delete=models.SET_NULL, related_name="+")
    is_dimmed = models.BooleanField(default=False)
    is_locked = models.BooleanField(default=False)
    self_check_is_open = models.BooleanField(default=False)
    # Columns whose totals of dots, or whose answers, everybody may see.
    dots_shown = models.JSONField(default=list)
    answers_shown = models.JSONField(default=list)
    # Pairs of contributions or piles that somebody said are not alike.
    kept_apart = models.JSONField(default=list)
    begun_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "group"], name="one_board_of_a_group")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_of_one_group(self) -> bool:
        return self.group_id is not None

    @property
    def is_joint(self) -> bool:
        """Of all groups of a series together, after each had its own."""
        return self.group_id is None and self.workshop.kind == Workshop.Kind.SERIES

    @property
    def day(self) -> date:
        """Of the gathering."""
        own: date | None = self.group.day if self.group else None
        return own or self.workshop.day

    @property
    def map_number(self) -> int:
        """Changes with everything on the map."""
        return self.last_number - self.comings

    @property
    def columns_now(self) -> tuple[Column, ...]:
        """The columns that are being worked on."""
        return self.workshop.stages[self.stage]

    def phase_of(self, column: int) -> Phase | None:
        """Where a column stands; one that was left behind is agreed on, one that is still to come has none."""
        for at, columns in enumerate(self.workshop.stages):
            if column in columns:
                return Phase(self.phase) if at == self.stage else Phase.AGREE if at < self.stage else None
        raise ValueError(f"There is no column {column}.")

    def naming_of(self, column: int) -> Naming:
        return self.workshop.naming_of(column)

    @property
    def lit(self) -> Any:
        """The contribution in the spotlight, as long as everybody may read it."""
        card = self.spotlight
        return card if card and card.revealed_at and not card.withdrawn_at and not card.hidden_at else None

    @property
    def seconds_left(self) -> int | None:
        """Of the timer, now; less than nothing once it has run out."""
        if self.timer_ends_at:
            return round((self.timer_ends_at - timezone.now()).total_seconds())
        return self.timer_left

    def erase(self) -> None:
        """Delete the map with all that is on it; nobody adds anything meanwhile."""
        Board.objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now())
        erase(self)

    def may_be_led_by(self, person: Person) -> bool:
        return person.pk in {self.facilitator_id, self.second_id}


class ActQuerySet(models.QuerySet["Act"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


class Act(models.Model):
    """One step of who leads or helps, with what it changed: kept so that it can be taken back, and told."""

    class Kind(models.TextChoices):
        MOVE_ON = "move_on", _("Naar een andere stap")
        REVEAL = "reveal", _("Bijdragen getoond")
        TIMER = "timer", _("Klok")
        SPOTLIGHT = "spotlight", _("In beeld gezet")
        DIM = "dim", _("Telefoons gedimd")
        LOCK = "lock", _("Kaart vastgezet")
        DOOR = "door", _("Deur")
        HIDE = "hide", _("Bijdrage verborgen")
        MOVE = "move", _("Verplaatst")
        GROUP = "group", _("Samen gelegd")
        APART = "apart", _("Uit elkaar gehaald")
        WORD = "word", _("Zin verwoord")
        SORT = "sort", _("Ingedeeld")
        SHOW_DOTS = "show_dots", _("Stippen getoond")
        SHOW_ANSWERS = "show_answers", _("Antwoorden getoond")
        BRING_IN = "bring_in", _("Zinnen van groepen erbij gelegd")
        HAND_OVER = "hand_over", _("Leiding overgedragen")
        SELF_CHECK = "self_check", _("Terugblik")
        CLOSE = "close", _("Bijeenkomst afgesloten")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # The participant who laid together, instead of somebody who leads.
    helper = models.ForeignKey("workshops.Participant", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Lines of [model, key, field, before, after].
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["board", "by", "undone_at"], name="act_to_undo")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
