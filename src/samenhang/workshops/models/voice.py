"""What participants say of the piles: dots, whether they agree, whether they know their words in it (F6)."""

import uuid_utils.compat as uuids
from django.db import models
from django.utils.translation import gettext_lazy as _

from samenhang.initiatives.models import Initiative
from samenhang.workshops.models.board import Board
from samenhang.workshops.models.card import Cluster
from samenhang.workshops.models.participant import Participant


class Dots(models.Model):
    """How many dots somebody gave to a pile. Only totals are ever shown."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "participant"], name="one_row_of_dots")]

    def __str__(self) -> str:
        return str(self.count)


class Answer(models.Model):
    """Whether somebody agrees to a shared sentence, in the words it had then."""

    class Verdict(models.TextChoices):
        AGREE = "agree", _("Akkoord")
        REMARK = "remark", _("Akkoord met opmerking")
        NOT_YET = "not_yet", _("Nog niet")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="answers")
    worded_number = models.PositiveBigIntegerField()
    verdict = models.CharField(_("Uw antwoord"), max_length=7, choices=Verdict)
    remark = models.CharField(_("Uw opmerking"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "participant"], name="one_answer_each")]

    def __str__(self) -> str:
        return str(self.get_verdict_display())


class Recognition(models.Model):
    """Whether somebody who wrote a contribution knows it again in the shared sentence ("klopt dit?")."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="recognitions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    worded_number = models.PositiveBigIntegerField()
    fits = models.BooleanField(_("Klopt dit met wat u bedoelde?"))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "participant"], name="one_recognition_each")]

    def __str__(self) -> str:
        return str(self.fits)


class SelfCheck(models.Model):
    """How somebody saw the partnership at the end, on the four marks of Hook (2006). For the group, not a score."""

    class Mark(models.TextChoices):
        RELATIONSHIP = "relationship", _("We hadden echt contact met elkaar.")
        POWER = "power", _("Ieders stem telde even zwaar.")
        DECISIONS = "decisions", _("We besloten samen.")
        AUTONOMY = "autonomy", _("Ieder kon zichzelf blijven.")

    class Extent(models.IntegerChoices):
        NO = 1, _("Nee")
        LITTLE = 2, _("Een beetje")
        MOSTLY = 3, _("Grotendeels")
        YES = 4, _("Ja")

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="self_checks")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=12, choices=Mark)
    extent = models.PositiveSmallIntegerField(choices=Extent)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["board", "participant", "mark"], name="one_self_check_each")]

    def __str__(self) -> str:
        return f"{self.mark}: {self.extent}"
