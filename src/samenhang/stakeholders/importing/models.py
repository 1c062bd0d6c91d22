"""An import between its steps. What was read from the file is kept encrypted, and wiped once it is no longer needed."""

from datetime import timedelta
from typing import ClassVar, Self

import uuid_utils.compat as uuids
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.privacy.fields import EncryptedJSONField, EncryptedTextField

# How long an import that nobody finished, and the rows that could not be imported, wait for somebody to come back.
LEFTOVERS_KEPT = timedelta(days=30)


class Stage(models.TextChoices):
    SHEET = "sheet", _("Kies het blad")
    MAPPING = "mapping", _("Koppel de kolommen")
    PREVIEW = "preview", _("Controleer")
    RUNNING = "running", _("Lees in")
    FINISHED = "finished", _("Klaar")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def left_behind(self) -> Self:
        """Those with leftovers of a file that nobody came back for in time."""
        return self.filter(created_at__lt=timezone.now() - LEFTOVERS_KEPT).exclude(
            stage=Stage.FINISHED, refused__isnull=True
        )


class ImportRun(models.Model):
    """One file on its way into the table."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    act = models.UUIDField(default=uuids.uuid7, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    filename = EncryptedTextField()
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.SHEET)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    # [[name, rows], …] as read; gone as soon as the import runs.
    sheets = EncryptedJSONField(null=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    header = models.PositiveIntegerField(null=True, help_text="Row number of the column names; 0 for none.")
    targets = EncryptedJSONField(null=True)
    kind = models.CharField(max_length=12, blank=True, default="")
    doubles = EncryptedJSONField(null=True)
    # [{"number": …, "name": …, "remark": …}, …]
    remarks = EncryptedJSONField(null=True)
    # {"header": […], "rows": [[row number, reason, *cells], …]}
    refused = EncryptedJSONField(null=True)

    total = models.PositiveIntegerField(default=0, help_text="Rows to import.")
    position = models.PositiveIntegerField(default=0, help_text="Rows dealt with.")
    made = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[ImportRunQuerySet] = ImportRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.filename)

    @property
    def is_running(self) -> bool:
        return self.stage == Stage.RUNNING

    @property
    def is_finished(self) -> bool:
        return self.stage == Stage.FINISHED

    @property
    def left(self) -> int:
        """Rows that did not get their turn."""
        return self.total - self.position

    @property
    def touched_any(self) -> bool:
        """Whether anything in the table came from here."""
        return bool(self.made or self.merged)

    def abandon(self) -> None:
        """Stop. What is in the table stays there; everything else that was read from the file is wiped."""
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(pk=self.pk)
            if run.stage in {Stage.SHEET, Stage.MAPPING, Stage.PREVIEW}:
                run.delete()
            else:
                run.finish()
                run.forget()

    def finish(self) -> None:
        """Note the end; only counts and the refused rows remain."""
        self.blocks.all().delete()
        self.sheets = self.targets = self.doubles = self.remarks = None
        if not self.is_finished:
            self.stage, self.finished_at = Stage.FINISHED, timezone.now()
        self.save()

    def forget(self) -> None:
        """Wipe the refused rows too."""
        self.refused = None
        self.save(update_fields=["refused"])


class ImportBlock(models.Model):
    """Rows that wait for their turn. A block is deleted in the same transaction that puts its rows in the table."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="blocks")
    rows = EncryptedJSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.id}"
