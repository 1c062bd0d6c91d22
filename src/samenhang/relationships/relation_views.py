"""One relation: what was seen, what the tool proposes, what a person decides, and how it went over time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.relationships import documents
from samenhang.relationships.forms import DecisionForm, NewObservationForm, ObservationForm
from samenhang.relationships.models import Assessment, Observation
from samenhang.relationships.proposal import RECENT_DAYS, Proposal, Seen, propose
from samenhang.relationships.trajectories import name_of, trajectory
from samenhang.relationships.wording import evidence
from samenhang.stakeholders.models import Stakeholder

SHOWN_AT_ONCE = 5


def find(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> tuple[Membership, Stakeholder]:
    membership = enter_confidential(request, initiative_id)
    present = Stakeholder.objects.filter(initiative=membership.initiative).present()
    return membership, get_object_or_404(present, pk=stakeholder_id)


def relation(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """One form for seeing and deciding, so that pressing one button never loses what was typed for the other."""
    membership, stakeholder = find(request, initiative_id, stakeholder_id)
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
    with transaction.atomic():
        if observed:
            keep(seen, stakeholder, membership.person)
        proposal = proposals_for(membership.person, list(stakeholder.observations.all()))[0]
        Assessment.decide(stakeholder, by=membership.person, proposed=proposal.dimension, **decision.cleaned_data)
    messages.success(request, _("Uw besluit is vastgelegd."))
    return redirect("relationships:relation", membership.initiative_id, stakeholder.pk)


def new_observation() -> NewObservationForm:
    return NewObservationForm(initial={"key": uuids.uuid7()})


def unchecked(decision: DecisionForm) -> DecisionForm:
    """The same answers, not yet held to be complete: the other button was pressed."""
    return DecisionForm(initial={name: decision[name].value() for name in decision.fields})


def keep(seen: NewObservationForm, stakeholder: Stakeholder, by: Person) -> None:
    """Save a new observation, once: the same form sent again adds nothing, a changed one is another observation."""
    observation = seen.save(commit=False)
    key = seen.cleaned_data["key"]
    sent = Observation.objects.filter(pk=key).first()
    if sent and says_the_same(sent, observation):
        return
    observation.pk = uuids.uuid7() if sent else key
    observation.stakeholder, observation.by = stakeholder, by
    observation.keep()


def says_the_same(one: Observation, other: Observation) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("on", "occasion", "words", "behaviours"))


def proposals_for(person: Person, observations: list[Any]) -> tuple[Proposal, Proposal]:
    """What this person's own observations point to, and what those of others do."""
    today = timezone.localdate()
    own = [one for one in observations if one.by_id == person.pk]
    others = [one for one in observations if one.by_id != person.pk]
    mine, theirs = (
        propose([Seen(one.on, tuple(sign for sign, _label in one.ticked)) for one in some], today)
        for some in (own, others)
    )
    return mine, theirs


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
    page = {
        "membership": membership,
        "stakeholder": stakeholder,
        "needs": list(stakeholder.needs.all()),
        "interests": [one for one in stakeholder.interests.all() if one.visible_to(viewer)],
        "preconditions": list(stakeholder.preconditions.all()),
        "may_edit": not initiative.archived_at,
        "observations": [(one, name_of(one.by, viewer), one.by_id == viewer.pk) for one in observations],
        "trajectory": trajectory(
            assessments, viewer, mine.dimension if is_news(viewer, observations, assessments) else None
        ),
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


def is_news(viewer: Person, observations: list[Any], assessments: list[Any]) -> bool:
    """Whether something was seen since this viewer last decided."""
    last = next((one.created_at for one in assessments if one.by_id == viewer.pk), None)
    return last is None or any(one.created_at > last for one in observations)


def differences(assessments: list[Any], viewer: Person) -> list[tuple[str, Any]]:
    """(name, last recent assessment) of each assessor, when they are not all the same; something to talk about."""
    earliest = timezone.localdate() - timedelta(days=RECENT_DAYS)
    latest: dict[Any, Any] = {}
    for one in assessments:
        if one.by_id and one.on >= earliest:
            latest.setdefault(one.by_id, one)
    if len({one.dimension for one in latest.values()}) < 2:
        return []
    ordered = sorted(latest.values(), key=lambda one: (one.by_id != viewer.pk, str(one.by)))
    return [(name_of(one.by, viewer), one) for one in ordered]


def change_observation(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, observation_id: UUID
) -> HttpResponse:
    membership, stakeholder = find(request, initiative_id, stakeholder_id)
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
    membership, stakeholder = find(request, initiative_id, stakeholder_id)
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
    membership, stakeholder = find(request, initiative_id, stakeholder_id)
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
    membership, stakeholder = find(request, initiative_id, stakeholder_id)
    return documents.relation(membership, stakeholder)
