"""Preparing an intervention: the first step, the opening sentence, and what one will not do."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.interventions.models import Intervention, Weighing
from samenhang.interventions.weighing import Verdict, interests_of, verdict_of
from samenhang.relationships.assessors import name_of
from samenhang.stakeholders.editing import same

TEXT_LIMIT = 2_000
WRITTEN = ("first_step", "opening", "will_not")


class PreparationForm(forms.Form):
    """Three texts, each with what stood there when the page was made (`seen-…`)."""

    first_step = forms.CharField(
        label=_("Wat is de eerste stap?"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Iets kleins. Bijvoorbeeld: bel voor een afspraak."),
    )
    opening = forms.CharField(
        label=_("Uw openingszin"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wat zegt u als eerste? Begin bij de ander, niet bij uw plan."),
    )
    will_not = forms.CharField(
        label=_("Wat doet u niet?"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bijvoorbeeld: ons plan uitleggen, of iets beloven wat u niet zelf kunt besluiten."),
    )

    def __init__(self, intervention: Intervention, data: Any = None) -> None:
        texts = {name: getattr(intervention, name) for name in WRITTEN}
        super().__init__(data, initial=texts | {f"seen-{name}": text for name, text in texts.items()})
        for name in WRITTEN:
            self.fields[f"seen-{name}"] = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def is_touched(self, name: str) -> bool:
        return not same(self.cleaned_data[name], self.cleaned_data[f"seen-{name}"])

    def read_again(self, now: Intervention) -> None:
        """Keep what was typed; beside it what stands there now counts as read, so that saving again overwrites it."""
        texts = {name: getattr(now, name) for name in WRITTEN}
        typed = {name: self.cleaned_data[name] for name in WRITTEN if self.is_touched(name)}
        self.data = texts | typed | {f"seen-{name}": text for name, text in texts.items()}


@dataclass(frozen=True, slots=True)
class Clash:
    """A text that somebody else changed while it was being written."""

    label: Any
    theirs: str


def prepare(intervention: Intervention, form: PreparationForm) -> list[Clash]:
    """Save what was touched in a valid form, or nothing when somebody else changed the same text meanwhile.

    Raises Intervention.DoesNotExist when it was erased.
    """
    with transaction.atomic():
        now = Intervention.objects.select_for_update().get(pk=intervention.pk)
        touched = [name for name in WRITTEN if form.is_touched(name)]
        clashes = [Clash(form[name].label, getattr(now, name)) for name in touched if clashes_with(now, form, name)]
        if clashes:
            form.read_again(now)
            return clashes
        for name in touched:
            setattr(now, name, form.cleaned_data[name].replace("\r\n", "\n"))
        now.save(update_fields=touched)
    return []


def clashes_with(now: Intervention, form: PreparationForm, name: str) -> bool:
    theirs = getattr(now, name)
    return not same(theirs, form.cleaned_data[f"seen-{name}"]) and not same(theirs, form.cleaned_data[name])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this idea: whose weighing it is, what came of it, and what they say openly about the purpose."""

    name: str = ""
    verdict: Verdict | None = None
    purpose: str = ""


def reason_for(intervention: Intervention, viewer: Person) -> Reason:
    """In the viewer's words, or else in those of who chose it; interests that `viewer` may not see are left out."""
    theirs = Weighing.objects.filter(idea=intervention.idea_id, by__in=[viewer.pk, intervention.chosen_by_id])
    weighings = sorted(theirs.select_related("by"), key=lambda one: one.by_id != viewer.pk)
    if not weighings:
        return Reason()
    interests = interests_of(intervention.idea.brainstorm, viewer)
    return Reason(
        name=name_of(weighings[0].by, viewer),
        verdict=verdict_of(weighings[0], interests),
        purpose=next((one.purpose for one in weighings if one.purpose), ""),
    )
