"""What a person fills in about an action: in two wordings, who does it, and what is asked before it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import uuid_utils.compat as uuids
from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.actions.act_forms import NOT_A_DAY, check_day, day_input
from samenhang.actions.models import Action, Capacity
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.initiatives.models import Membership

TEXT_LIMIT = 2_000
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Preview:
    """What partners will read once the action is shared. `mark` belongs to exactly this: other words, another mark."""

    text: str
    who: str
    due: date | None

    @property
    def mark(self) -> str:
        told = "\n".join((self.text, self.who, f"{self.due}"))
        return salted_hmac("actions.preview", told, algorithm="sha256").hexdigest()[:32]


class ActionForm(forms.ModelForm[Action]):
    """An action as leaders write it. A new one has a `key` that becomes its own; an existing one the version `seen`."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    private_text = forms.CharField(
        label=_("Wat u gaat doen"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen u en uw medeleiders lezen dit."),
    )
    is_shared = forms.BooleanField(label=_("Partners zien deze actie"), required=False)
    shared_text = forms.CharField(
        label=_("Zo lezen anderen het"),
        required=False,
        max_length=200,
        help_text=_("Dit staat ook in mail en agenda. Blijft het leeg? Dan staat daar alleen “Vertrouwelijke actie”."),
    )
    owner = forms.ChoiceField(
        label=_("Wie doet het?"),
        required=False,
        help_text=_("Doet iemand anders het? Dan is het een afspraak zodra diegene ja zegt."),
    )
    organisation = forms.CharField(
        label=_("Naam van de organisatie"),
        required=False,
        max_length=120,
        help_text=_("Dit kan alleen bij een actie die partners zien. U legt hun akkoord later vast."),
    )
    due = forms.DateField(
        label=_("Wanneer is het klaar?"), required=False, widget=day_input(), error_messages=NOT_A_DAY
    )
    hours = forms.IntegerField(
        label=_("Hoeveel uur kost het?"),
        required=False,
        min_value=0,
        max_value=9_999,
        error_messages={
            "invalid": _("Vul een heel getal in, zoals 4."),
            "min_value": _("Vul een getal vanaf 0 in."),
            "max_value": _("Vul een getal tot en met 9999 in."),
        },
    )
    anyway = forms.BooleanField(label=_("Leg de actie toch zo vast"), required=False)
    share_ok = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Action
        fields = [
            "private_text",
            "shared_text",
            "is_shared",
            "owner",
            "organisation",
            "due",
            "hours",
            "capacity",
        ]

    def __init__(
        self,
        membership: Membership,
        data: Any = None,
        *,
        instance: Action | None = None,
        prefix: str | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        given = {"owner": str(membership.person.pk), "key": uuids.uuid7()} if instance is None else read(instance)
        super().__init__(data, instance=instance, prefix=prefix, initial=given | (initial or {}))
        self.membership = membership
        self.before = snapshot(self.instance) if instance else None
        self.people = people_of(membership, self.instance.owner if instance else None)
        self.asks_anyway = False
        self.preview: Preview | None = None
        owner: Any = self.fields["owner"]
        owner.choices = owner_choices(self.people, membership.person)
        self.fields["capacity"].required = False
        if instance:
            del self.fields["key"]
            self.fields["due"].help_text = _("Wijzigt u de dag van een ander? Dan vragen wij opnieuw om een ja.")

    def clean_private_text(self) -> str:
        return str(self.cleaned_data["private_text"]).replace("\r\n", "\n")

    def clean_shared_text(self) -> str:
        return " ".join(self.cleaned_data["shared_text"].split())

    def clean_owner(self) -> Person | None:
        self.by_organisation = self.cleaned_data["owner"] == ORGANISATION
        found = self.people.get(self.cleaned_data["owner"])
        return found.person if found else None

    def clean_organisation(self) -> str:
        """Empty when somebody else does it, whatever still stood in the field."""
        name = " ".join(self.cleaned_data["organisation"].split())
        if not getattr(self, "by_organisation", False):
            return ""
        if not name:
            raise ValidationError(_("Vul de naam van de organisatie in."))
        return name

    def clean_due(self) -> date | None:
        due: date | None = self.cleaned_data["due"]
        if due is None or (self.before and self.before["due"] == due):
            return due
        return check_day(due)

    def clean_capacity(self) -> str:
        return self.cleaned_data["capacity"] or Capacity.UNKNOWN

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.check_texts(cleaned)
        self.check_owner(cleaned)
        self.check_capacity(cleaned)
        self.check_sharing(cleaned)
        return cleaned

    def check_texts(self, cleaned: dict[str, Any]) -> None:
        if {"private_text", "shared_text"} & self.errors.keys():
            return
        if cleaned["is_shared"] and not cleaned["shared_text"]:
            self.add_error("shared_text", _("Schrijf hier hoe partners de actie lezen."))
        elif not cleaned["private_text"] and not cleaned["shared_text"]:
            self.add_error("private_text", _("Schrijf op wat er gaat gebeuren."))

    def check_owner(self, cleaned: dict[str, Any]) -> None:
        """Who cannot see an action cannot have promised it."""
        if cleaned.get("is_shared"):
            return
        owner = cleaned.get("owner")
        if cleaned.get("organisation"):
            self.add_error("owner", _("Een organisatie kan alleen iets doen dat partners zien. Deel de actie eerst."))
        elif owner and not self.people[str(owner.pk)].sees_confidential:
            words = gettext("%(name)s ziet alleen gedeelde acties. Deel de actie, of kies iemand anders.")
            self.add_error("owner", words % {"name": owner})

    def check_capacity(self, cleaned: dict[str, Any]) -> None:
        """A promise that nobody has time for is flagged before it is made."""
        owner, organisation = cleaned.get("owner"), cleaned.get("organisation", "")
        if cleaned.get("capacity") != Capacity.MISSING or not (owner or organisation):
            return
        promised = {"capacity": Capacity.MISSING, "owner_id": owner and owner.pk, "organisation": organisation}
        if self.before and self.before | promised == self.before:
            return
        self.asks_anyway = True
        if not cleaned.get("anyway"):
            words = _("Er is geen tijd of ruimte. Maak de actie kleiner, kies een ander, of bevestig hieronder.")
            self.add_error("capacity", words)

    def check_sharing(self, cleaned: dict[str, Any]) -> None:
        """Nothing leaves the confidential zone before somebody read what exactly partners will see."""
        if not cleaned.get("is_shared") or (self.before and self.before["is_shared"]):
            return
        if {"shared_text", "owner", "organisation", "due"} & self.errors.keys():
            return
        self.preview = Preview(cleaned["shared_text"], self.who(cleaned), cleaned["due"])
        if not constant_time_compare(str(cleaned.get("share_ok", "")), self.preview.mark):
            self.add_error("share_ok", _("Lees wat partners gaan zien. Zet daarna het vinkje."))

    def mark_read(self, now: Action) -> None:
        """From now on `now` counts as what was read: saving again overwrites it."""
        self.data = dict(self.data.items()) | {self.add_prefix("seen"): now.version}

    def typed(self) -> dict[str, Any]:
        """What stands in the controls, to begin another form with."""
        return {name: self[name].value() for name in self.Meta.fields}

    def who(self, cleaned: dict[str, Any]) -> str:
        return str(cleaned.get("organisation") or cleaned.get("owner") or gettext("Nog niemand"))

    @property
    def only_asks(self) -> bool:
        """Nothing is wrong with what was typed: only a confirmation is still wanted."""
        return self.errors.keys() <= {"share_ok", "capacity"} and (self.asks_anyway or "capacity" not in self.errors)

    @property
    def share_is_ticked(self) -> bool:
        return bool(self.preview) and "share_ok" not in self.errors


def read(action: Action) -> dict[str, Any]:
    """What the controls of an existing action begin with, beside its own fields."""
    owner = ORGANISATION if action.organisation else str(action.owner_id or "")
    return {"owner": owner, "seen": action.version}


def snapshot(action: Action) -> dict[str, Any]:
    """What stood there before the form filled the same object in."""
    names = ("is_shared", "owner_id", "organisation", "due", "capacity")
    return {name: getattr(action, name) for name in names}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can own an action: in which capacity, and whether confidential ones are theirs to see."""

    person: Person
    note: str
    sees_confidential: bool

    @property
    def label(self) -> str:
        return f"{self.person} ({self.note})" if self.note else str(self.person)


def people_of(membership: Membership, present_owner: Person | None) -> dict[str, Candidate]:
    """The members by key. An owner who left stays among them until somebody else is chosen."""
    people = {}
    for one in Membership.objects.filter(initiative=membership.initiative).select_related("person"):
        sees = one.role in CONFIDENTIAL
        people[str(one.person_id)] = Candidate(one.person, "" if sees else gettext("partner"), sees)
    if present_owner:
        people.setdefault(
            str(present_owner.pk), Candidate(present_owner, gettext("doet niet meer mee"), sees_confidential=False)
        )
    return people


def owner_choices(people: dict[str, Candidate], viewer: Person) -> list[tuple[Any, Any]]:
    """Whoever fills it in first, then the others by name."""
    own = [(key, _("Ikzelf")) for key in people if key == str(viewer.pk)]
    others = [(key, one.label) for key, one in people.items() if key != str(viewer.pk)]
    others.sort(key=lambda choice: choice[1].casefold())
    return [("", _("Nog niemand")), *own, *others, (ORGANISATION, _("Een partnerorganisatie"))]
