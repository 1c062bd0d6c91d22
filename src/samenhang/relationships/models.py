"""The relation with a stakeholder over time: what was seen, and what was concluded from it."""

from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.privacy.fields import EncryptedTextField
from samenhang.stakeholders.models import Dimension, Stakeholder


class RelationQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(
            stakeholder__initiative__memberships__person=person,
            stakeholder__initiative__memberships__role__in=CONFIDENTIAL,
        )


class Observation(models.Model):
    """What was seen and heard in an interaction, in own words and as observable behaviours."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="observations")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Datum"), default=timezone.localdate)
    occasion = EncryptedTextField(_("Bij welke gelegenheid?"), blank=True, default="")
    words = EncryptedTextField(_("Wat zag en hoorde u?"), blank=True, default="")
    behaviours = models.JSONField(_("Gedrag"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.on}"


class Assessment(models.Model):
    """A person's decision about the dimension; without observations it is an impression."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="assessments")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Datum"), default=timezone.localdate)
    dimension = models.PositiveSmallIntegerField(_("Dimensie"), choices=Dimension)
    proposed = models.PositiveSmallIntegerField(null=True, choices=Dimension, editable=False)
    why = EncryptedTextField(_("Waarom?"), blank=True, default="")
    rests_on = models.ManyToManyField(Observation, related_name="+")
    is_impression = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.dimension} ({self.on})"
