"""Who is invited to a workshop, and whether those present have enough say to agree on something (F2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.workshops.models import Invitee, PartnerGroup, Workshop
from samenhang.workshops.preparing import hold
from samenhang.workshops.reading import check_reading

MOST_INVITED = 500


class Enough(Exception):
    """As many are invited as there may be."""


class InvitedAlready(Exception):
    """Some of these names are on the list already."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names


def invite(workshop: Workshop, names: Sequence[str], **same: Any) -> None:
    """Put names on the list, all with the same group and say. Raises Enough or InvitedAlready."""
    with transaction.atomic():
        held = hold(workshop)
        there = {one.name.casefold() for one in held.invitees.all()}
        if twice := [name for name in names if name.casefold() in there]:
            raise InvitedAlready(twice)
        if len(there) + len(names) > MOST_INVITED:
            raise Enough
        for name in names:
            Invitee.objects.create(initiative_id=held.initiative_id, workshop=held, name=name, **same)


def remove(invitee: Invitee, reading: str) -> None:
    """Take a name off the list. Raises ReadOtherwise."""
    with transaction.atomic():
        check_reading(invitee, reading)
        invitee.delete()


@dataclass(frozen=True, slots=True)
class SayOfGroup:
    """Who of one group is invited, and what their say lacks: in words, with what to do about it."""

    group: PartnerGroup | None
    invitees: Sequence[Invitee]
    lacks: str = ""
    to_do: str = ""


def say_of(workshop: Workshop) -> list[SayOfGroup]:
    """For each group, and at the end for those without one; without any groups for all together (F2)."""
    groups, invitees = list(workshop.groups.all()), list(workshop.invitees.select_related("group"))
    found = [say_of_group(group, [one for one in invitees if one.group_id == group.pk]) for group in groups]
    others = [one for one in invitees if one.group_id is None]
    if others or not groups:
        found.append(say_of_group(None, others) if not groups else SayOfGroup(None, others))
    return found


def say_of_group(group: PartnerGroup | None, invitees: Sequence[Invitee]) -> SayOfGroup:
    says = [one.say for one in invitees]
    unknown = says.count(Invitee.Say.UNKNOWN)
    if not invitees:
        return SayOfGroup(
            group,
            invitees,
            nobody_invited(group),
            _("Nodig minstens één persoon uit die mag beslissen."),
        )
    if Invitee.Say.DECIDES in says:
        return SayOfGroup(group, invitees, *asked_after(unknown))
    lacks = nobody_decides(group)
    if Invitee.Say.REPORTS in says:
        return SayOfGroup(
            group, invitees, lacks, _("Vraag vooraf aan wie beslist: hoe ver mag deze vertegenwoordiger gaan?")
        )
    if unknown:
        return SayOfGroup(group, invitees, *asked_after(unknown))
    return SayOfGroup(
        group, invitees, lacks, _("Nodig ook iemand uit die beslist, of spreek af wie aan wie rapporteert.")
    )


def nobody_invited(group: PartnerGroup | None) -> str:
    if group is None:
        return _("In deze workshop is nog niemand uitgenodigd.")
    return _("Van %(group)s is nog niemand uitgenodigd.") % {"group": group.name}


def nobody_decides(group: PartnerGroup | None) -> str:
    if group is None:
        return _("In deze workshop beslist niemand zelf.")
    return _("Van %(group)s beslist niemand zelf.") % {"group": group.name}


def asked_after(unknown: int) -> tuple[str, str]:
    """What to do about those of whom one does not know how much they may decide; empty when there are none."""
    if not unknown:
        return "", ""
    lacks = ngettext(
        "Van %(count)d persoon weet u nog niet wat die mag beslissen.",
        "Van %(count)d mensen weet u nog niet wat zij mogen beslissen.",
        unknown,
    )
    return lacks % {"count": unknown}, _("Vraag het vóór de workshop, niet erin.")
