"""The papers about relations: data for the templates of `samenhang.documents`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.documents.papers import Entry, Picture, Relationship, Section, Stakeholders
from samenhang.initiatives.models import Membership
from samenhang.relationships.advice import advise
from samenhang.relationships.assessors import name_of
from samenhang.relationships.charts import picture_for_paper
from samenhang.relationships.rows import Row, View, with_needs
from samenhang.relationships.trajectories import Done, numbered, trajectory
from samenhang.stakeholders.documents import frame
from samenhang.stakeholders.models import Dimension, Stakeholder

ADVISED_ON_PAPER = 5

type Images = dict[str, bytes]
"""SVG by the name that the data of a paper calls it."""


def chart(membership: Membership, view: View, rows: Sequence[Row], since: date) -> tuple[Stakeholders, Images]:
    """The chart as it is on the page, the same facts as a table, and where to begin."""
    initiative = membership.initiative
    day = date_format(since, "DATE_FORMAT")
    picture = picture_for_paper(rows, view)
    advice = advise(initiative, membership.person, limit=ADVISED_ON_PAPER)
    data: Stakeholders = {
        **frame(initiative, str(view.name), membership.person),
        "table_heading": _("Dezelfde feiten als tabel"),
        "columns": [
            {"name": _("Partner"), "weight": 2.2},
            {"name": _("Nodig voor"), "weight": 2},
            {"name": str(view.rows.label), "weight": 1},
            {"name": str(view.columns.label), "weight": 1.2},
            {"name": _("Relatie"), "weight": 1.6},
            {"name": _("Sinds %(day)s") % {"day": day}, "weight": 2},
        ],
        "rows": [table_row(row, needs) for row, needs in with_needs(rows)],
        "empty": _("Er zijn nog geen partners."),
        "below": _("zie hieronder"),
        "chart": {
            "image": "chart",
            "alt": f"{picture.title}. {picture.description}",
            "caption": _("Stippellijn: verschoven sinds %(day)s. Driehoek: dimensie omhoog of omlaag.") % {"day": day},
        },
        "begin": {
            "heading": _("Wie eerst?"),
            "items": [{"name": one.name, "reasons": one.reasons} for one in advice],
        },
    }
    return data, {"chart": render_to_string("relationships/chart.svg", {"picture": picture}).encode()}


def table_row(row: Row, needs: str) -> list[str]:
    needs = ", ".join(filter(None, [needs, _("onmisbaar") if row.essential else ""]))
    moves = list(row.moves)
    if row.direction:
        moves.append(_("dimensie %(old)s → %(new)s") % {"old": row.dimension_before, "new": row.dimension})
    return [row.name, needs, row.row_text, row.column_text, dimension_text(row.dimension), "\n".join(moves)]


def dimension_text(dimension: int | None) -> str:
    return f"{dimension} · {Dimension(dimension).label}" if dimension else ""


def relation(membership: Membership, stakeholder: Stakeholder) -> tuple[Relationship, Images]:
    """One relation: its facts, its course, every decision and every observation."""
    viewer = membership.person
    observations = list(stakeholder.observations.select_related("by"))
    assessments = list(stakeholder.assessments.select_related("by"))
    done = numbered(stakeholder.deeds.all())
    drawing = trajectory(assessments, viewer, done=done, on_paper=True)
    chart: Picture = {
        "image": "trajectory",
        "alt": _("Het verloop van de relatie. De besluiten staan hieronder."),
        "caption": _("Een vlag is iets wat is gedaan.") if done else "",
    }
    data: Relationship = {
        **frame(membership.initiative, "", viewer),
        "title": stakeholder.name,
        "subtitle": membership.initiative.name,
        "facts": [{"label": label, "text": text} for label, text in facts_of(stakeholder, viewer) if text],
        "sections": [
            *([section(_("Wat is gedaan"), "", [deed_entry(one) for one in done])] if done else []),
            section(_("Besluiten"), _("Er is nog geen besluit."), [decision_entry(one) for one in assessments]),
            section(
                _("Wat is gezien en gehoord"),
                _("Er is nog geen waarneming."),
                [observation_entry(one) for one in observations],
            ),
        ],
        "chart": chart if drawing else None,
    }
    if not drawing:
        return data, {}
    return data, {"trajectory": render_to_string("relationships/trajectory.svg", {"trajectory": drawing}).encode()}


def facts_of(stakeholder: Stakeholder, viewer: Any) -> list[tuple[str, str]]:
    interests = [one.text for one in stakeholder.interests.visible_to(viewer)]
    preconditions = [f"{one.text} ({one.get_state_display()})" for one in stakeholder.preconditions.all()]
    return [
        (_("Relatie nu"), dimension_text(stakeholder.dimension)),
        (_("Nodig voor"), ", ".join(map(str, stakeholder.needs.all()))),
        (_("Onmisbaar"), _("ja") if stakeholder.essential else _("nee")),
        (_("Invloed"), str(stakeholder.get_influence_display() or "")),
        (_("Houding"), str(stakeholder.get_attitude_display() or "")),
        (_("Belangen en drijfveren"), "\n".join(interests)),
        (_("Randvoorwaarden"), "\n".join(preconditions)),
    ]


def section(heading: str, empty: str, items: Sequence[Entry]) -> Section:
    return {"heading": heading, "empty": empty, "items": items}


def deed_entry(done: Done) -> Entry:
    day = date_format(done.deed.on, "DATE_FORMAT")
    return {"title": "", "text": done.deed.what, "detail": f"{done.number} · {day}"}


def decision_entry(assessment: Any) -> Entry:
    who = author_of(assessment)
    basis = _("indruk, zonder waarneming") if assessment.is_impression else ""
    return {
        "title": dimension_text(assessment.dimension),
        "text": assessment.why,
        "detail": " · ".join(filter(None, [who, date_format(assessment.on, "DATE_FORMAT"), basis])),
    }


def observation_entry(observation: Any) -> Entry:
    behaviours = [f"{label}." for _dimension, label in observation.ticked]
    return {
        "title": "",
        "text": "\n".join(filter(None, [observation.words, *behaviours])),
        "detail": " · ".join(
            filter(None, [author_of(observation), date_format(observation.on, "DATE_FORMAT"), observation.occasion])
        ),
    }


def author_of(row: Any) -> str:
    """The name of who did it: on paper nobody is "you"."""
    return name_of(row.by, None)
