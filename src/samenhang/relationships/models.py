"""The relation with a stakeholder over time: what was seen, and what was concluded from it."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.privacy.fields import EncryptedTextField
from samenhang.relationships.behaviours import BEHAVIOUR_BY_CODE, Label
from samenhang.relationships.proposal import RECENT_DAYS
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.editing import write
from samenhang.stakeholders.models import Dimension, Stakeholder


class RelationQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(
            stakeholder__initiative__memberships__person=person,
            stakeholder__initiative__memberships__role__in=CONFIDENTIAL,
        )

    def recent(self, today: date) -> Self:
        """Not older than what still counts for a proposal."""
        return self.filter(on__gte=today - timedelta(days=RECENT_DAYS))


class Observation(models.Model):
    """What was seen and heard in an interaction, in own words and as observable behaviours (see behaviours.py)."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="observations")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Wanneer was het?"), default=timezone.localdate)
    occasion = EncryptedTextField(_("Bij welke gelegenheid?"), blank=True, default="")
    words = EncryptedTextField(_("Wat zag en hoorde u?"), blank=True, default="")
    behaviours = models.JSONField(_("Gedrag"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["stakeholder", "on"], name="observation_of_day")]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def ticked(self) -> list[tuple[int, Label]]:
        """(dimension, label) of each behaviour that was seen."""
        known = [BEHAVIOUR_BY_CODE[code] for code in self.behaviours if code in BEHAVIOUR_BY_CODE]
        return [(behaviour.dimension.value, behaviour.label) for behaviour in known]

    def keep(self, *, once: UUID | None = None) -> None:
        """Save, so that the table shows when this relation was last seen.

        `once` is the key of the form a new observation came from: the same form sent again adds nothing, a changed
        one is another observation.
        """
        with transaction.atomic():
            if once:
                sent = Observation.objects.filter(pk=once).first()
                if sent and self.says_the_same_as(sent):
                    return
                self.pk = uuids.uuid7() if sent else once
            self.save()
            settle(self.stakeholder)

    def says_the_same_as(self, other: "Observation") -> bool:
        told = ("stakeholder_id", "by_id", "on", "occasion", "words", "behaviours")
        return all(getattr(self, name) == getattr(other, name) for name in told)

    def withdraw(self) -> None:
        """Delete; a decision that rested on this observation alone becomes an impression."""
        with transaction.atomic():
            self.delete()
            settle(self.stakeholder)


class Assessment(models.Model):
    """A person's decision about the dimension; without observations it is an impression."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="assessments")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Datum"), default=timezone.localdate)
    dimension = models.PositiveSmallIntegerField(_("Dimensie"), choices=Dimension)
    proposed = models.PositiveSmallIntegerField(null=True, choices=Dimension, editable=False)
    before = models.PositiveSmallIntegerField(null=True, choices=Dimension, editable=False)
    why = EncryptedTextField(_("Waarom?"), blank=True, default="")
    rests_on = models.ManyToManyField(Observation, related_name="+")
    is_impression = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["stakeholder", "on"], name="assessment_of_day")]

    def __str__(self) -> str:
        return f"{self.dimension} ({self.on})"

    @classmethod
    def decide(
        cls, stakeholder: Stakeholder, dimension: int, *, by: Person, why: str = "", proposed: int | None = None
    ) -> "Assessment":
        """Record what `by` decides today, on the own recent observations there are, and put it in the table."""
        today = timezone.localdate()
        with transaction.atomic():
            current = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
            seen = list(Observation.objects.filter(stakeholder=current, by=by, on__lte=today).recent(today))
            made: Assessment = cls.objects.create(
                stakeholder=current,
                by=by,
                on=today,
                dimension=dimension,
                proposed=proposed,
                before=current.dimension,
                why=why,
                is_impression=not seen,
            )
            made.rests_on.set(seen)
            show_in_table(current, dimension, by)
            settle(current)
        return made

    def take_back(self, by: Person) -> None:
        """Delete this decision. The one before it stands again, or else what the table held before any."""
        with transaction.atomic():
            current = Stakeholder.objects.select_for_update().get(pk=self.stakeholder_id)
            others = list(current.assessments.exclude(pk=self.pk))
            following = [other for other in others if (other.on, other.pk) > (self.on, self.pk)]
            self.delete()
            if following:
                following[-1].before = self.before
                following[-1].save(update_fields=["before"])
            else:
                show_in_table(current, others[0].dimension if others else self.before, by)
            settle(current)


class Deed(models.Model):
    """Something that was done in this relation: a mark on its trajectory."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="deeds")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Datum"), default=timezone.localdate)
    what = EncryptedTextField(_("Wat is er gedaan?"))

    objects: ClassVar[Any] = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["stakeholder", "on"], name="deed_of_day")]

    def __str__(self) -> str:
        return self.what


def show_in_table(stakeholder: Stakeholder, dimension: int | None, by: Person) -> None:
    write(stakeholder, COLUMN_BY_KEY["dimension"], dimension, by)


def settle(stakeholder: Stakeholder) -> None:
    """Bring what the table says about observations in line with those there are."""
    alone = Assessment.objects.filter(stakeholder=stakeholder, is_impression=False, rests_on=None)
    alone.update(is_impression=True)
    latest = Assessment.objects.filter(stakeholder=stakeholder).values_list("is_impression", flat=True).first()
    stakeholder.dimension_is_impression = latest is not False
    stakeholder.last_observed_on = (
        Observation.objects.filter(stakeholder=stakeholder).values_list("on", flat=True).first()
    )
    stakeholder.save(update_fields=["dimension_is_impression", "last_observed_on"])
