"""The five stages of an initiative, as far as the product has them, and how far each has come."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.initiatives.models import Membership
from samenhang.site.tally import Tally, tally_of

type State = Literal["", "now", "done"]


@dataclass(frozen=True)
class Stage:
    number: int
    key: str
    name: str
    icon: str
    url: str
    state: State
    facts: str


def stages_of(membership: Membership) -> list[Stage]:
    """The stages this member may open."""
    tally = tally_of(membership)
    of_leaders = [explore(membership, tally), understand(membership, tally), connect(membership, tally)]
    of_everybody = [agree(membership, tally), keep_going(membership, tally)]
    return [*(of_leaders if membership.sees_confidential else []), *of_everybody]


def explore(membership: Membership, tally: Tally) -> Stage:
    return Stage(
        number=1,
        key="stakeholders",
        name=_("Verken"),
        icon="compass",
        url=reverse("stakeholders:table", args=[membership.initiative_id]),
        state=progress(tally.located, tally.stakeholders, begun=tally.stakeholders > 0),
        facts=explored(tally.stakeholders, tally.located),
    )


def understand(membership: Membership, tally: Tally) -> Stage:
    return Stage(
        number=2,
        key="relationships",
        name=_("Begrijp"),
        icon="links",
        url=reverse("relationships:overview", args=[membership.initiative_id]),
        state=progress(tally.assessed, tally.stakeholders, begun=tally.assessed > 0),
        facts=understood(tally.assessed, tally.impressions),
    )


def connect(membership: Membership, tally: Tally) -> Stage:
    waiting = tally.running + tally.to_look_back
    return Stage(
        number=3,
        key="interventions",
        name=_("Verbind"),
        icon="hand",
        url=reverse("interventions:overview", args=[membership.initiative_id]),
        state=progress(
            tally.interventions - waiting,
            tally.interventions,
            begun=tally.brainstorms + tally.interventions > 0,
        ),
        facts=connected(tally),
    )


def agree(membership: Membership, tally: Tally) -> Stage:
    return Stage(
        number=4,
        key="workshops",
        name=_("Spreek af"),
        icon="block",
        url=reverse("workshops:list", args=[membership.initiative_id]),
        state=progress(tally.held, tally.workshops, begun=tally.workshops > 0),
        facts=agreed(tally),
    )


def keep_going(membership: Membership, tally: Tally) -> Stage:
    return Stage(
        number=5,
        key="actions",
        name=_("Houd bij"),
        icon="flag",
        url=reverse("actions:list", args=[membership.initiative_id]),
        state=progress(tally.actions - tally.open_actions, tally.actions, begun=tally.actions > 0),
        facts=kept_up(tally),
    )


def progress(done: int, of: int, *, begun: bool) -> State:
    if of and done == of:
        return "done"
    return "now" if begun else ""


def explored(stakeholders: int, placed: int) -> str:
    if not stakeholders:
        return _("Hier komen uw partners. Begin met de partner die u het hardst nodig hebt.")
    total = ngettext("%(count)d partner.", "%(count)d partners.", stakeholders) % {"count": stakeholders}
    left = stakeholders - placed
    if not left:
        return f"{total} {_('Van iedereen kent u invloed en houding.')}"
    unknown = ngettext(
        "Van %(count)d partner kent u invloed of houding nog niet.",
        "Van %(count)d partners kent u invloed of houding nog niet.",
        left,
    )
    return f"{total} {unknown % {'count': left}}"


def understood(assessed: int, impressions: int) -> str:
    if not assessed:
        return _("Hier komt hoe uw relaties ervoor staan. Begin met één relatie.")
    total = ngettext("%(count)d relatie beoordeeld.", "%(count)d relaties beoordeeld.", assessed) % {"count": assessed}
    if not impressions:
        return total
    unfounded = ngettext(
        "%(count)d daarvan is een indruk, zonder waarneming.",
        "%(count)d daarvan zijn een indruk, zonder waarneming.",
        impressions,
    )
    return f"{total} {unfounded % {'count': impressions}}"


def connected(tally: Tally) -> str:
    if not tally.interventions:
        if tally.brainstorms:
            return _("U bedenkt wat u kunt doen. Bij vijf ideeën kiest u.")
        return _("Hier komt wat u doet om relaties te verbeteren. Begin met vijf ideeën.")
    running = ngettext("%(count)d interventie loopt.", "%(count)d interventies lopen.", tally.running)
    sentences = [running % {"count": tally.running}]
    if tally.to_look_back:
        sentences.append(
            ngettext(
                "Kijk nog terug op %(count)d interventie.",
                "Kijk nog terug op %(count)d interventies.",
                tally.to_look_back,
            )
            % {"count": tally.to_look_back}
        )
    return " ".join(sentences)


def agreed(tally: Tally) -> str:
    if not tally.workshops:
        return _("Hier maakt u met alle partners één kaart met afspraken.")
    waiting = tally.workshops - tally.held
    sentences = []
    if waiting:
        sentences.append(
            ngettext("%(count)d workshop komt nog.", "%(count)d workshops komen nog.", waiting) % {"count": waiting}
        )
    if tally.held:
        sentences.append(
            ngettext("%(count)d workshop is afgesloten.", "%(count)d workshops zijn afgesloten.", tally.held)
            % {"count": tally.held}
        )
    return " ".join(sentences)


def kept_up(tally: Tally) -> str:
    if not tally.actions:
        return _("Hier komt wie wat doet, en wanneer.")
    still = ngettext("%(count)d actie staat open.", "%(count)d acties staan open.", tally.open_actions)
    sentences = [still % {"count": tally.open_actions}]
    if tally.overdue:
        sentences.append(
            ngettext("%(count)d is te laat.", "%(count)d zijn te laat.", tally.overdue) % {"count": tally.overdue}
        )
    return " ".join(sentences)
