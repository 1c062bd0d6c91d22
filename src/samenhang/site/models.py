"""What belongs to the installation as a whole."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class HouseStyle(models.Model):
    """The name, logo and two colours of the organisation that runs this installation. At most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("Naam van uw organisatie"), max_length=80, blank=True, default="")
    logo = models.TextField(_("Logo"), blank=True, default="")
    action_light = models.CharField(_("Kleur op licht"), max_length=7, blank=True, default="")
    action_dark = models.CharField(_("Kleur op donker"), max_length=7, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_house_style")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "HouseStyle":
        return cls.objects.filter(id=1).first() or cls()

    @property
    def has_colours(self) -> bool:
        return bool(self.action_light or self.action_dark)

    @property
    def version(self) -> str:
        """Changes with every change, so that browsers may keep the style and logo for a year."""
        return f"v{int(self.changed_at.timestamp())}" if self.changed_at else "v0"
