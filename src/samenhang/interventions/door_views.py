"""The door that a leader opens for others: the question they read, the code, and what lies on the table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.accounts.codes import qr_code
from samenhang.actions.pages import next_url
from samenhang.initiatives.models import Membership
from samenhang.interventions import ideas, thinking
from samenhang.interventions.entrance import enter_brainstorm, enter_idea
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.prompts import PROMPTS
from samenhang.interventions.thinking_forms import SUGGESTION, DoorForm, ThoughtForm
from samenhang.live.outbox import number_in


def door(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    earlier = brainstorm.doors.first()
    typed = request.POST if request.method == "POST" else None
    form = DoorForm(
        typed, initial={"question": earlier.question if earlier else SUGGESTION}, name=brainstorm.stakeholder.name
    )
    if typed is not None and "preview" not in typed and form.is_valid():
        thinking.open_door(brainstorm, question=form.cleaned_data["question"], by=membership.person)
        return redirect("interventions:door", initiative_id, brainstorm_id)
    return door_page(request, membership, brainstorm, form, status=422 if form.errors else 200)


def door_page(
    request: HttpRequest, membership: Membership, brainstorm: Brainstorm, form: DoorForm, status: int = 200
) -> HttpResponse:
    current = brainstorm.doors.open().prefetch_related("thinkers").first()
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "may_edit": not membership.initiative.archived_at,
        "form": form,
        "own_ideas": own_ideas(membership, brainstorm),
        "most": thinking.MOST_THINKERS,
        **preview(brainstorm, current.question if current else form["question"].value()),
        **(way_in(request, current) if current else {}),
    }
    return render(request, "interventions/door.html", page, status=status)


def preview(brainstorm: Brainstorm, question: str) -> dict[str, Any]:
    """The context of `think_screen.html`, as those who think along get it."""
    return {
        "question": question,
        "ideas": thinking.on_the_table(brainstorm),
        "prompts": PROMPTS,
        "thought": ThoughtForm(auto_id="preview-%s"),
    }


def way_in(request: HttpRequest, door: Door) -> dict[str, Any]:
    link = request.build_absolute_uri(reverse("thinking:think", args=[door.code]))
    way_to_code = request.build_absolute_uri(reverse("thinking:enter_code"))
    return {
        "door": door,
        "link": link,
        "way_to_code": way_to_code,
        "qr_code": qr_code(link),
        "thinkers": door.thinkers.all(),
    }


def own_ideas(membership: Membership, brainstorm: Brainstorm) -> QuerySet[Idea]:
    """What this leader wrote, and may put on the table."""
    own: QuerySet[Idea] = brainstorm.ideas.present().filter(by=membership.person, thinker=None)
    return own


@require_POST
def close(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    _membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    for current in brainstorm.doors.filter(closed_at=None):
        thinking.close(current)
    messages.success(request, _("De uitnodiging is gesloten. Niemand leest nu mee. De ideeën blijven staan."))
    return redirect("interventions:door", initiative_id, brainstorm_id)


@require_POST
def table(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    """Put an own idea on the table as it was read (`show`), or take it off (`hide`); from here or the brainstorm."""
    membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    get_object_or_404(own_ideas(membership, brainstorm), pk=idea.pk)
    seen = request.POST.get("show") or request.POST.get("hide") or ""
    try:
        ideas.share(idea, seen=number_in(seen), is_shared="show" in request.POST)
    except ideas.ChangedMeanwhile:
        messages.warning(request, _("Dit idee is intussen gewijzigd. Lees het nog eens en druk dan opnieuw."))
    here = reverse("interventions:door", args=[initiative_id, brainstorm_id]) + f"#own-{idea.pk}"
    return redirect(next_url(request) or here)
