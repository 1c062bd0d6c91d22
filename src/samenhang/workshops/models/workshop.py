"""A workshop around the Partnerschapskaart: what it is for, who is invited, and how it runs."""

from datetime import date, time, timedelta
from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.privacy.fields import EncryptedTextField
from samenhang.workshops.columns import Column, Naming, Tempo


def in_three_months() -> date:
    return timezone.localdate() + timedelta(days=91)


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, person: Any) -> Self:
        """Those of initiatives this person is a member of, in any role."""
        return self.filter(initiative__memberships__person=person)


class Workshop(models.Model):
    """One gathering around one map, or a series: each group its own map first, then one together (F5)."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Eén bijeenkomst met iedereen")
        SERIES = "series", _("Eerst elke groep apart, daarna samen")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(_("Titel"), max_length=120)
    goal = models.CharField(_("Waarover maakt u samen een kaart?"), max_length=300)
    day = models.DateField(_("Dag"), default=timezone.localdate)
    kind = models.CharField(_("Soort"), max_length=6, choices=Kind, default=Kind.SINGLE)
    tempo = models.CharField(_("Tempo"), max_length=8, choices=Tempo, default=Tempo.EACH)
    # Key of a column, as text → a Naming; what is not in it is with names.
    naming = models.JSONField(default=dict, blank=True)
    reads_along = models.BooleanField(_("De begeleider leest bijdragen al voordat ze getoond worden"), default=False)
    dots_each = models.PositiveSmallIntegerField(
        _("Stippen per deelnemer"), default=3, validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    names_until = models.DateField(_("Namen bewaren tot en met"), default=in_three_months)
    cards_until = models.DateField(_("Bijdragen bewaren tot en met"), default=in_a_year)
    script_starts = models.TimeField(_("Begin"), default=time(13, 30))
    # The tempo of the preset that the script was made from; empty for one that was written without.
    script_tempo = models.CharField(max_length=8, choices=Tempo, blank=True, default="", editable=False)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def stages(self) -> tuple[tuple[Column, ...], ...]:
        return Tempo(self.tempo).stages

    @property
    def tempo_of_script(self) -> str:
        """The tempo that the script speaks of, in words, when the maps go in another one; else empty."""
        differs = self.script_tempo and self.script_tempo != self.tempo
        return str(Tempo(self.script_tempo).label) if differs else ""

    def naming_of(self, column: int) -> Naming:
        return Naming(self.naming.get(str(column), Naming.NAMED))


class PartnerGroup(models.Model):
    """Partners of one kind, such as residents or professionals, with a mark that goes with their words."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("Naam van de groep"), max_length=60)
    # Its place among the marks of documents.marks.
    mark = models.PositiveSmallIntegerField(default=0)
    # In a series; None when they meet on the day of the workshop.
    day = models.DateField(_("Dag van hun eigen bijeenkomst"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="one_group_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Invitee(models.Model):
    """Somebody invited, and how much they may decide: known beforehand, so that the map is more than words (F2)."""

    class Say(models.TextChoices):
        DECIDES = "decides", _("Beslist zelf")
        REPORTS = "reports", _("Rapporteert aan wie beslist")
        NONE = "none", _("Heeft geen zeggenschap")
        UNKNOWN = "unknown", _("Weet ik nog niet")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="invitees")
    group = models.ForeignKey(PartnerGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitees")
    name = EncryptedTextField(_("Wie nodigt u uit?"))
    say = models.CharField(_("Zeggenschap"), max_length=7, choices=Say, default=Say.UNKNOWN)
    reports_to = EncryptedTextField(_("Aan wie rapporteert deze persoon?"), blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ScriptRow(models.Model):
    """One part of the script (draaiboek). When it begins follows from the parts before it (F7)."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="script")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("Minuten"), validators=[MaxValueValidator(480)])
    part = models.CharField(_("Onderdeel"), max_length=120)
    aim = models.CharField(_("Doel"), max_length=300, blank=True, default="")
    form = models.CharField(_("Werkvorm"), max_length=300, blank=True, default="")
    who = models.CharField(_("Wie"), max_length=120, blank=True, default="")
    material = models.CharField(_("Materiaal"), max_length=200, blank=True, default="")
    watch_out = models.CharField(_("Let op"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.part
