"""What there is to prepare for a workshop, and what of it is ready."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.workshops.inviting import say_of
from samenhang.workshops.models import Workshop
from samenhang.workshops.presets import in_words
from samenhang.workshops.scripts import gatherings_of


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to prepare; `key` is the name of its page. Whether it is ready, and what there is, in sentences."""

    key: Literal["groups", "invitees", "script"]
    title: str
    is_ready: bool
    facts: list[str]


def parts_of(workshop: Workshop) -> list[Part]:
    return [groups(workshop), invitees(workshop), script(workshop)]


def groups(workshop: Workshop) -> Part:
    names = [group.name for group in workshop.groups.all()]
    if workshop.kind == Workshop.Kind.SERIES:
        is_ready = len(names) > 1
        lacks = _("Voor een reeks zijn minstens twee groepen nodig.")
    else:
        is_ready = len(names) != 1
        lacks = _("Met één groep valt er niets te vergelijken. Maak er nog een.")
    there = ", ".join(names) or _("Geen groepen. Bij één bijeenkomst mag dat.")
    return Part("groups", _("Groepen"), is_ready, [there if names or is_ready else "", "" if is_ready else lacks])


def invitees(workshop: Workshop) -> Part:
    says = say_of(workshop)
    count = sum(len(one.invitees) for one in says)
    invited = ngettext("%(count)d persoon uitgenodigd.", "%(count)d mensen uitgenodigd.", count) % {"count": count}
    lacks = [one.lacks for one in says if one.lacks]
    return Part("invitees", _("Wie komen, met welke zeggenschap"), not lacks, [invited if count else "", *lacks])


def script(workshop: Workshop) -> Part:
    lengths = [one.minutes for one in gatherings_of(workshop)]
    if not sum(lengths):
        return Part("script", _("Draaiboek"), is_ready=False, facts=[_("Er is nog geen draaiboek.")])
    facts = [", ".join(in_words(length) for length in lengths if length)]
    if tempo := workshop.tempo_of_script:
        facts.append(_("Het tempo is anders dan in het draaiboek: %(tempo)s.") % {"tempo": tempo})
    return Part("script", _("Draaiboek"), is_ready=len(facts) == 1, facts=facts)
