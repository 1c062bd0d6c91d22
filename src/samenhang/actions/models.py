"""Who does what by when; and what reminds them: mail, calendar, snoozing."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

import uuid_utils.compat as uuids
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.initiatives.models import Initiative, Membership
from samenhang.privacy.fields import EncryptedTextField
from samenhang.stakeholders.models import REMOVED_KEPT, Stakeholder


class Capacity(models.TextChoices):
    """Whether the owner has the time, means and authority to keep this promise."""

    UNKNOWN = "unknown", _("Nog niet besproken")
    THERE = "there", _("Er is tijd en ruimte")
    MISSING = "missing", _("Er is geen tijd of ruimte")


class Outcome(models.TextChoices):
    DONE = "done", _("Gedaan")
    DROPPED = "dropped", _("Vervallen")


def late_on(today: date) -> Q:
    """As `Action.is_overdue`, for the database; among open actions."""
    return Q(due__lt=today) & (Q(postponed_until=None) | Q(postponed_until__lt=today))


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, person: Any) -> Self:
        """Shared actions of this person's initiatives; confidential ones where the person may enter that zone."""
        return self.filter(
            Q(is_shared=True) | Q(initiative__memberships__role__in=CONFIDENTIAL),
            initiative__memberships__person=person,
        )

    def present(self) -> Self:
        """Neither removed themselves nor about a stakeholder who was."""
        return self.filter(removed_at=None).filter(Q(stakeholder=None) | Q(stakeholder__removed_at=None))

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def owned_by(self, person: Any) -> Self:
        return self.filter(owner=person)

    def to_do_of(self, person: Any) -> Self:
        """What a person (or OuterRef) still has to do and may see now; of an archive nothing, where nothing changes."""
        return self.visible_to(person).present().open().owned_by(person).filter(initiative__archived_at=None)

    def without_private(self) -> Self:
        """What is for leaders only is not even read from the database."""
        return self.defer("private_text", "why")

    def removed_long_ago(self) -> Self:
        return self.filter(removed_at__lt=timezone.now() - REMOVED_KEPT)


class Action(models.Model):
    """What somebody will do, by when. It is an appointment only once its owner accepted it.

    It is told in two ways. `shared_text` is what leaves the confidential zone: the list of partners, mail and calendar.
    `private_text` is for leaders and never goes there. A confidential action may have no shared text at all.
    """

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="actions")
    # Whom it is about: erased with them.
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.CASCADE, related_name="actions", editable=False
    )
    # Where in the product it came from, for leaders.
    origin = models.CharField(max_length=200, blank=True, default="", editable=False)
    is_shared = models.BooleanField(_("Partners zien deze actie"), default=False)
    shared_text = models.CharField(_("Zo lezen anderen het"), max_length=200, blank=True, default="")
    private_text = EncryptedTextField(_("Wat u gaat doen"), blank=True, default="")
    # Either a person with an account, or the name of a partner organisation (shared actions only), or nobody yet.
    owner = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
        verbose_name=_("Wie doet het?"),
    )
    organisation = models.CharField(_("Partnerorganisatie"), max_length=120, blank=True, default="")
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    due = models.DateField(_("Wanneer is het klaar?"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("Hoeveel uur kost het?"), null=True, blank=True)
    capacity = models.CharField(
        _("Is er tijd en ruimte voor?"), max_length=7, choices=Capacity, default=Capacity.UNKNOWN
    )
    postponed_until = models.DateField(_("Uitgesteld tot"), null=True, editable=False)
    outcome = models.CharField(max_length=7, blank=True, default="", choices=Outcome, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    # Why it was dropped, postponed or given back. For leaders only, whoever wrote it.
    why = EncryptedTextField(_("Waarom?"), blank=True, default="", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta:
        ordering = [models.F("due").asc(nulls_last=True), "id"]
        indexes = [
            models.Index(fields=["initiative", "removed_at", "due"], name="actions_of_initiative"),
            models.Index(fields=["owner", "ended_at", "due"], name="open_actions_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def text_for(self, membership: Membership) -> str:
        """How this member reads it; empty when there is nothing to read for them."""
        if membership.sees_confidential and self.private_text:
            return self.private_text
        return self.shared_text

    @property
    def has_owner(self) -> bool:
        return bool(self.owner_id or self.organisation)

    @property
    def is_appointment(self) -> bool:
        """Accepted by its owner; until then it is a wish ("nog geen afspraak")."""
        return self.has_owner and self.accepted_at is not None

    @property
    def version(self) -> str:
        """Changes with every change: a form carries it along, to notice that somebody else was faster."""
        return self.changed_at.isoformat()

    @property
    def day(self) -> date | None:
        """When it is to be ready: what was postponed, on its new day."""
        return max((day for day in (self.due, self.postponed_until) if day), default=None)

    def is_postponed(self, today: date) -> bool:
        return not self.ended_at and self.postponed_until is not None and self.postponed_until > today

    def is_overdue(self, today: date) -> bool:
        return not self.ended_at and self.due is not None and self.day is not None and self.day < today


class Snooze(models.Model):
    """A person who does not want to be reminded of an action before a day. Others still are."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="snoozes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="one_snooze_per_person")]

    def __str__(self) -> str:
        return f"{self.until}"


class Rhythm(models.TextChoices):
    NEVER = "never", _("Nooit")
    DAILY = "daily", _("Elke dag waarop er iets is")
    WEEKLY = "weekly", _("Elke maandag")


class ReminderChoice(models.Model):
    """How often a person wants a mail about their actions; without a row: daily."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="reminder_choice")
    rhythm = models.CharField(
        _("Hoe vaak wilt u een overzicht per e-mail?"), max_length=6, choices=Rhythm, default=Rhythm.DAILY
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.rhythm


class Digest(models.Model):
    """The one mail a person gets on a day. `begun_at` is kept before it leaves, so that it never leaves twice."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="one_digest_per_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class CalendarFeed(models.Model):
    """A secret address at which a calendar program reads a person's actions, until it is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        """What stands in the address: the id, signed, so that it cannot be guessed."""
        return signing.Signer(salt="calendar").sign(str(self.pk))

    @classmethod
    def find(cls, token: str) -> "CalendarFeed":
        """The feed of this address. Raises DoesNotExist when it is made up, withdrawn, or of nobody here any more."""
        try:
            key = UUID(signing.Signer(salt="calendar").unsign(token))
        except (signing.BadSignature, ValueError) as error:
            raise cls.DoesNotExist from error
        return cls.objects.select_related("person").get(pk=key, revoked_at=None, person__is_active=True)

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
