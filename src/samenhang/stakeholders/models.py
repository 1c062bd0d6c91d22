"""The krachtenveld: who matters for the goal, what moves them, and every change made to that."""

from datetime import timedelta
from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.initiatives.models import Initiative
from samenhang.privacy.erasing import erase
from samenhang.privacy.fields import EncryptedJSONField, EncryptedTextField

# How long a removed stakeholder can be put back before the nightly clean-up erases the row.
REMOVED_KEPT = timedelta(days=30)


class Kind(models.TextChoices):
    PERSON = "person", _("Persoon")
    ORGANISATION = "organisation", _("Organisatie")
    GROUP = "group", _("Groep")


class Influence(models.IntegerChoices):
    SMALL = 1, _("Klein")
    MEDIUM = 2, _("Middel")
    LARGE = 3, _("Groot")
    VERY_LARGE = 4, _("Zeer groot")


class Attitude(models.IntegerChoices):
    AGAINST = 1, _("Tegen")
    RELUCTANT = 2, _("Terughoudend")
    WAITING = 3, _("Afwachtend")
    FAVOURABLE = 4, _("Welwillend")
    FOR = 5, _("Voor")


class Dimension(models.IntegerChoices):
    """What most characterises the interaction (Robert Coppenhagen, Creatieregie)."""

    AUTOPILOT = 1, _("Automatische piloot")
    SELF_INTEREST = 2, _("Eigenbelang")
    RESPECT = 3, _("Respect en interesse")
    COHERENCE = 4, _("Samenhang")


class Part(models.TextChoices):
    """What a stakeholder does in the matter itself."""

    DECIDING = "deciding", _("Beslist")
    SUPPLYING = "supplying", _("Levert")
    EXECUTING = "executing", _("Voert uit")
    USING = "using", _("Gebruikt")


class Ring(models.TextChoices):
    """How close a stakeholder takes part, from the inner ring outwards."""

    CO_DECIDING = "co_deciding", _("Beslist mee")
    TAKING_PART = "taking_part", _("Doet mee")
    THINKING_ALONG = "thinking_along", _("Denkt mee")
    INFORMED = "informed", _("Wordt geïnformeerd")


class NeedKind(models.TextChoices):
    CONSENT = "consent", _("Instemming")
    EXPERTISE = "expertise", _("Expertise")
    PROMOTION = "promotion", _("Promotie")
    MONEY = "money", _("Geld")
    EXECUTION = "execution", _("Uitvoering")
    REACH = "reach", _("Bereik")
    OWN_WORDS = "own_words", _("Eigen woorden")


class InterestKind(models.TextChoices):
    ORGANISATIONAL = "organisational", _("Van de organisatie")
    INDIVIDUAL = "individual", _("Persoonlijk")
    POLITICAL = "political", _("Politiek")
    CONSTITUENCY = "constituency", _("Van de achterban")


class Basis(models.TextChoices):
    SAID = "said", _("Zelf gezegd")
    OBSERVED = "observed", _("Waargenomen")
    ASSUMED = "assumed", _("Vermoed")


class Sensitivity(models.TextChoices):
    TEAM = "team", _("Netwerkleider en medeleiders")
    ONLY_ME = "only_me", _("Alleen ik")


class PreconditionState(models.TextChoices):
    OPEN = "open", _("Nog open")
    DISCUSSED = "discussed", _("In gesprek")
    MET = "met", _("Geregeld")


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    def visible_to(self, person: Any) -> Self:
        """Those of the initiatives whose confidential zone this person may enter."""
        return self.filter(initiative__memberships__person=person, initiative__memberships__role__in=CONFIDENTIAL)

    def present(self) -> Self:
        return self.filter(removed_at=None)

    def removed_long_ago(self) -> Self:
        return self.filter(removed_at__lt=timezone.now() - REMOVED_KEPT)


class Stakeholder(models.Model):
    """A person, organisation or group that matters for the goal."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="stakeholders")
    name = EncryptedTextField(_("Naam"))
    kind = models.CharField(_("Soort"), max_length=12, choices=Kind, default=Kind.ORGANISATION)
    organisation = EncryptedTextField(_("Organisatie"), blank=True, default="")
    job_title = EncryptedTextField(_("Functie"), blank=True, default="")
    essential = models.BooleanField(_("Onmisbaar"), default=False)
    influence = models.PositiveSmallIntegerField(_("Invloed"), null=True, blank=True, choices=Influence)
    attitude = models.PositiveSmallIntegerField(_("Houding"), null=True, blank=True, choices=Attitude)
    part = models.CharField(_("Rol"), max_length=10, blank=True, default="", choices=Part)
    ring = models.CharField(_("Kring"), max_length=15, blank=True, default="", choices=Ring)
    own_initiatives = EncryptedTextField(_("Aanhaken bij"), blank=True, default="")
    constituency = EncryptedTextField(_("Achterban"), blank=True, default="")
    notes = EncryptedTextField(_("Notities"), blank=True, default="")
    source = EncryptedTextField(_("Bron"), blank=True, default="")
    stated_on = models.DateField(_("Datum van de bron"), null=True, blank=True)

    # Set by the decision in `relationships`; kept here because the table, import and export show it.
    dimension = models.PositiveSmallIntegerField(_("Relatie"), null=True, blank=True, choices=Dimension)
    dimension_is_impression = models.BooleanField(default=True)
    last_observed_on = models.DateField(_("Gezien"), null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    objects: ClassVar[Any] = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["initiative", "removed_at"], name="present_of_initiative")]

    def __str__(self) -> str:
        return self.name

    def erase(self) -> None:
        """Delete for good, with all that was written and done about it; nobody begins anything new meanwhile."""
        Stakeholder.objects.filter(pk=self.pk, removed_at=None).update(removed_at=timezone.now())
        erase(self)


class Need(models.Model):
    """Something this stakeholder is needed for: a known kind, or one's own words."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=12, choices=NeedKind)
    words = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words or str(self.get_kind_display())


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, person: Any) -> Self:
        """Without what another leader keeps to him- or herself. Says nothing about the initiative."""
        return self.filter(models.Q(sensitivity=Sensitivity.TEAM) | models.Q(author=person.pk))


class Interest(models.Model):
    """An interest or drive of a stakeholder, with what it rests on."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="interests")
    text = EncryptedTextField(_("Belang of drijfveer"))
    kind = models.CharField(_("Soort"), max_length=14, choices=InterestKind, default=InterestKind.ORGANISATIONAL)
    basis = models.CharField(_("Hoe weet u het?"), max_length=8, choices=Basis, default=Basis.ASSUMED)
    sensitivity = models.CharField(_("Wie mag dit zien?"), max_length=7, choices=Sensitivity, default=Sensitivity.TEAM)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    source = EncryptedTextField(_("Bron"), blank=True, default="")
    stated_on = models.DateField(_("Datum"), null=True, blank=True)

    objects: ClassVar[Any] = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text

    def visible_to(self, person: Any) -> bool:
        """Whether `person` may see it; None stands for anybody a file may be passed on to."""
        if self.sensitivity == Sensitivity.TEAM:
            return True
        return person is not None and self.author_id == person.pk


class Precondition(models.Model):
    """What must be true before this stakeholder can join."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="preconditions")
    text = EncryptedTextField(_("Randvoorwaarde"))
    absolute = models.BooleanField(_("Zonder dit doen zij niet mee"), default=False)
    state = models.CharField(
        _("Hoe ver is het?"), max_length=9, choices=PreconditionState, default=PreconditionState.OPEN
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Change(models.Model):
    """One change by one person: who changed what, and what is needed to undo it.

    `field` is the key of a column (see columns), or "row" for a stakeholder added, removed or put back.
    Changes that belong together (a pasted block, an import, a merge) share an `act`.
    """

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    act = models.UUIDField(default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    field = models.CharField(max_length=20)
    before = EncryptedJSONField(null=True)
    after = EncryptedJSONField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["initiative", "by", "undone_at", "id"], name="last_change_of_person"),
            models.Index(fields=["stakeholder", "field"], name="change_of_field"),
            models.Index(fields=["act"], name="change_of_act"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"


from samenhang.stakeholders.importing.models import ImportBlock, ImportRun  # noqa: E402, F401  (one context, one app)
