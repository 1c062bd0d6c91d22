"""From brainstorm to action: ideas, who thinks along, the choice, and what came of it."""

from datetime import timedelta
from typing import Any, ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.codes import CODE_LENGTH, new_code
from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.initiatives.models import Initiative
from samenhang.live.numbered import Numbered
from samenhang.privacy.fields import EncryptedTextField
from samenhang.relationships.models import Assessment, Deed, Observation
from samenhang.stakeholders.models import REMOVED_KEPT, Dimension, Stakeholder

# Choosing opens at this many ideas; earlier only with a reason.
ENOUGH_IDEAS = 5
DOOR_LASTS = timedelta(days=14)


class Family(models.TextChoices):
    """The five ways to move a relation; the prompts invite to each."""

    ASKING = "asking", _("Vragen")
    GIVING = "giving", _("Geven")
    INVITING = "inviting", _("Uitnodigen")
    SETTING = "setting", _("De omgeving veranderen")
    STEPPING_BACK = "stepping_back", _("Een stap terug doen")


class Degree(models.IntegerChoices):
    NOT = 0, _("Niet")
    LITTLE = 1, _("Een beetje")
    CLEARLY = 2, _("Duidelijk")
    STRONGLY = 3, _("Sterk")


class Effort(models.IntegerChoices):
    LITTLE = 1, _("Weinig")
    SOME = 2, _("Redelijk wat")
    MUCH = 3, _("Veel")


class Stretch(models.IntegerChoices):
    """How far outside one's comfort zone."""

    LITTLE = 1, _("Niet echt")
    SOME = 2, _("Een beetje")
    MUCH = 3, _("Flink")


class BrainstormQuerySet(models.QuerySet["Brainstorm"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(
            stakeholder__initiative__memberships__person=person,
            stakeholder__initiative__memberships__role__in=CONFIDENTIAL,
        )

    def present(self) -> Self:
        return self.filter(stakeholder__removed_at=None)

    def undecided(self) -> Self:
        """From which nothing was chosen, or only what was dropped or taken off the list before one looked back."""
        is_there = models.Q(action__isnull=False, action__removed_at=None) & ~models.Q(action__outcome=Outcome.DROPPED)
        chosen = Intervention.objects.filter(is_there | models.Q(reflection__isnull=False))
        return self.filter(~models.Exists(chosen.filter(idea__brainstorm=models.OuterRef("pk"))))


class Brainstorm(Numbered):
    """Ideas about one relation, aiming one dimension up."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="brainstorms")
    from_dimension = models.PositiveSmallIntegerField(choices=Dimension)
    # In the highest dimension there is nothing above: then it is the same, and the aim is to keep it.
    to_dimension = models.PositiveSmallIntegerField(choices=Dimension)
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    # How many prompts were shown; see prompts.py.
    prompt_turn = models.PositiveSmallIntegerField(default=0)
    # Why somebody chose before there were enough ideas.
    early_why = EncryptedTextField(_("Waarom kiest u nu al?"), blank=True, default="")
    early_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    early_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = BrainstormQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_dimension} → {self.to_dimension}"

    @classmethod
    def begin(cls, stakeholder: Stakeholder, by: Person) -> "Brainstorm":
        """A brainstorm that aims one dimension above where the relation stands. Raises ValueError when nobody knows."""
        now = stakeholder.dimension
        if now is None:
            raise ValueError("The relation was not assessed yet.")
        made: Brainstorm = cls.objects.create(
            stakeholder=stakeholder, from_dimension=now, to_dimension=min(now + 1, Dimension.COHERENCE), begun_by=by
        )
        return made

    @property
    def choice_is_open(self) -> bool:
        return self.choice_is_open_at(self.ideas.present().count())

    def choice_is_open_at(self, count: int) -> bool:
        """Whether one may choose with so many ideas: enough, or a reason why not."""
        return bool(self.early_at) or count >= ENOUGH_IDEAS


class DoorQuerySet(models.QuerySet["Door"]):
    def open(self) -> Self:
        """Those that let people in: not closed or past their time, in the archive, or about a removed partner."""
        return self.filter(
            closed_at=None,
            opened_at__gt=timezone.now() - DOOR_LASTS,
            initiative__archived_at=None,
            brainstorm__stakeholder__removed_at=None,
        )


class Door(models.Model):
    """The way in for those who think along, by a code. They see the question in these words, and each other's ideas."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    brainstorm = models.ForeignKey(Brainstorm, on_delete=models.CASCADE, related_name="doors")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    question = models.CharField(_("De vraag, zoals meedenkers die lezen"), max_length=300)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = DoorQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["brainstorm"], condition=models.Q(closed_at=None), name="one_open_door_per_brainstorm"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Thinker(models.Model):
    """Somebody who thinks along on their own device; the name is given by themselves, or left out."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="thinkers")
    name = models.CharField(_("Uw naam"), max_length=60, blank=True, default="")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class IdeaQuerySet(models.QuerySet["Idea"]):
    def present(self) -> Self:
        return self.filter(removed_at=None)

    def on_the_table(self) -> Self:
        """What those who think along see: their own ideas, and those of leaders that were put there on purpose."""
        return self.present().filter(is_shared=True)

    def of_record(self) -> Self:
        """Without what somebody who thinks along took back themselves: that is for nobody to read."""
        return self.exclude(removed_at__isnull=False, removed_by=None)

    def removed_long_ago(self) -> Self:
        return self.filter(removed_at__lt=timezone.now() - REMOVED_KEPT)

    def changed_after(self, number: int) -> Self:
        """All that changed since `number`, removed ones too, in the order of their last change."""
        return self.filter(number__gt=number).order_by("number")


class Idea(models.Model):
    """One option. Its key is made by the browser, so that sending it twice adds it once."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    brainstorm = models.ForeignKey(Brainstorm, on_delete=models.CASCADE, related_name="ideas")
    # The number of its last change among those of the brainstorm.
    number = models.PositiveBigIntegerField(editable=False)
    text = EncryptedTextField(_("Idee"))
    family = models.CharField(_("Soort"), max_length=13, blank=True, default="", choices=Family)
    # A leader (`by`) or somebody who thinks along (`thinker`).
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    thinker = models.ForeignKey(Thinker, null=True, on_delete=models.SET_NULL, related_name="ideas")
    is_shared = models.BooleanField(_("Meedenkers zien dit idee"), default=False)
    # Whether those who think along ever saw it: of the others they hear nothing at all.
    was_shown = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    objects: ClassVar[Any] = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["brainstorm", "number"], name="idea_of_number")]

    def __str__(self) -> str:
        return self.text


class Weighing(models.Model):
    """What one leader makes of an idea: held against the other's interests first, then against oneself."""

    # The questions, besides the one about each interest.
    ASKED = ("explains_us", "own_values", "own_manner", "effort", "stretch", "purpose", "would_tell")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="weighings")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # Key of an Interest of this stakeholder → Degree.
    fits = models.JSONField(default=dict, blank=True)
    explains_us = models.BooleanField(_("Legt dit vooral uit wat ú belangrijk vindt?"), null=True, blank=True)
    own_values = models.PositiveSmallIntegerField(
        _("Past het bij wat u belangrijk vindt?"), null=True, blank=True, choices=Degree
    )
    own_manner = models.PositiveSmallIntegerField(
        _("Past het bij uw manier van doen?"), null=True, blank=True, choices=Degree
    )
    effort = models.PositiveSmallIntegerField(_("Hoeveel werk is het?"), null=True, blank=True, choices=Effort)
    stretch = models.PositiveSmallIntegerField(_("Hoe spannend is het voor u?"), null=True, blank=True, choices=Stretch)
    purpose = EncryptedTextField(_("Wat zegt u open over uw bedoeling?"), blank=True, default="")
    would_tell = models.BooleanField(_("Zou u dit doel open vertellen?"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["idea", "by"], name="one_weighing_per_person")]

    def __str__(self) -> str:
        return f"{self.pk}"


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(
            stakeholder__initiative__memberships__person=person,
            stakeholder__initiative__memberships__role__in=CONFIDENTIAL,
        )

    def present(self) -> Self:
        return self.filter(stakeholder__removed_at=None)

    def running(self) -> Self:
        """Chosen, and neither done nor dropped."""
        return self.filter(action__ended_at=None, action__removed_at=None, action__isnull=False)

    def to_look_back_on(self) -> Self:
        """Done, and nobody looked back yet."""
        return self.filter(action__outcome=Outcome.DONE, action__removed_at=None, reflection=None)


class Intervention(models.Model):
    """The option that was chosen. Who does it by when, and how far it is, stands in its action."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="interventions")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="interventions")
    action = models.OneToOneField(Action, null=True, on_delete=models.SET_NULL, related_name="intervention")
    family = models.CharField(_("Soort"), max_length=13, choices=Family)
    chosen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)
    first_step = EncryptedTextField(_("Wat is de eerste stap?"), blank=True, default="")
    opening = EncryptedTextField(_("Uw openingszin"), blank=True, default="")
    will_not = EncryptedTextField(_("Wat doet u niet?"), blank=True, default="")

    objects: ClassVar[Any] = InterventionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Reflection(models.Model):
    """Looking back on an intervention, once: what happened, and what was seen and decided then."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    intervention = models.OneToOneField(Intervention, on_delete=models.CASCADE, related_name="reflection")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("Wanneer was het?"), default=timezone.localdate)
    what_happened = EncryptedTextField(_("Wat gebeurde er?"))
    # Where the relation stood before; and where it stood when one looked back, without what was decided then.
    before = models.PositiveSmallIntegerField(null=True, choices=Dimension, editable=False)
    stood = models.PositiveSmallIntegerField(null=True, choices=Dimension, editable=False)
    observation = models.ForeignKey(Observation, null=True, on_delete=models.SET_NULL, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.SET_NULL, related_name="+")
    deed = models.ForeignKey(Deed, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def after(self) -> int | None:
        """Where the relation stood after it; a decision that was taken back no longer counts."""
        return self.assessment.dimension if self.assessment else self.stood
