"""A brainstorm: beginning one, adding ideas to it and changing them. Choosing one: see choosing_views."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Membership
from samenhang.interventions import ideas, prompts
from samenhang.interventions.board import Board, beside, drawn, frames_after
from samenhang.interventions.entrance import enter_brainstorm, enter_idea
from samenhang.interventions.idea_forms import ChangeIdeaForm, NewIdeaForm
from samenhang.interventions.models import Brainstorm, Idea, Intervention
from samenhang.live.frames import Frame
from samenhang.live.opening import open_stream
from samenhang.live.outbox import is_from_outbox, number_in, refusal
from samenhang.stakeholders.entrance import enter_stakeholder
from samenhang.stakeholders.models import Dimension, Stakeholder

# Pressing twice, or once more because nothing seemed to happen, begins one brainstorm.
PRESSED_TWICE = timedelta(minutes=1)
# What there is to reach for from each dimension.
ONE_UP: dict[int, str | Promise] = {
    Dimension.AUTOPILOT: lazy("Er komt contact. U hoort wat de ander wil, ook als dat schuurt."),
    Dimension.SELF_INTEREST: lazy("U vraagt naar elkaar. U wisselt uit en komt samen verder."),
    Dimension.RESPECT: lazy("U maakt samen iets nieuws. Het geheel telt voor beiden."),
    Dimension.COHERENCE: lazy("Hoger gaat niet. U bedenkt hoe u het samen zo houdt."),
}


def begin(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    if request.method == "POST" and (made := begun(stakeholder, by=membership.person)):
        return redirect(address_of(made))
    is_chosen = Exists(Intervention.objects.filter(idea__brainstorm=OuterRef("pk")))
    number_of_ideas = Count("ideas", filter=Q(ideas__removed_at=None))
    earlier = stakeholder.brainstorms.annotate(is_chosen=is_chosen, number_of_ideas=number_of_ideas)
    page = {
        "membership": membership,
        "stakeholder": stakeholder,
        "aim": Dimension(min(stakeholder.dimension + 1, Dimension.COHERENCE)) if stakeholder.dimension else None,
        "one_up": ONE_UP.get(stakeholder.dimension or 0),
        "interests": stakeholder.interests.visible_to(membership.person).defer("source"),
        "earlier": earlier.select_related("begun_by").defer("early_why").order_by("-id"),
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/begin.html", page, status=409 if request.method == "POST" else 200)


def begun(stakeholder: Stakeholder, by: Person) -> Brainstorm | None:
    """A new brainstorm, or the one this person began a moment ago; None when nobody assessed the relation."""
    with transaction.atomic():
        current = get_object_or_404(Stakeholder.objects.present().select_for_update(), pk=stakeholder.pk)
        if current.dimension is None:
            return None
        just_now = current.brainstorms.filter(begun_by=by, begun_at__gt=timezone.now() - PRESSED_TWICE)
        return just_now.first() or Brainstorm.begin(current, by=by)


@require_GET
def brainstorm(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    return brainstorm_page(request, membership, brainstorm, new_idea(brainstorm))


def new_idea(brainstorm: Brainstorm, text: str = "") -> NewIdeaForm:
    return NewIdeaForm(initial={"text": text, "family": prompts.shown(brainstorm).family})


def brainstorm_page(
    request: HttpRequest,
    membership: Membership,
    brainstorm: Brainstorm,
    form: NewIdeaForm,
    *,
    status: int = 200,
    trouble: str = "",
) -> HttpResponse:
    """The page, with what was typed and with what went wrong."""
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "board": board_of(membership, brainstorm),
        "prompt": prompts.shown(brainstorm),
        "form": form,
        "trouble": trouble,
        "moved": brainstorm.stakeholder.dimension not in {brainstorm.from_dimension, None},
    }
    return render(request, "interventions/brainstorm.html", page, status=status)


def board_of(membership: Membership, brainstorm: Brainstorm) -> Board:
    return Board(brainstorm, membership.person, may_edit=not membership.initiative.archived_at)


def address_of(brainstorm: Brainstorm, fragment: str = "") -> str:
    address = reverse("interventions:brainstorm", args=[brainstorm.stakeholder.initiative_id, brainstorm.pk])
    return f"{address}#{fragment}" if fragment else address


@require_GET
def live(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    """What changes, as this leader reads it: verdicts and secret interests differ from one leader to the next."""
    membership, _brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    person = membership.person
    there = Brainstorm.objects.present().visible_to(person).filter(pk=brainstorm_id)

    def fetch(after: int) -> list[Frame]:
        current = there.select_related("stakeholder__initiative").first()
        if current is None:
            return []
        may_edit = not current.stakeholder.initiative.archived_at
        return frames_after(Board(current, person, may_edit), after)

    return open_stream(
        request,
        topic=str(brainstorm_id),
        audience=f"leader {person.pk}",
        after=number_in(request.GET.get("after", "")),
        fetch=fetch,
        still_allowed=there.exists,
    )


@require_POST
def next_prompt(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    """Another prompt. Without JavaScript the idea that was being typed comes along and stays."""
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    prompts.show_another(brainstorm)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "interventions/prompt.html", {"prompt": prompts.shown(brainstorm)})
    if text := request.POST.get("text", ""):
        return brainstorm_page(request, membership, brainstorm, new_idea(brainstorm, text))
    return redirect(address_of(brainstorm, "text"))


@require_POST
def add_idea(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    form = NewIdeaForm(request.POST)
    if not form.is_valid():
        if is_from_outbox(request):
            return refusal(form)
        return brainstorm_page(request, membership, brainstorm, form, status=422)
    idea = added(form.cleaned_data, brainstorm, by=membership.person)
    if not is_from_outbox(request):
        return redirect(address_of(brainstorm, "text"))
    board = board_of(membership, brainstorm)
    line = next(line for line in board.all_lines if line.idea.pk == idea.pk)
    return HttpResponse(drawn(board, line) + beside(board), status=201)


def added(filled: dict[str, Any], brainstorm: Brainstorm, by: Person) -> Idea:
    """Only an open door lets others see it: what waited for the internet may come after that was closed."""
    is_shared = filled.pop("is_shared") and brainstorm.doors.open().exists()
    return ideas.add(brainstorm, by=by, is_shared=is_shared, **filled)


def change_idea(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    """Another text; what somebody who thinks along wrote stays in his or her words."""
    membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    if idea.thinker_id:
        raise PermissionDenied
    if request.method != "POST":
        return change_page(request, membership, idea, ChangeIdeaForm(initial={"text": idea.text, "seen": idea.text}))
    form = ChangeIdeaForm(request.POST)
    if not form.is_valid():
        return change_page(request, membership, idea, form, status=422)
    try:
        ideas.change(idea, form.cleaned_data["text"], seen=form.cleaned_data["seen"])
    except ideas.ChangedMeanwhile as changed:
        return change_page(request, membership, changed.idea, read_anew(form, changed.idea), status=409)
    return redirect(address_of(brainstorm, f"idea-{idea.pk}"))


def read_anew(form: ChangeIdeaForm, idea: Idea) -> ChangeIdeaForm:
    """What was typed, beside what stands there now: saving once more is then a choice."""
    return ChangeIdeaForm(initial={"text": form.cleaned_data["text"], "seen": idea.text})


def change_page(
    request: HttpRequest, membership: Membership, idea: Idea, form: ChangeIdeaForm, status: int = 200
) -> HttpResponse:
    page = {
        "membership": membership,
        "idea": idea,
        "brainstorm": idea.brainstorm,
        "form": form,
        "changed_meanwhile": status == 409,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/change_idea.html", page, status=status)


@require_POST
def remove_idea(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    try:
        ideas.remove(idea, by=membership.person)
    except ideas.AlreadyChosen:
        trouble = _("Dit idee is gekozen en blijft daarom staan. Wijzig eventueel de tekst.")
        return brainstorm_page(request, membership, brainstorm, new_idea(brainstorm), status=409, trouble=trouble)
    return redirect(f"{address_of(brainstorm)}?removed={idea.pk}#removed")


@require_POST
def put_idea_back(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    _membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    if idea.removed_at and not idea.removed_by_id:
        raise PermissionDenied
    ideas.put_back(idea)
    messages.success(request, _("Het idee staat weer in de lijst."))
    return redirect(address_of(brainstorm, f"idea-{idea.pk}"))
