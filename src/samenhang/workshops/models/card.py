"""What lies on the map: contributions, and the piles they are laid in with the sentence they share."""

from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops.columns import Column, Naming
from samenhang.workshops.models.board import Board
from samenhang.workshops.models.participant import Participant
from samenhang.workshops.models.workshop import PartnerGroup

LONGEST_TEXT = 500
LONGEST_WHO = 120


class ChangedQuerySet[Row: models.Model](models.QuerySet[Row]):
    def changed_after(self, number: int) -> Self:
        """All that changed since `number`, in the order of their last change."""
        return self.filter(number__gt=number).order_by("number")


class ClusterQuerySet(ChangedQuerySet["Cluster"]):
    def present(self) -> Self:
        return self.filter(removed_at=None)


class Cluster(models.Model):
    """Contributions laid together, and the shared sentence that was worded beside them (a pile, "stapel")."""

    class Sorting(models.TextChoices):
        """What a joint session makes of what the groups said."""

        SHARED = "shared", _("Gedeeld")
        ONE = "one", _("Alleen bij één groep")
        ODDS = "odds", _("Botst")
        OPEN = "open", _("Open vraag")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="clusters")
    column = models.PositiveSmallIntegerField(choices=Column)
    number = models.PositiveBigIntegerField(editable=False)
    # The number of the board when somebody last said something of it.
    said_number = models.PositiveBigIntegerField(default=0, editable=False)
    statement = models.CharField(_("Onze zin"), max_length=LONGEST_TEXT, blank=True, default="")
    # The number of the board when it was worded last: who agreed to other words is asked again.
    worded_number = models.PositiveBigIntegerField(default=0)
    worded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sorting = models.CharField(_("Wat is dit?"), max_length=6, choices=Sorting, blank=True, default="")
    # Of an action.
    who = models.CharField(_("Wie doet het?"), max_length=LONGEST_WHO, blank=True, default="")
    due = models.DateField(_("Wanneer is het klaar?"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["board", "number"], name="cluster_of_number")]

    def __str__(self) -> str:
        return self.statement


class CardQuerySet(ChangedQuerySet["Card"]):
    def present(self) -> Self:
        """Not taken back by who wrote it; hidden ones are there still."""
        return self.filter(withdrawn_at=None)

    def on_the_map(self) -> Self:
        """What everybody may read: shown, and not hidden."""
        return self.present().filter(hidden_at=None, revealed_at__isnull=False)


class Card(models.Model):
    """One contribution. Its key is made by the browser, so that sending it twice adds it once."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="cards")
    column = models.PositiveSmallIntegerField(choices=Column)
    # The number of its last change among those of the board.
    number = models.PositiveBigIntegerField(editable=False)
    text = models.CharField(_("Uw bijdrage"), max_length=LONGEST_TEXT)
    # None where it was promised that nobody can tell.
    author = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="cards")
    group = models.ForeignKey(PartnerGroup, null=True, on_delete=models.SET_NULL, related_name="+")
    # What was promised where it was written; it goes along when the contribution is moved to another column.
    naming = models.CharField(max_length=11, choices=Naming, default=Naming.ANONYMOUS, editable=False)
    on_behalf_of = models.CharField(_("Namens wie schrijft u dit?"), max_length=60, blank=True, default="")
    who = models.CharField(_("Wie doet het?"), max_length=LONGEST_WHO, blank=True, default="")
    due = models.DateField(_("Wanneer is het klaar?"), null=True, blank=True)
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.SET_NULL, related_name="cards")
    # In a joint session: the sentence of one group that this came from.
    origin = models.ForeignKey(Cluster, null=True, on_delete=models.SET_NULL, related_name="went_to")
    # How far that group agreed on it when it was laid here (result.State).
    origin_state = models.CharField(max_length=9, blank=True, default="", editable=False)
    created_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)
    # Whether anybody else ever saw it: of the others nobody hears that they went.
    was_shown = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    hidden_why = models.CharField(_("Waarom verbergt u dit?"), max_length=200, blank=True, default="")

    objects: ClassVar[Any] = CardQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["board", "number"], name="card_of_number")]

    def __str__(self) -> str:
        return self.text


class SpentKey(models.Model):
    """A key under which a contribution came in that is now nobody's: sent once more, it is not added again."""

    digest = models.CharField(primary_key=True, max_length=64)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return self.digest
