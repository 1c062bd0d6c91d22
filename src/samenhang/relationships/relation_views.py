"""One relation: what was seen, what the tool proposes, what a person decides, and how it went over time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.documents.pdf import render_pdf
from samenhang.initiatives.models import Membership
from samenhang.relationships import documents
from samenhang.relationships.assessors import differences, is_news, name_of, proposals_for
from samenhang.relationships.forms import DecisionForm, NewObservationForm, ObservationForm
from samenhang.relationships.models import Assessment, Observation
from samenhang.relationships.trajectories import numbered, trajectory
from samenhang.relationships.wording import evidence
from samenhang.stakeholders.downloads import PDF, download, filename_of
from samenhang.stakeholders.entrance import enter_stakeholder
from samenhang.stakeholders.models import Stakeholder

SHOWN_AT_ONCE = 5


def relation(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """One form for seeing and deciding, so that pressing one button never loses what was typed for the other."""
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    if request.method != "POST":
        return relation_page(request, membership, stakeholder, new_observation(), DecisionForm())
    seen, decision = NewObservationForm(request.POST), DecisionForm(request.POST)
    if request.POST.get("act") == "decide":
        return decide(request, membership, stakeholder, seen, decision)
    return observe(request, membership, stakeholder, seen, decision)


def observe(
    request: HttpRequest,
    membership: Membership,
    stakeholder: Stakeholder,
    seen: NewObservationForm,
    decision: DecisionForm,
) -> HttpResponse:
    if not seen.is_valid():
        return relation_page(request, membership, stakeholder, seen, unchecked(decision), status=422)
    keep(seen, stakeholder, membership.person)
    messages.success(request, _("Uw waarneming is bewaard. Hieronder staat wat Samenhang nu voorstelt."))
    if decision.has_content:
        return relation_page(request, membership, stakeholder, new_observation(), unchecked(decision))
    return redirect(reverse("relationships:relation", args=[membership.initiative_id, stakeholder.pk]) + "#proposal")


def decide(
    request: HttpRequest,
    membership: Membership,
    stakeholder: Stakeholder,
    seen: NewObservationForm,
    decision: DecisionForm,
) -> HttpResponse:
    observed = seen.has_content
    if not decision.is_valid() or (observed and not seen.is_valid()):
        return relation_page(request, membership, stakeholder, seen if observed else new_observation(), decision, 422)
    if observed:
        keep(seen, stakeholder, membership.person)
    mine, _theirs = proposals_for(membership.person, stakeholder.observations.all())
    Assessment.decide(stakeholder, by=membership.person, proposed=mine.dimension, **decision.cleaned_data)
    messages.success(request, _("Uw besluit is vastgelegd."))
    return redirect("relationships:relation", membership.initiative_id, stakeholder.pk)


def new_observation() -> NewObservationForm:
    return NewObservationForm(initial={"key": uuids.uuid7()})


def unchecked(decision: DecisionForm) -> DecisionForm:
    """The same answers, not yet held to be complete: the other button was pressed."""
    return DecisionForm(initial={name: decision[name].value() for name in decision.fields})


def keep(seen: NewObservationForm, stakeholder: Stakeholder, by: Person) -> None:
    observation = seen.save(commit=False)
    observation.stakeholder, observation.by = stakeholder, by
    observation.keep(once=seen.cleaned_data["key"])


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a line of the history; `url` takes it back, when that is yours to do."""

    assessment: Any
    name: str
    url: str


def relation_page(
    request: HttpRequest,
    membership: Membership,
    stakeholder: Stakeholder,
    seen: NewObservationForm,
    decision: DecisionForm,
    status: int = 200,
) -> HttpResponse:
    viewer, initiative = membership.person, membership.initiative
    observations = list(stakeholder.observations.select_related("by"))
    assessments = list(
        stakeholder.assessments.select_related("by").annotate(seen=Count("rests_on")).order_by("-on", "-id")
    )
    mine, theirs = proposals_for(viewer, observations)
    history = history_of(assessments, membership, stakeholder)
    done = numbered(stakeholder.deeds.all())
    page = {
        "membership": membership,
        "stakeholder": stakeholder,
        "needs": list(stakeholder.needs.all()),
        "interests": list(stakeholder.interests.visible_to(viewer)),
        "preconditions": list(stakeholder.preconditions.all()),
        "may_edit": not initiative.archived_at,
        "observations": [(one, name_of(one.by, viewer), one.by_id == viewer.pk) for one in observations],
        "trajectory": trajectory(
            assessments, viewer, mine.dimension if is_news(viewer, observations, assessments) else None, done=done
        ),
        "done": done,
        "history": history[:SHOWN_AT_ONCE],
        "older": history[SHOWN_AT_ONCE:],
        "current": assessments[0] if assessments else None,
        "proposal": mine,
        "evidence": evidence(mine),
        "theirs": theirs,
        "their_evidence": evidence(theirs),
        "differences": differences(assessments, viewer),
        "seen": seen,
        "decision": decision,
    }
    return render(request, "relationships/relation.html", page, status=status)


def history_of(assessments: list[Any], membership: Membership, stakeholder: Stakeholder) -> list[Decided]:
    """All decisions, newest first; one's own last one can be taken back."""
    viewer, initiative = membership.person, membership.initiative
    own_last = next((one for one in assessments if one.by_id == viewer.pk), None)
    last_url = ""
    if own_last and not initiative.archived_at:
        last_url = reverse("relationships:take_back", args=[initiative.pk, stakeholder.pk, own_last.pk])
    return [Decided(one, name_of(one.by, viewer), last_url if one is own_last else "") for one in assessments]


def change_observation(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, observation_id: UUID
) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    observation = own_observation(membership, stakeholder, observation_id)
    form = ObservationForm(request.POST or None, instance=observation)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).keep()
        messages.success(request, _("Uw waarneming is gewijzigd."))
        return redirect("relationships:relation", initiative_id, stakeholder_id)
    page = {"membership": membership, "stakeholder": stakeholder, "observation": observation, "seen": form}
    return render(request, "relationships/change_observation.html", page, status=422 if form.errors else 200)


def delete_observation(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, observation_id: UUID
) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    observation = own_observation(membership, stakeholder, observation_id)
    if request.method == "POST":
        observation.withdraw()
        messages.success(request, _("Uw waarneming is gewist."))
        return redirect("relationships:relation", initiative_id, stakeholder_id)
    page = {"membership": membership, "stakeholder": stakeholder, "observation": observation}
    return render(request, "relationships/delete_observation.html", page)


def own_observation(membership: Membership, stakeholder: Stakeholder, observation_id: UUID) -> Observation:
    """Http404 when there is none; another's is read only (PermissionDenied)."""
    observation: Observation = get_object_or_404(stakeholder.observations, pk=observation_id)
    if observation.by_id != membership.person.pk:
        raise PermissionDenied
    return observation


def take_back(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Undo one's own last decision."""
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    assessment = get_object_or_404(stakeholder.assessments, pk=assessment_id)
    if assessment != stakeholder.assessments.filter(by=membership.person).first():
        raise PermissionDenied
    if request.method == "POST":
        assessment.take_back(by=membership.person)
        messages.success(request, _("Uw besluit is teruggenomen."))
        return redirect("relationships:relation", initiative_id, stakeholder_id)
    page = {
        "membership": membership,
        "stakeholder": stakeholder,
        "assessment": assessment,
        "stands": assessment == stakeholder.assessments.first(),
    }
    return render(request, "relationships/take_back.html", page)


def relation_pdf(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    paper, images = documents.relation(membership, stakeholder)
    content = render_pdf("relationship", paper, images=images)
    return download(content, PDF, filename_of(membership.initiative, "pdf", stakeholder.name))
