"""From ideas to a choice: weigh each, lay them side by side, choose one."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.actions.forms import ActionForm
from samenhang.initiatives.models import Membership
from samenhang.interventions import choosing, weighing
from samenhang.interventions.choosing_forms import ChoiceForm, CompareForm, EarlyForm, WeighingForm, keys_in
from samenhang.interventions.comparing import Option, option_of, options_of, served_by
from samenhang.interventions.entrance import enter_brainstorm, enter_idea
from samenhang.interventions.flags import Flag, Tone, comfortable, flags_of, no_interests_known
from samenhang.interventions.models import Brainstorm, Idea, Intervention, Stretch, Weighing
from samenhang.relationships.assessors import name_of

# What the date of a new action begins with.
SOON = timedelta(days=14)


def early(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    """Open the choice before there are five ideas, by saying why."""
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    count = brainstorm.ideas.present().count()
    if brainstorm.choice_is_open:
        return redirect("interventions:compare", initiative_id, brainstorm_id)
    form = EarlyForm(request.POST or None)
    if request.method == "POST" and count and form.is_valid():
        choosing.open_early(brainstorm, by=membership.person, why=form.cleaned_data["early_why"])
        return redirect("interventions:compare", initiative_id, brainstorm_id)
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "count": count,
        "form": form,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/early.html", page, status=422 if request.method == "POST" else 200)


@require_GET
def compare(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> HttpResponse:
    """The ideas side by side, held against the interests of the other."""
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    chosen = choosing.running(brainstorm)
    interests = weighing.interests_of(brainstorm, membership.person)
    options = options_of(brainstorm, membership.person, interests, chosen)
    if not brainstorm.choice_is_open_at(len(options)):
        return not_open_yet(request, initiative_id, brainstorm_id, len(options))
    form = CompareForm(request.GET, interests)
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "interests": interests,
        "served": served_by(interests, options),
        "options": form.chosen_from(options),
        "count": len(options),
        "weighed": sum(option.own is not None for option in options),
        "next_to_weigh": next((option.idea for option in options if not option.own), None),
        "form": form,
        "early": choosing.early_of(brainstorm, membership.person),
        "chosen": named(chosen, membership),
        "nothing_known": None if interests else no_interests_known(),
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/compare.html", page)


def not_open_yet(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, count: int) -> HttpResponse:
    messages.warning(request, choosing.not_open_yet(count))
    return redirect("interventions:brainstorm", initiative_id, brainstorm_id)


def named(chosen: list[Intervention], membership: Membership) -> list[tuple[str, Intervention]]:
    """Each with the name of who chose it, as this member reads it."""
    return [(name_of(one.chosen_by, membership.person), one) for one in chosen]


def weigh(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    """Hold one idea against the interests of the other, then against oneself."""
    membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    interests = weighing.interests_of(brainstorm, membership.person)
    own = weighing.own_weighing(idea, membership.person)
    form = WeighingForm(interests, idea, own, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not idea.removed_at and form.is_valid():
        weighing.weigh(idea, membership.person, said=form.said, family=form.family_chosen)
        return after_weighing(request, membership, idea)
    flags = [] if idea.removed_at else flags_of(weighing.judgement_of(own, interests, idea.text))
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "idea": idea,
        "name": name_of_removal(idea, membership),
        "is_withdrawn": is_withdrawn(idea),
        "form": form,
        "flags": flags if interests else [no_interests_known(), *flags],
        "is_open": brainstorm.choice_is_open,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "interventions/weigh.html", page, status=410 if idea.removed_at else status_of(form))


def status_of(form: WeighingForm) -> int:
    return 422 if form.errors else 200


def is_withdrawn(idea: Idea) -> bool:
    """Whether somebody who thinks along took it back: then its words are no longer shown."""
    return bool(idea.removed_at) and not idea.removed_by_id


def name_of_removal(idea: Idea, membership: Membership) -> str:
    return _("Wie het bedacht") if is_withdrawn(idea) else name_of(idea.removed_by, membership.person)


def after_weighing(request: HttpRequest, membership: Membership, idea: Idea) -> HttpResponse:
    """On to the next idea that was not weighed, if that is asked for and there is one."""
    where = [membership.initiative_id, idea.brainstorm_id]
    following = weighing.next_to_weigh(idea, membership.person) if "next" in request.POST else None
    if following:
        return redirect("interventions:weigh", *where, following.pk)
    messages.success(request, _("Uw weging is bewaard."))
    page = "compare" if idea.brainstorm.choice_is_open else "brainstorm"
    return redirect(reverse(f"interventions:{page}", args=where) + f"#idea-{idea.pk}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything the page needs to choose one idea: its verdict once more, and two forms sent together."""

    idea: Idea
    option: Option
    flags: list[Flag]
    form: ChoiceForm
    action_form: ActionForm

    def is_valid(self) -> bool:
        # Both, so that all errors show at once.
        return all([self.form.is_valid(), self.action_form.is_valid()])


def choose(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID) -> HttpResponse:
    """Make one idea an intervention with an action."""
    membership, brainstorm, idea = enter_idea(request, initiative_id, brainstorm_id, idea_id)
    if request.method != "POST" and not brainstorm.choice_is_open:
        return not_open_yet(request, initiative_id, brainstorm_id, brainstorm.ideas.present().count())
    choice = read_choice(request, membership, brainstorm, idea)
    if request.method != "POST":
        return choose_page(request, membership, brainstorm, choice, status=410 if idea.removed_at else 200)
    if not choice.is_valid():
        return choose_page(request, membership, brainstorm, choice, status=422)
    try:
        made = choosing.choose(
            idea,
            by=membership.person,
            key=choice.form.cleaned_data["key"],
            family=choice.form.cleaned_data["family"],
            first_step=choice.form.cleaned_data["first_step"],
            action_form=choice.action_form,
            seen=keys_in(request.POST.getlist("seen")),
        )
    except choosing.InTheWay as obstacle:
        idea.refresh_from_db(fields=["removed_at", "removed_by"])
        return choose_page(request, membership, brainstorm, choice, status=409, obstacle=obstacle.sentence)
    messages.success(request, _("U koos dit idee. Het staat nu bij uw acties."))
    return redirect("interventions:intervention", initiative_id, made.pk)


def read_choice(request: HttpRequest, membership: Membership, brainstorm: Brainstorm, idea: Idea) -> Choice:
    interests = weighing.interests_of(brainstorm, membership.person)
    weighings = list(Weighing.objects.filter(idea=idea).select_related("by"))
    option = option_of(idea, weighings, membership.person, interests)
    flags = option.flags if interests else [no_interests_known(), *option.flags]
    if option.own and option.own.weighing.stretch == Stretch.LITTLE:
        flags = [*flags, comfortable()]
    data = request.POST if request.method == "POST" else None
    has_warnings = any(flag.tone == Tone.WARNING for flag in flags)
    form = ChoiceForm(data, has_warnings=has_warnings, initial={"key": uuids.uuid7(), "family": idea.family})
    begins_with = {"private_text": "" if is_withdrawn(idea) else idea.text, "due": timezone.localdate() + SOON}
    action_form = ActionForm(membership, data, prefix="action", initial=begins_with)
    action_form.fields["due"].required = True
    action_form.fields["due"].error_messages["required"] = _("Kies een dag. U kunt die later verzetten.")
    return Choice(idea, option, flags, form, action_form)


def choose_page(
    request: HttpRequest,
    membership: Membership,
    brainstorm: Brainstorm,
    choice: Choice,
    status: int,
    obstacle: str = "",
) -> HttpResponse:
    """`obstacle` says what somebody else did meanwhile; what was typed stays."""
    idea = choice.idea
    page = {
        "membership": membership,
        "brainstorm": brainstorm,
        "stakeholder": brainstorm.stakeholder,
        "idea": idea,
        "name": name_of_removal(idea, membership),
        "is_withdrawn": is_withdrawn(idea),
        "option": choice.option,
        "flags": choice.flags,
        "form": choice.form,
        "action_form": choice.action_form,
        "chosen": named(choosing.running(brainstorm), membership),
        "obstacle": obstacle,
        "may_edit": not membership.initiative.archived_at,
        "may_choose": not membership.initiative.archived_at and not idea.removed_at,
    }
    return render(request, "interventions/choose.html", page, status=status)
