"""What was chosen: all of it at once, one intervention, and the sheet to take along."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.documents.pdf import render_pdf
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Initiative, Membership
from samenhang.interventions import documents
from samenhang.interventions.entrance import enter_intervention
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.interventions.preparing import Clash, PreparationForm, prepare, reason_for
from samenhang.interventions.standing import (
    Line,
    Standing,
    lines_of,
    owner_of,
    reflection_of,
    standing_of,
    steps_of,
)
from samenhang.relationships.advice import Advice, in_words, ranked_relations
from samenhang.relationships.assessors import name_of
from samenhang.relationships.earlier import direction
from samenhang.stakeholders.downloads import PDF, download, filename_of

ADVISED = 3
# With so many relations under way nothing new is advised.
PLENTY = 10
# At first, of each group that may grow long.
SHOWN = {"running": 30, "closed": 10, "dropped": 10}
UNDER_WAY = frozenset({Standing.RUNNING, Standing.POSTPONED, Standing.TO_LOOK_BACK})


def overview(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """What is going on: first what asks something of whoever looks, last what is closed."""
    membership = enter_confidential(request, initiative_id)
    lines, brainstorms = lines_of(membership.initiative, membership.person), going_on(membership.initiative)
    groups = grouped(lines)
    shown = {name: groups[name][:count] for name, count in SHOWN.items()}
    not_shown = sum(len(groups[name]) - len(some) for name, some in shown.items())
    if request.GET.get("show") == "all":
        shown, not_shown = {}, 0
    busy = {line.intervention.stakeholder_id for line in lines if line.standing in UNDER_WAY}
    page = (
        groups
        | shown
        | {
            "membership": membership,
            "may_edit": not membership.initiative.archived_at,
            "brainstorms": [(one, one.choice_is_open_at(one.count)) for one in brainstorms],
            "not_shown": not_shown,
            "is_empty": not lines and not brainstorms,
            "is_plenty": len(busy) >= PLENTY,
            "advice": where_to_begin(membership.initiative, busy | {one.stakeholder_id for one in brainstorms})
            if len(busy) < PLENTY
            else [],
        }
    )
    return render(request, "interventions/overview.html", page)


def grouped(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """By standing; what runs by its day, what is closed by when it was looked back on, the newest first."""
    groups = {standing.name.lower(): [line for line in lines if line.standing is standing] for standing in Standing}
    groups["running"].sort(key=lambda line: line.intervention.action.due or date.max)
    groups["closed"].sort(key=lambda line: line.reflection.on, reverse=True)
    return groups


def where_to_begin(initiative: Initiative, busy: set[UUID]) -> list[tuple[str, Advice]]:
    """(key, advice) of the relations advised where nothing is going on yet."""
    ranked = [one for one in ranked_relations(initiative) if one.facts.dimension and UUID(one.facts.key) not in busy]
    advised = ranked[:ADVISED]
    return [(one.facts.key, words) for one, words in zip(advised, in_words(initiative, advised), strict=True)]


def going_on(initiative: Initiative) -> list[Any]:
    """Brainstorms that wait for a choice, the newest first; each with its number of ideas."""
    found: QuerySet[Brainstorm] = (
        Brainstorm.objects.present()
        .undecided()
        .filter(stakeholder__initiative=initiative)
        .annotate(count=Count("ideas", filter=Q(ideas__removed_at=None)))
        .select_related("stakeholder")
        .only("from_dimension", "to_dimension", "begun_at", "early_at", "stakeholder__name")
    )
    return list(found)


def intervention(request: HttpRequest, initiative_id: UUID, intervention_id: UUID) -> HttpResponse:
    membership, found = enter_intervention(request, initiative_id, intervention_id)
    form = PreparationForm(found, request.POST or None)
    clashes: list[Clash] = []
    if request.method == "POST" and form.is_valid():
        clashes = save(found, form)
        if not clashes:
            messages.success(request, _("Uw voorbereiding is bewaard."))
            return redirect("interventions:intervention", initiative_id, intervention_id)
    status = 422 if form.errors else 409 if clashes else 200
    page = intervention_page(membership, found) | {"form": form, "clashes": clashes}
    return render(request, "interventions/intervention.html", page, status=status)


def save(found: Intervention, form: PreparationForm) -> list[Clash]:
    try:
        return prepare(found, form)
    except Intervention.DoesNotExist as gone:
        raise Http404 from gone


def intervention_page(membership: Membership, found: Intervention) -> dict[str, Any]:
    viewer, reflection = membership.person, reflection_of(found)
    standing = standing_of(found, timezone.localdate())
    may_edit = not membership.initiative.archived_at
    return {
        "membership": membership,
        "intervention": found,
        "stakeholder": found.stakeholder,
        "standing": standing.name.lower(),
        "steps": steps_of(found),
        "chosen_by": name_of(found.chosen_by, viewer),
        "reason": reason_for(found, viewer),
        "owner": owner_of(found, viewer),
        "is_overdue": bool(found.action and found.action.is_overdue(timezone.localdate())),
        "reflection": reflection,
        "reflected_by": name_of(reflection.by, viewer) if reflection else "",
        "moved": direction(reflection.before, reflection.after) if reflection else "",
        "may_edit": may_edit,
        "may_prepare": may_edit and standing not in {Standing.CLOSED, Standing.DROPPED},
        "may_change_words": bool(may_edit and reflection and reflection.by_id == viewer.pk),
    }


def preparation(request: HttpRequest, initiative_id: UUID, intervention_id: UUID) -> HttpResponse:
    """The sheet to take along: short enough for a phone."""
    membership, found = enter_intervention(request, initiative_id, intervention_id)
    page = {
        "membership": membership,
        "intervention": found,
        "stakeholder": found.stakeholder,
        "brainstorm": found.idea.brainstorm,
        "interests": list(found.stakeholder.interests.visible_to(membership.person)),
        "preconditions": list(found.stakeholder.preconditions.all()),
        "reason": reason_for(found, membership.person),
        "owner": owner_of(found, membership.person),
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/preparation.html", page)


def preparation_pdf(request: HttpRequest, initiative_id: UUID, intervention_id: UUID) -> HttpResponse:
    membership, found = enter_intervention(request, initiative_id, intervention_id)
    content = render_pdf("relationship", documents.preparation(membership, found))
    name = filename_of(membership.initiative, "pdf", _("voorbereiding"), found.stakeholder.name)
    return download(content, PDF, name)
