"""What who leads fills in beforehand: the workshop itself, its groups, and who is invited."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samenhang.workshops.columns import GUIDES, Column, Naming
from samenhang.workshops.models import Invitee, PartnerGroup, Workshop
from samenhang.workshops.preparing import MOST_GROUPS, Fixed, free_marks
from samenhang.workshops.seen_forms import SeenForm

NAME_LIMIT = 120
GROUP_LIMIT = 60
NOT_A_DAY = {"invalid": _("Schrijf de datum als 14-04-2026."), "required": _("Kies een dag.")}
# In the order of documents.marks.
MARK_NAMES = (
    _("Rondje"),
    _("Vierkant"),
    _("Driehoek"),
    _("Ruit"),
    _("Zeshoek"),
    _("Ster"),
    _("Kruis"),
    _("Druppel"),
)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def names_in(text: str) -> list[str]:
    """One name on each line, without doubles."""
    found = {name.casefold(): name for line in text.splitlines() if (name := " ".join(line.split()))}
    return list(found.values())


def naming_field(column: Column) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=format_lazy("{} {}", column.value, column.label),
        choices=Naming,
        initial=Naming.NAMED,
        help_text=GUIDES[column].question,
    )


class WorkshopForm(SeenForm[Workshop]):
    """A workshop. A new one has a `key` that becomes its own, and lines with groups; of another some is fixed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    group_names = forms.CharField(
        label=_("Welke groepen doen mee?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Elke groep op een eigen regel, zoals Bewoners of Professionals."),
    )
    dots_each = forms.TypedChoiceField(
        label=_("Stippen per deelnemer"),
        choices=[(3, "3"), (4, "4"), (5, "5")],
        coerce=int,
        help_text=_("Zoveel stippen verdeelt ieder bij het kiezen."),
    )
    naming_1 = naming_field(Column.VALUES)
    naming_2 = naming_field(Column.RELATIONS)
    naming_3 = naming_field(Column.ACTING)
    naming_4 = naming_field(Column.CONDITIONS)
    naming_5 = naming_field(Column.ACTIONS)

    class Meta:
        model = Workshop
        fields = ["title", "goal", "day", "kind", "tempo", "dots_each", "reads_along", "names_until", "cards_until"]
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "day": day_input(),
            "kind": forms.RadioSelect,
            "tempo": forms.RadioSelect,
            "names_until": day_input(),
            "cards_until": day_input(),
        }
        help_texts = {
            "title": _("Deelnemers lezen dit, en alle leden van het initiatief."),
            "goal": _("Eén zin. Ook deze lezen deelnemers."),
            "kind": _("In een reeks maakt elke groep eerst een eigen kaart."),
            "tempo": _("Elke stap apart geeft meer gesprek. Samen gaat sneller."),
            "reads_along": _("Deelnemers lezen dit bij het invulveld. Meestal is het niet nodig."),
            "names_until": _("Daarna wissen wij de namen van deelnemers en genodigden."),
            "cards_until": _("Daarna wissen wij de kaart met alles erop."),
        }
        error_messages = {
            "title": {"required": _("Geef de workshop een titel.")},
            "goal": {"required": _("Schrijf in één zin waarover het gaat.")},
            "day": NOT_A_DAY,
            "names_until": NOT_A_DAY,
            "cards_until": NOT_A_DAY,
        }

    def __init__(self, data: Any = None, *, instance: Workshop, fixed: Fixed | None = None) -> None:
        naming = {f"naming_{column}": instance.naming_of(column).value for column in Column}
        super().__init__(data, instance=instance, initial=naming | {"key": instance.pk})
        self.fixed = fixed or Fixed()
        self.before = instance.names_until, instance.cards_until
        self.is_new = instance._state.adding
        if not self.is_new:
            del self.fields["key"], self.fields["group_names"]
        if self.fixed.begun and not self.fixed.tempo:
            self.fields["tempo"].help_text = _("De kaart is begonnen met stap 1. Voor daarna kunt u nog kiezen.")
        for name in self.fixed_fields():
            self.fields[name].disabled = True
        self.look()

    def fixed_fields(self) -> list[str]:
        begun = ["kind", "dots_each", "reads_along"] if self.fixed.begun else []
        led_on = ["tempo"] if self.fixed.tempo else []
        return [*begun, *led_on, *(f"naming_{column}" for column in self.fixed.columns)]

    def namings(self) -> list[tuple[forms.BoundField, str]]:
        """The question about names of each step, in their order, with the answer that stands."""
        return [(self[f"naming_{column}"], str(self.instance.naming_of(column).label)) for column in Column]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_goal(self) -> str:
        return " ".join(self.cleaned_data["goal"].split())

    def clean_group_names(self) -> list[str]:
        names = names_in(self.cleaned_data["group_names"])
        if len(names) > MOST_GROUPS:
            raise ValidationError(_("Er zijn hoogstens %(most)d groepen mogelijk.") % {"most": MOST_GROUPS})
        if any(len(name) > GROUP_LIMIT for name in names):
            raise ValidationError(_("Maak de naam van elke groep hoogstens %(most)d tekens.") % {"most": GROUP_LIMIT})
        return names

    def clean_names_until(self) -> date:
        return self.kept_until("names_until", self.before[0])

    def clean_cards_until(self) -> date:
        return self.kept_until("cards_until", self.before[1])

    def kept_until(self, name: str, before: date) -> date:
        """A day that is still to come; once people take part no later one than they were told."""
        until: date = self.cleaned_data[name]
        if until == before and not self.is_new:
            return until
        if until < timezone.localdate():
            raise ValidationError(_("Deze dag is voorbij. Kies vandaag of later."))
        if self.fixed.joined and until > before:
            told = gettext("Deelnemers lazen dat wij tot en met %(day)s bewaren. Kies die dag of eerder.")
            raise ValidationError(told % {"day": date_format(before)})
        return until

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        day, names, cards = (self.cleaned_data.get(name) for name in ("day", "names_until", "cards_until"))
        if day and names and names < day:
            self.add_error("names_until", _("Kies een dag na de workshop."))
        if names and cards and cards < names:
            self.add_error("cards_until", _("Bewaar bijdragen minstens zo lang als namen."))
        self.instance.naming = {
            str(column.value): self.cleaned_data.get(f"naming_{column}", Naming.NAMED) for column in Column
        }
        if self.is_new and self.cleaned_data.get("key"):
            self.instance.pk = self.cleaned_data["key"]
        return filled


class GroupForm(SeenForm[PartnerGroup]):
    """A group with a name and a mark of its own; in a series it may have a day of its own too."""

    mark = forms.TypedChoiceField(label=_("Teken"), coerce=int, widget=forms.RadioSelect)

    class Meta:
        model = PartnerGroup
        fields = ["name", "mark", "day"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "name": _("Zoals mensen zichzelf noemen: Bewoners, Professionals, Bestuur."),
            "day": _("Laat leeg als de groep bijeenkomt op de dag van de workshop."),
        }
        error_messages = {"name": {"required": _("Geef de groep een naam.")}, "day": NOT_A_DAY}

    def __init__(self, data: Any = None, *, instance: PartnerGroup) -> None:
        super().__init__(data, instance=instance)
        own = [] if instance._state.adding else [instance.mark]
        free = sorted({*free_marks(instance.workshop), *own})
        chosen: Any = self.fields["mark"]
        chosen.choices = [(mark, MARK_NAMES[mark]) for mark in free]
        chosen.error_messages["invalid_choice"] = _("Dit teken is al van een andere groep. Kies een ander.")
        if not own:
            self.initial["mark"] = free[0] if free else None
        if instance.workshop.kind != Workshop.Kind.SERIES:
            del self.fields["day"]
        self.look()

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = self.instance.workshop.groups.exclude(pk=self.instance.pk).values_list("name", flat=True)
        if name.casefold() in {other.casefold() for other in others}:
            raise ValidationError(_("Deze groep is er al. Kies een andere naam."))
        return name

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        together = self.instance.workshop.day
        if day and day > together:
            told = gettext("Op %(day)s komt iedereen samen. Kies die dag of eerder.")
            raise ValidationError(told % {"day": date_format(together)})
        return day


class InvitedForm(SeenForm[Invitee]):
    """One person who is invited."""

    name = forms.CharField(label=_("Naam"), max_length=NAME_LIMIT, error_messages={"required": _("Vul een naam in.")})
    reports_to = forms.CharField(
        label=_("Aan wie rapporteert deze persoon?"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("Alleen als iemand rapporteert. Bijvoorbeeld: het bestuur van de bewonersraad."),
    )

    class Meta:
        model = Invitee
        fields = ["name", "group", "say", "reports_to"]
        widgets = {"say": forms.RadioSelect}
        labels = {"group": _("Groep")}

    def __init__(self, data: Any = None, *, instance: Invitee) -> None:
        super().__init__(data, instance=instance)
        choose_group(self.fields["group"], instance.workshop)
        self.look()

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        check_reports_to(self)
        return filled


class InviteForm(forms.Form):
    """Several people at once, a name on each line; group and say are the same for all of them."""

    names = forms.CharField(
        label=_("Wie nodigt u uit?"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Elke naam op een eigen regel. Groep en zeggenschap gelden voor al deze namen."),
        error_messages={"required": _("Schrijf minstens één naam op.")},
    )
    group: Any = forms.ModelChoiceField(label=_("Groep"), queryset=PartnerGroup.objects.none(), required=False)
    say = forms.ChoiceField(
        label=_("Zeggenschap"), choices=Invitee.Say, widget=forms.RadioSelect, initial=Invitee.Say.UNKNOWN
    )
    reports_to = forms.CharField(
        label=_("Aan wie rapporteren zij?"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("Alleen als zij rapporteren. Bijvoorbeeld: het bestuur van de bewonersraad."),
    )

    def __init__(self, data: Any = None, *, workshop: Workshop) -> None:
        super().__init__(data)
        choose_group(self.fields["group"], workshop)

    def clean_names(self) -> Sequence[str]:
        names = names_in(self.cleaned_data["names"])
        if any(len(name) > NAME_LIMIT for name in names):
            raise ValidationError(_("Maak elke naam hoogstens %(most)d tekens.") % {"most": NAME_LIMIT})
        return names

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        check_reports_to(self)
        return filled


def choose_group(field: Any, workshop: Workshop) -> None:
    field.queryset, field.empty_label = workshop.groups.all(), _("Geen groep")
    field.error_messages["invalid_choice"] = _("Deze groep is er niet meer. Kies een andere.")


def check_reports_to(form: forms.BaseForm) -> None:
    """To whom somebody reports is asked of who reports, and kept of nobody else."""
    if form.cleaned_data.get("say") != Invitee.Say.REPORTS:
        form.cleaned_data["reports_to"] = ""
    elif not form.cleaned_data.get("reports_to") and "reports_to" not in form.errors:
        form.add_error("reports_to", _("Vul in aan wie. Weet u dat nog niet? Kies dan “Weet ik nog niet”."))
