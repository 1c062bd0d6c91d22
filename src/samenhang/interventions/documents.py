"""The sheet to take along to a conversation, on paper."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.documents.papers import Entry, Relationship, Section
from samenhang.initiatives.models import Membership
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.interventions.preparing import reason_for
from samenhang.interventions.standing import owner_of
from samenhang.relationships.documents import dimension_text, section
from samenhang.stakeholders.documents import frame
from samenhang.stakeholders.models import Interest, Precondition, Sensitivity


def preparation(membership: Membership, intervention: Intervention) -> Relationship:
    """Whom it is about, what moves them, and what one will say and not do; as this member may see it."""
    viewer, stakeholder = membership.person, intervention.stakeholder
    interests = stakeholder.interests.visible_to(viewer)
    return {
        **frame(membership.initiative, "", viewer),
        "title": stakeholder.name,
        "subtitle": _("Voorbereiding · %(initiative)s") % {"initiative": membership.initiative.name},
        "facts": [{"label": label, "text": text} for label, text in facts_of(intervention) if text],
        "sections": [
            words(_("Mijn openingszin"), intervention.opening),
            words(_("Zo zeg ik open wat ik wil"), reason_for(intervention, viewer).purpose),
            words(_("Wat ik niet doe"), intervention.will_not),
            section(_("Hun belangen"), _("Nog geen belangen bekend."), [interest_entry(one) for one in interests]),
            section(
                _("Randvoorwaarden"),
                _("Nog niet gevraagd."),
                [precondition_entry(one) for one in stakeholder.preconditions.all()],
            ),
        ],
        "chart": None,
    }


def facts_of(intervention: Intervention) -> Iterable[tuple[str, str]]:
    stakeholder, action = intervention.stakeholder, intervention.action
    kind = [str(stakeholder.get_kind_display()), stakeholder.job_title, stakeholder.organisation]
    due = date_format(action.due, "DATE_FORMAT") if action and action.due else ""
    return [
        (_("Soort"), " · ".join(filter(None, kind))),
        (_("Relatie nu"), dimension_text(stakeholder.dimension)),
        (_("Wij streven naar"), aim_of(intervention.idea.brainstorm)),
        (_("Wat wij doen"), intervention.idea.text),
        (_("Eerste stap"), intervention.first_step),
        (_("Wie"), owner_of(intervention, None)),
        (_("Wanneer"), due),
    ]


def aim_of(brainstorm: Brainstorm) -> str:
    return dimension_text(brainstorm.to_dimension)


def words(heading: str, text: str) -> Section:
    return section(heading, _("Nog niet opgeschreven."), [{"title": "", "text": text, "detail": ""}] if text else [])


def interest_entry(interest: Interest) -> Entry:
    private = _("alleen u ziet dit") if interest.sensitivity == Sensitivity.ONLY_ME else ""
    known = [str(interest.get_basis_display()), str(interest.get_kind_display()), private]
    return {"title": "", "text": interest.text, "detail": " · ".join(filter(None, known))}


def precondition_entry(precondition: Precondition) -> Entry:
    absolute = _("zonder dit doen zij niet mee") if precondition.absolute else ""
    state = [str(precondition.get_state_display()), absolute]
    return {"title": "", "text": precondition.text, "detail": " · ".join(filter(None, state))}
