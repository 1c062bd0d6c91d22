"""Looking back on one intervention, and on all of them together."""

from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.interventions import looking_back
from samenhang.interventions.entrance import enter_intervention
from samenhang.interventions.looking_back_forms import DEED_LIMIT, Telling, WordsForm
from samenhang.interventions.models import Intervention, Reflection
from samenhang.interventions.standing import Standing, reflection_of, standing_of
from samenhang.interventions.what_works import ENOUGH_FOR_SHARES, Counts, cases_of, count
from samenhang.relationships.assessors import name_of
from samenhang.relationships.forms import NewObservationForm


def look_back(request: HttpRequest, initiative_id: UUID, intervention_id: UUID) -> HttpResponse:
    """Once for each intervention; after that its author may change the words."""
    membership, intervention = enter_intervention(request, initiative_id, intervention_id)
    reflection = reflection_of(intervention)
    if reflection and (request.method != "POST" or "change" in request.POST):
        return change_words(request, membership, intervention, reflection)
    if request.method == "POST":
        return tell(request, membership, intervention, Telling({}, request.POST), reflection)
    dropped = standing_of(intervention, timezone.localdate()) == Standing.DROPPED
    if dropped or membership.initiative.archived_at:
        return redirect("interventions:intervention", initiative_id, intervention_id)
    return telling_page(request, membership, intervention, Telling(prefilled(intervention)))


def prefilled(intervention: Intervention) -> dict[str, Any]:
    action = intervention.action
    ended = action.ended_at if action else None
    return {
        "key": uuids.uuid7(),
        "on": timezone.localdate(ended) if ended else timezone.localdate(),
        "deed": " ".join(intervention.idea.text.split())[:DEED_LIMIT],
        "dimension": "",
    }


def tell(
    request: HttpRequest,
    membership: Membership,
    intervention: Intervention,
    telling: Telling,
    earlier: Reflection | None,
) -> HttpResponse:
    if not telling.is_valid():
        if earlier:
            return too_late(request, membership, intervention, earlier, telling)
        return telling_page(request, membership, intervention, telling, status=422)
    try:
        looking_back.look_back(intervention, telling.told(), by=membership.person)
    except looking_back.AlreadyLookedBack as already:
        return too_late(request, membership, intervention, already.reflection, telling)
    except Intervention.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _("U keek terug. In het verloop van de relatie staat nu een vlag."))
    return redirect("interventions:intervention", membership.initiative_id, intervention.pk)


def telling_page(
    request: HttpRequest, membership: Membership, intervention: Intervention, telling: Telling, status: int = 200
) -> HttpResponse:
    page = {
        "membership": membership,
        "intervention": intervention,
        "stakeholder": intervention.stakeholder,
        "words": telling.words,
        "seen": telling.seen,
        "learned": telling.learned,
    }
    return render(request, "interventions/look_back.html", page, status=status)


def too_late(
    request: HttpRequest, membership: Membership, intervention: Intervention, earlier: Reflection, telling: Telling
) -> HttpResponse:
    """Somebody looked back first: what was typed stands ready to be kept as an observation."""
    page = {
        "membership": membership,
        "intervention": intervention,
        "stakeholder": intervention.stakeholder,
        "reflection": earlier,
        "name": name_of(earlier.by, membership.person),
        "seen": NewObservationForm(
            initial={
                "key": uuids.uuid7(),
                "on": telling.seen["on"].value(),
                "occasion": telling.seen["occasion"].value(),
                "words": telling.as_observation(),
                "behaviours": telling.seen["behaviours"].value(),
            }
        ),
    }
    return render(request, "interventions/looked_back_already.html", page, status=409)


def change_words(
    request: HttpRequest, membership: Membership, intervention: Intervention, reflection: Reflection
) -> HttpResponse:
    """Its author changes the words; others read them on the page of the intervention."""
    is_author = reflection.by_id == membership.person.pk
    if request.method == "POST" and not is_author:
        raise PermissionDenied
    if not is_author or membership.initiative.archived_at:
        return redirect("interventions:intervention", membership.initiative_id, intervention.pk)
    stands = {"what_happened": reflection.what_happened, "deed": reflection.deed.what if reflection.deed else ""}
    form = WordsForm(request.POST or None, initial=stands)
    if not reflection.deed:
        del form.fields["deed"]
    if request.method == "POST" and form.is_valid():
        looking_back.tell_anew(reflection, **{"deed": "", **form.cleaned_data})
        messages.success(request, _("Uw tekst is gewijzigd."))
        return redirect("interventions:intervention", membership.initiative_id, intervention.pk)
    page = {
        "membership": membership,
        "intervention": intervention,
        "stakeholder": intervention.stakeholder,
        "form": form,
    }
    return render(request, "interventions/change_reflection.html", page, status=422 if form.errors else 200)


def what_works(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """Over every initiative that this person leads, not only the one whose page it is."""
    membership = enter_confidential(request, initiative_id)
    cases = cases_of(membership.person, examples=membership.initiative.is_example)
    page = {
        "membership": membership,
        "families": count(cases),
        "total": Counts.of(cases),
        "enough": ENOUGH_FOR_SHARES,
    }
    return render(request, "interventions/what_works.html", page)
