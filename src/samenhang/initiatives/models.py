"""The initiative, who takes part in it, and in which role."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

import uuid_utils.compat as uuids
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from samenhang.accounts.models import Person
from samenhang.initiatives.access import CONFIDENTIAL, Role
from samenhang.privacy.erasing import erase

INVITATION_LASTS = timedelta(days=14)


def in_two_years() -> date:
    return timezone.localdate() + timedelta(days=730)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, person: Any) -> Self:
        """The initiatives this person is a member of, in any role."""
        return self.filter(memberships__person=person)

    def led_alone_by(self, person: Person) -> Self:
        """The initiatives that would have no leader without this person."""
        leaders = Membership.objects.filter(initiative=models.OuterRef("pk"), role=Role.LEADER)
        return self.filter(models.Exists(leaders.filter(person=person)), ~models.Exists(leaders.exclude(person=person)))

    def past_retention(self, today: date) -> Self:
        return self.filter(retention_until__lt=today)


class Initiative(models.Model):
    """What a network leader wants to bring about, in one sentence. Everything hangs on it."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    name = models.CharField(_("Naam"), max_length=120)
    goal = models.CharField(_("Doel in één zin"), max_length=300)
    retention_until = models.DateField(_("Bewaren tot en met"), default=in_two_years)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, editable=False)
    archived_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def begin(cls, leader: Person, **fields: Any) -> "Initiative":
        """Make an initiative led by `leader`."""
        with transaction.atomic():
            initiative = cls.objects.create(**fields)
            Membership.objects.create(initiative=initiative, person=leader, role=Role.LEADER)
        return initiative

    def archive(self, by: Person) -> None:
        self.archived_at, self.archived_by = timezone.now(), by
        self.save()

    def reopen(self) -> None:
        self.archived_at = self.archived_by = None
        self.save()

    def erase(self) -> None:
        """Delete the initiative with all its data, history included; nobody begins anything new in it meanwhile."""
        key = self.pk
        Initiative.objects.filter(pk=key, archived_at=None).update(archived_at=timezone.now())
        erase(self)
        with transaction.atomic():
            # Last, since deleting is noted in the history as well.
            Membership.history.filter(initiative_id=key).delete()
            Initiative.history.filter(id=key).delete()


class Membership(models.Model):
    """A person's role in an initiative."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Rol"), max_length=10, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="one_role_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def may(self, ability: frozenset[Role]) -> bool:
        return self.role in ability

    def require_role(self, ability: frozenset[Role]) -> None:
        """Raise PermissionDenied (403) unless this role has `ability`."""
        if not self.may(ability):
            raise PermissionDenied

    def require(self, ability: frozenset[Role]) -> None:
        """As `require_role`, for a change: an archived initiative does not change."""
        self.require_role(ability)
        if self.initiative.archived_at:
            raise PermissionDenied

    @property
    def sees_confidential(self) -> bool:
        return self.may(CONFIDENTIAL)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that still work; while an initiative is in the archive, nobody joins it."""
        return self.filter(
            accepted_at=None,
            revoked_at=None,
            created_at__gt=timezone.now() - INVITATION_LASTS,
            initiative__archived_at=None,
        )


class Invitation(models.Model):
    """A link that makes whoever follows it a member, once. Works without mail: the link is shown to copy."""

    ROLES = [(Role.CO_LEADER, Role.CO_LEADER.label), (Role.PARTNER, Role.PARTNER.label)]

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("Rol"), max_length=10, choices=ROLES)
    meant_for = models.CharField(_("Voor wie"), max_length=200)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.meant_for

    @property
    def token(self) -> str:
        """What stands in the link: the id, signed, so that it cannot be guessed."""
        return signing.Signer(salt="invitation").sign(str(self.id))

    @classmethod
    def find(cls, token: str) -> "Invitation":
        """The open invitation of this link. Raises Invitation.DoesNotExist when there is none."""
        return cls.of_link(token).open().select_related("initiative", "invited_by").get()

    @classmethod
    def membership_by(cls, token: str, person: Person) -> Membership | None:
        """What this person got by this link, if that was so and still is."""
        used = cls.of_link(token).filter(accepted_by=person).first()
        return used.membership_of(person) if used else None

    @classmethod
    def of_link(cls, token: str) -> InvitationQuerySet:
        """The one invitation of this link, open or not; none when the link is made up."""
        try:
            key = UUID(signing.Signer(salt="invitation").unsign(token))
        except (signing.BadSignature, ValueError):
            return InvitationQuerySet(cls).none()
        return InvitationQuerySet(cls).filter(id=key)

    def accept(self, by: Person) -> Membership:
        """Make `by` a member; who is one already keeps the role there is, and the link stays for somebody else.

        Raises Invitation.DoesNotExist when somebody else was first, or when it was withdrawn meanwhile.
        """
        try:
            return self.membership_of(by) or self.join(by)
        except IntegrityError:  # another invitation was faster for the same person; this one is not used up
            return Membership.objects.get(initiative=self.initiative, person=by)

    def membership_of(self, person: Person) -> Membership | None:
        return Membership.objects.filter(initiative=self.initiative, person=person).first()

    def join(self, by: Person) -> Membership:
        """Use the invitation up for a new member, or neither."""
        with transaction.atomic():
            taken = Invitation.objects.open().filter(id=self.id).update(accepted_at=timezone.now(), accepted_by=by)
            if not taken:
                raise Invitation.DoesNotExist
            return Membership.objects.create(initiative=self.initiative, person=by, role=self.role)

    def revoke(self) -> None:
        Invitation.objects.filter(id=self.id).update(revoked_at=timezone.now())
