"""What a person fills in when looking back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenhang.interventions.looking_back import Told
from samenhang.relationships.forms import WORDS_LIMIT, ObservationForm
from samenhang.stakeholders.columns import TEXT_LIMIT
from samenhang.stakeholders.models import Dimension, Interest

DEED_LIMIT = 300
LEARNED_AT_ONCE = 3


class WordsForm(forms.Form):
    """What happened, at length and as it stands in the course of the relation."""

    what_happened = forms.CharField(
        label=_("Wat gebeurde er?"),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wat deed u, en hoe liep het? Een paar zinnen is genoeg."),
        error_messages={"required": _("Schrijf op wat er gebeurde. Eén zin is genoeg.")},
    )
    deed = forms.CharField(
        label=_("Hoe noemt u dit in het verloop?"),
        max_length=DEED_LIMIT,
        help_text=_("Dit staat bij de vlag in het verloop van de relatie."),
        error_messages={"required": _("Geef het een korte naam. Bijvoorbeeld: wijkwandeling.")},
    )

    def clean_what_happened(self) -> str:
        return str(self.cleaned_data["what_happened"]).replace("\r\n", "\n")

    def clean_deed(self) -> str:
        return " ".join(self.cleaned_data["deed"].split())


class LookBackForm(WordsForm):
    """The words, and what one decides about the relation now. `key` becomes the reflection's own."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    dimension = forms.TypedChoiceField(
        label=_("Wat kenmerkt deze relatie nu het meest?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Ik besluit dit nu niet")), *Dimension.choices],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Waarom?"), required=False, max_length=WORDS_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )


class FreshObservationForm(ObservationForm):
    """What was seen this time. One may look back without: then only the day counts, that of the intervention."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Wat zag en hoorde u bij de ander?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_content:
            del self.errors["words"]
        return cleaned


class LearnedForm(forms.ModelForm[Interest]):
    """An interest that was not known yet; a row without text is none."""

    text = forms.CharField(label=_("Belang of drijfveer"), required=False, max_length=TEXT_LIMIT)

    class Meta:
        model = Interest
        fields = ["text", "kind", "basis"]

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class Telling:
    """Everything on the page where one looks back, as one form."""

    def __init__(self, initial: dict[str, Any], data: Any = None) -> None:
        self.words = LookBackForm(data, initial=initial)
        self.seen = FreshObservationForm(data, initial=initial)
        self.learned = [LearnedForm(data, prefix=f"learned-{number}") for number in range(1, LEARNED_AT_ONCE + 1)]

    def is_valid(self) -> bool:
        """All are checked, so that everything that is wrong is said at once."""
        checked = [form.is_valid() for form in (self.words, self.seen, *self.learned)]
        return all(checked)

    def told(self) -> Told:
        words = self.words.cleaned_data
        return Told(
            key=words["key"],
            on=self.seen.cleaned_data["on"],
            what_happened=words["what_happened"],
            deed=words["deed"],
            observation=self.seen.instance if self.seen.has_content else None,
            dimension=words["dimension"],
            why=words["why"],
            learned=[row.instance for row in self.learned if row.cleaned_data["text"]],
        )

    def as_observation(self) -> str:
        """All that was typed, in the words of an observation: somebody else looked back first."""
        texts = [self.words["what_happened"].value(), self.seen["words"].value(), self.words["why"].value()]
        texts += [row["text"].value() for row in self.learned]
        return "\n".join(text.strip() for text in texts if text and text.strip())
