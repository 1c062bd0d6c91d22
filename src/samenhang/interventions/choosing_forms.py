"""What a leader fills in to weigh ideas, to choose one early, and to choose one."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samenhang.interventions.comparing import Option
from samenhang.interventions.flags import explaining_words
from samenhang.interventions.models import Degree, Effort, Family, Idea, Stretch, Weighing
from samenhang.stakeholders.models import Interest, Sensitivity

type Choices = Iterable[tuple[Any, Any]]

TEXT_LIMIT = 2_000
NOT_SAID = ("", _("Weet ik nog niet"))
YES_OR_NO = [("yes", _("Ja")), ("no", _("Nee"))]
ANSWERS = {"yes": True, "no": False}
WORD_OF_ANSWER = {True: "yes", False: "no", None: ""}


def question(label: Any, choices: Choices, **options: Any) -> forms.TypedChoiceField:
    """One answer out of a few, or none."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[NOT_SAID, *choices],
        empty_value=None,
        widget=forms.RadioSelect,
        **{"coerce": int} | options,
    )


class WeighingForm(forms.Form):
    """An idea held against each interest (fields `fit_<key>`), and against oneself. Nothing has to be answered."""

    explains_us = question(_("Legt dit vooral uit wat ú belangrijk vindt?"), YES_OR_NO, coerce=ANSWERS.__getitem__)
    own_values = question(_("Past het bij wat u belangrijk vindt?"), Degree.choices)
    own_manner = question(_("Past het bij uw manier van doen?"), Degree.choices)
    effort = question(_("Hoeveel werk is het?"), Effort.choices)
    stretch = question(_("Hoe spannend is het voor u?"), Stretch.choices)
    purpose = forms.CharField(
        label=_("Wat zegt u open over uw bedoeling?"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Schrijf het zoals u het tegen hen zou zeggen."),
    )
    would_tell = question(_("Zou u dit doel open vertellen?"), YES_OR_NO, coerce=ANSWERS.__getitem__)
    family = forms.ChoiceField(
        label=_("Wat voor idee is dit?"), required=False, choices=[("", _("Nog niet gekozen")), *Family.choices]
    )

    def __init__(self, interests: list[Interest], idea: Idea, own: Weighing | None, data: Any = None) -> None:
        super().__init__(data, initial=self.answers_of(own) | {"family": idea.family})
        self.interests = interests
        if words := explaining_words(idea.text):
            hint = _("Er staat “%(words)s”. U bepaalt zelf of dat zo is.")
            self.fields["explains_us"].help_text = hint % {"words": words[0]}
        for interest in interests:
            self.fields[self.name_of(interest)] = question(interest.text, Degree.choices, help_text=told_by(interest))

    @staticmethod
    def answers_of(own: Weighing | None) -> dict[str, Any]:
        """What was answered before, as the controls want it."""
        if own is None:
            return {}
        answers: dict[str, Any] = {name: getattr(own, name) for name in Weighing.ASKED}
        answers |= {name: WORD_OF_ANSWER[answers[name]] for name in ("explains_us", "would_tell")}
        return answers | {f"fit_{key}": degree for key, degree in own.fits.items()}

    @staticmethod
    def name_of(interest: Interest) -> str:
        return f"fit_{interest.pk}"

    @property
    def fits(self) -> list[forms.BoundField]:
        """A question for each interest."""
        return [self[self.name_of(interest)] for interest in self.interests]

    @property
    def said(self) -> dict[str, Any]:
        """The answers as a weighing keeps them; only of a valid form."""
        cleaned = self.cleaned_data
        answers = {name: cleaned[name] for name in Weighing.ASKED}
        held = {str(interest.pk): cleaned[self.name_of(interest)] for interest in self.interests}
        return answers | {"fits": {key: degree for key, degree in held.items() if degree is not None}}

    @property
    def family_chosen(self) -> str:
        return str(self.cleaned_data["family"])


def told_by(interest: Interest) -> str:
    """What the interest rests on, and whether others see it."""
    basis = str(interest.get_basis_display())
    return f"{basis} · {_('alleen u ziet dit belang')}" if interest.sensitivity == Sensitivity.ONLY_ME else basis


class CompareForm(forms.Form):
    """Which ideas stand side by side. What it does not understand it leaves out: a link never breaks."""

    interest = forms.ChoiceField(label=_("Past bij"), required=False)
    show = forms.ChoiceField(
        label=_("Toon"),
        required=False,
        choices=[
            ("", _("Alle ideeën")),
            ("unweighed", _("Wat u nog niet woog")),
            ("weighed", _("Wat u woog")),
            ("unflagged", _("Waar niets bij opvalt")),
        ],
    )

    def __init__(self, query: Any, interests: list[Interest]) -> None:
        super().__init__(query)
        interest: Any = self.fields["interest"]
        interest.choices = [("", _("Alle belangen")), *((str(one.pk), one.text) for one in interests)]
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def chosen_from(self, options: list[Option]) -> list[Option]:
        interest, show = self.cleaned_data.get("interest"), self.cleaned_data.get("show")
        if interest:
            options = [option for option in options if option.serves(interest)]
        kept: dict[str | None, Callable[[Option], bool]] = {
            "unweighed": lambda option: not option.own,
            "weighed": lambda option: bool(option.own),
            "unflagged": lambda option: not option.flags,
        }
        return [option for option in options if kept[show](option)] if show in kept else options


class EarlyForm(forms.Form):
    early_why = forms.CharField(
        label=_("Waarom kiest u nu al?"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom u nu al kiest. Eén zin is genoeg.")},
    )


class ChoiceForm(forms.Form):
    """What makes an idea an intervention; its action has a form of its own.

    `key` becomes the intervention's, so that pressing twice chooses once. `seen` are the choices that were on the page.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    family = forms.ChoiceField(
        label=_("Wat voor idee is dit?"),
        choices=Family.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor idee dit is. Zo ziet u later wat bij u werkt.")},
    )
    first_step = forms.CharField(
        label=_("Wat is de eerste stap?"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Iets kleins dat u deze week kunt doen. Bijvoorbeeld: bel voor een afspraak."),
    )
    certain = forms.BooleanField(label=_("Ik las dit, en kies dit idee toch."), required=False)

    def __init__(self, data: Any = None, *, has_warnings: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.has_warnings = has_warnings

    def clean_certain(self) -> bool:
        if self.has_warnings and not self.cleaned_data["certain"]:
            raise ValidationError(_("Lees wat er bij dit idee opvalt, en zet een vinkje als u het toch kiest."))
        return bool(self.cleaned_data["certain"])


def keys_in(texts: Iterable[str]) -> set[UUID]:
    """The keys among `texts`; what is no key is left out."""
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
