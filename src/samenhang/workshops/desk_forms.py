"""What who leads fills in on the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Cluster

# As many as one map was measured with.
MOST_ROOM = 1000


class PlaceForm(forms.Form):
    """Where the map goes; `seen` is where it stood when the button was pressed, so that two presses are one step."""

    stage = forms.IntegerField(min_value=0, max_value=4)
    phase = forms.ChoiceField(choices=Phase)
    seen = forms.CharField(required=False)

    def __init__(self, *args: Any, board: Board, **options: Any) -> None:
        super().__init__(*args, **options)
        self.board = board

    def clean_stage(self) -> int:
        stage: int = self.cleaned_data["stage"]
        if stage >= len(self.board.workshop.stages):
            raise forms.ValidationError(_("Deze stap is er niet."))
        return stage

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        if self.cleaned_data.get("seen") and self.cleaned_data["seen"] != f"{self.board.stage}-{self.board.phase}":
            raise forms.ValidationError(_("De kaart is intussen al verder. Kijk even waar u bent."))
        return filled


class TimerForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Minuten"),
        min_value=1,
        max_value=240,
        initial=5,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class HideForm(forms.Form):
    why = forms.CharField(
        label=_("Waarom verbergt u dit?"),
        help_text=_("De reden blijft bij de bijdrage staan. Alleen begeleiders lezen die."),
        max_length=200,
        error_messages={"required": _("Schrijf kort waarom.")},
    )


class MoveForm(forms.Form):
    """To a column, loose, or onto a pile: one list with both."""

    to = forms.ChoiceField(label=_("Waarheen?"), error_messages={"required": _("Kies waarheen.")})

    def __init__(self, *args: Any, board: Board, **options: Any) -> None:
        super().__init__(*args, **options)
        piles = board.clusters.present().exclude(cards=None).prefetch_related("cards")
        chosen: Any = self.fields["to"]
        chosen.choices = [
            *((f"column-{column.value}", _("Los in %(column)s") % {"column": column.label}) for column in Column),
            *((f"pile-{pile.pk}", f"{Column(pile.column).label}: {in_short(pile)}") for pile in piles),
        ]


def in_short(pile: Cluster) -> str:
    first = next(iter(pile.cards.all()), None)
    return (pile.statement or (first.text if first else ""))[:80]


class WordForm(forms.ModelForm[Cluster]):
    """The shared sentence, and of an action who and when; `seen`, `seen_who` and `seen_due` are what was read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    seen_who = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    seen_due = forms.DateField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Cluster
        fields = ["statement", "who", "due"]
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update(seen=self.instance.statement, seen_who=self.instance.who, seen_due=self.instance.due)
        if self.instance.column != Column.ACTIONS:
            del self.fields["who"], self.fields["due"], self.fields["seen_who"], self.fields["seen_due"]


class RoomForm(forms.Form):
    """For how many there is room; who is in stays in."""

    room_for = forms.IntegerField(
        label=_("Voor hoeveel deelnemers is er plaats?"),
        min_value=1,
        max_value=MOST_ROOM,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class HandOverForm(forms.Form):
    facilitator: Any = forms.ModelChoiceField(
        label=_("Wie begeleidt?"), queryset=None, error_messages={"required": _("Kies wie begeleidt.")}
    )
    second: Any = forms.ModelChoiceField(
        label=_("Wie helpt daarbij?"), queryset=None, required=False, empty_label=_("Niemand")
    )

    def __init__(self, *args: Any, board: Board, **options: Any) -> None:
        super().__init__(*args, **options)
        may_lead = Person.objects.filter(
            memberships__initiative=board.initiative_id, memberships__role__in=MAY_FACILITATE
        )
        for name in ("facilitator", "second"):
            chosen: Any = self.fields[name]
            chosen.queryset = may_lead
        self.initial.update(facilitator=board.facilitator_id, second=board.second_id)

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        if self.cleaned_data.get("second") == self.cleaned_data.get("facilitator"):
            self.cleaned_data["second"] = None
        return filled
