"""Somebody who fills the map: by a code, without an account."""

from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.initiatives.models import Initiative
from samenhang.workshops.models.board import Board
from samenhang.workshops.models.workshop import PartnerGroup


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> Self:
        return self.filter(left_at=None)

    def admitted(self) -> Self:
        """Those who are there and may be; a facilitator speaks for as long as the role in the initiative lasts."""
        role_lasts = Q(
            person__memberships__initiative=F("initiative"), person__memberships__role__in=sorted(MAY_FACILITATE)
        )
        return self.present().filter(Q(person=None) | role_lasts)


class Participant(models.Model):
    """The name is given by themselves, or left out. One device may be of a whole table (`is_table`)."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="participants")
    group = models.ForeignKey(PartnerGroup, null=True, on_delete=models.SET_NULL, related_name="participants")
    # A facilitator who speaks as a participant too.
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Uw naam"), max_length=60, blank=True, default="")
    is_table = models.BooleanField(_("Wij delen dit toestel aan een tafel"), default=False)
    is_helper = models.BooleanField(_("Helpt met samen leggen"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)
    # When who leads gave other words to come back by: those of before let nobody in any more.
    words_given_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["board", "person"], name="one_voice_per_person")]

    def __str__(self) -> str:
        return self.name
