"""Thinking along on one's own device, without an account: the question, and what is on the table."""

from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Door, Idea, Thinker
from samenhang.interventions.prompts import PROMPTS, Prompt
from samenhang.interventions.thinking_entrance import enter_door, find_door, forget, in_words, remember
from samenhang.interventions.thinking_forms import ChangeThoughtForm, CodeForm, JoinForm, ThoughtForm
from samenhang.live.opening import open_stream
from samenhang.live.outbox import is_from_outbox, number_in, refusal


@login_not_required
@require_GET
@in_words
def enter_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        door, _thinker = find_door(request, form.cleaned_data["code"])
        return redirect("thinking:think", door.code)
    return render(request, "interventions/think_code.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_GET
@in_words
def think(request: HttpRequest, code: str) -> HttpResponse:
    """Before joining: what this is. After: the question, and what everybody thought of."""
    door, thinker = find_door(request, code)
    if code != door.code:
        return redirect("thinking:think", door.code)
    if thinker is None:
        return join_page(request, door, JoinForm())
    return think_page(request, thinker, ThoughtForm())


@login_not_required
@require_POST
@in_words
def join(request: HttpRequest, code: str) -> HttpResponse:
    door, thinker = find_door(request, code)
    form = JoinForm(request.POST)
    if thinker is None and not form.is_valid():
        return join_page(request, door, form, status=422)
    try:
        remember(request, thinker or thinking.join(door, form.cleaned_data["name"]))
    except thinking.Full:
        form.add_error(None, _("Het is vol: er denken al %(count)d mensen mee.") % {"count": thinking.MOST_THINKERS})
        return join_page(request, door, form, status=409)
    return redirect("thinking:think", door.code)


def join_page(request: HttpRequest, door: Door, form: JoinForm, status: int = 200) -> HttpResponse:
    return render(request, "interventions/think_join.html", {"door": door, "form": form}, status=status)


def think_page(request: HttpRequest, thinker: Thinker, form: ThoughtForm, status: int = 200) -> HttpResponse:
    # Its number was read before the ideas: what comes in between is sent once more, never missed.
    door = thinker.door
    page = {
        "door": door,
        "thinker": thinker,
        "thought": form,
        "ideas": thinking.on_the_table(door.brainstorm),
        "number": door.brainstorm.last_number,
        **prompts_for(thinker, request.GET.get("prompt", "")),
    }
    return render(request, "interventions/think.html", page, status=status)


def prompts_for(thinker: Thinker, turn: str) -> dict[str, Any]:
    """The prompts in an order of this thinker's own, which says nothing about the relation."""
    order: list[Prompt] = Random(thinker.pk.int).sample(PROMPTS, len(PROMPTS))  # noqa: S311 (no secret)
    shown = number_in(turn) % len(order)
    return {"prompts": order[shown:] + order[:shown], "next_prompt": shown + 1}


@login_not_required
@require_POST
@in_words
def leave(request: HttpRequest, code: str) -> HttpResponse:
    thinker = enter_door(request, code)
    forget(request, thinker)
    thinking.leave(thinker)
    messages.success(request, _("U denkt niet meer mee. Dit toestel weet niet meer wie u was."))
    return redirect("thinking:enter_code")


@login_not_required
@require_GET
@in_words
def live(request: HttpRequest, code: str) -> HttpResponse:
    door = enter_door(request, code).door
    return open_stream(
        request,
        topic=str(door.brainstorm_id),
        # Of one door: who came in by an earlier one hears nothing of what is said behind the next.
        audience=f"door {door.pk}",
        after=number_in(request.GET.get("after", "")),
        fetch=partial(thinking.frames_after, door),
        still_allowed=Door.objects.open().filter(pk=door.pk).exists,
    )


@login_not_required
@require_POST
@in_words
def add_idea(request: HttpRequest, code: str) -> HttpResponse:
    thinker = enter_door(request, code)
    form = ThoughtForm(request.POST)
    if form.is_valid():
        try:
            idea = thinking.contribute(thinker, **form.cleaned_data)
        except thinking.Enough:
            form.add_error(
                "text", _("U hebt al %(count)d ideeën. Trek er eerst een in.") % {"count": thinking.MOST_IDEAS}
            )
        else:
            if is_from_outbox(request):
                return HttpResponse(thinking.drawn(idea), status=201)
            return redirect("thinking:think", code)
    if is_from_outbox(request):
        return refusal(form)
    return think_page(request, thinker, form, status=422)


@login_not_required
@in_words
def change_idea(request: HttpRequest, code: str, idea_id: UUID) -> HttpResponse:
    thinker = enter_door(request, code)
    idea = own_idea(thinker, idea_id)
    typed = request.POST if request.method == "POST" else None
    form = ChangeThoughtForm(typed, initial={"text": idea.text if idea else ""})
    if idea is None or idea.interventions.exists():
        return settled(request, thinker, form, status=409 if idea else 404)
    if typed is not None and form.is_valid():
        try:
            thinking.reword(thinker, idea, form.cleaned_data["text"])
        except ideas.AlreadyChosen:
            return settled(request, thinker, form, status=409)
        return redirect("thinking:think", code)
    page = {"door": thinker.door, "idea": idea, "form": form}
    return render(request, "interventions/change_thought.html", page, status=422 if form.errors else 200)


@login_not_required
@require_POST
@in_words
def withdraw_idea(request: HttpRequest, code: str, idea_id: UUID) -> HttpResponse:
    thinker = enter_door(request, code)
    idea = own_idea(thinker, idea_id)
    if idea is None:
        return settled(request, thinker, ChangeThoughtForm(), status=404)
    try:
        thinking.withdraw(thinker, idea)
    except ideas.AlreadyChosen:
        return settled(request, thinker, ChangeThoughtForm(), status=409)
    messages.success(request, _("Uw idee is ingetrokken."))
    return redirect("thinking:think", code)


def own_idea(thinker: Thinker, key: UUID) -> Idea | None:
    """An idea of this thinker that lies on the table; None when there is no such idea, or not any more."""
    own = Idea.objects.on_the_table().filter(pk=key, thinker=thinker, brainstorm=thinker.door.brainstorm_id)
    found: Idea | None = own.select_related("brainstorm").first()
    return found


def settled(request: HttpRequest, thinker: Thinker, form: ChangeThoughtForm, status: int) -> HttpResponse:
    """The idea is not there (404), or leaders work with it already (409); what was typed can be copied."""
    page = {"door": thinker.door, "typed": form["text"].value() if form.is_bound else "", "is_there": status == 409}
    return render(request, "interventions/think_settled.html", page, status=status)
