"""The one next step advised on an initiative's overview, with its reasons. The user decides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.initiatives.models import Membership
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.relationships.advice import advise
from samenhang.site.tally import Tally, near, tally_of
from samenhang.workshops.models import Board
from samenhang.workshops.readiness import parts_of

# How long after a workshop its result is the first thing to read.
FRESH = timedelta(days=7)


@dataclass(frozen=True)
class NextStep:
    title: str
    button: str
    url: str
    reasons: Sequence[str] = ()
    other_url: str = ""


def next_step_of(membership: Membership) -> NextStep | None:
    """What this member could best do now; None when there is nothing, and in the archive."""
    if membership.initiative.archived_at:
        return None
    tally = tally_of(membership)
    return next(steps(membership, tally), None)


def steps(membership: Membership, tally: Tally) -> Iterator[NextStep]:
    """Sensible steps, the most pressing first."""
    of_leaders: Sequence[Callable[[Membership, Tally], NextStep | None]] = (
        read_what_it_gave,
        name_partners,
        place_partners,
        get_ready,
        look_back,
        finish_what_is_late,
        answer,
        go_on_thinking,
        work_on_relation,
    )
    of_partners = (answer, finish_what_is_late)
    for step in of_leaders if membership.sees_confidential else of_partners:
        found = step(membership, tally)
        if found:
            yield found


def read_what_it_gave(membership: Membership, tally: Tally) -> NextStep | None:
    """The result of a workshop that was closed a few days ago: what was agreed is fresh, and wants to be done."""
    if not tally.workshops:
        return None
    since = timezone.now() - FRESH
    there = Board.objects.filter(initiative=membership.initiative_id, group=None, closed_at__gte=since)
    board = there.select_related("workshop").order_by("-closed_at").first()
    if not board:
        return None
    return NextStep(
        title=_("Lees wat de workshop “%(title)s” opleverde.") % {"title": board.workshop.title},
        button=_("Lees het resultaat"),
        url=reverse("workshops:result", args=[membership.initiative_id, board.pk]),
        reasons=[
            _("U ziet wat is afgesproken, en wat nog open is."),
            _("Zet de acties daarna op de actielijst."),
        ],
    )


def name_partners(membership: Membership, tally: Tally) -> NextStep | None:
    if tally.stakeholders:
        return None
    return NextStep(
        title=_("Schrijf op wie belangrijk zijn voor uw doel."),
        button=_("Begin het krachtenveld"),
        url=reverse("stakeholders:table", args=[membership.initiative_id]),
        reasons=[
            _("Hebt u al een lijst in Excel? Die leest u zo in."),
            _("Vijf namen zijn genoeg om te beginnen."),
        ],
    )


def place_partners(membership: Membership, tally: Tally) -> NextStep | None:
    if tally.placed:
        return None
    return NextStep(
        title=_("Vul in hoeveel invloed uw partners hebben."),
        button=_("Open het krachtenveld"),
        url=reverse("stakeholders:table", args=[membership.initiative_id]),
        reasons=[
            _("Uw partners staan in de tabel."),
            _("Met hun invloed en houding ziet u met wie u begint."),
        ],
    )


def get_ready(membership: Membership, tally: Tally) -> NextStep | None:
    """The workshop of today, or the first one soon for which something is not ready."""
    if not tally.near:
        return None
    today = timezone.localdate()
    workshop = near(membership.initiative.workshops.all(), today).order_by("day", "id").first()
    if not workshop:
        return None
    place = [membership.initiative_id, workshop.pk]
    if workshop.day == today:
        return NextStep(
            title=_("Vandaag is de workshop “%(title)s”.") % {"title": workshop.title},
            button=_("Open de workshop"),
            url=reverse("workshops:workshop", args=place),
            reasons=[_("Daar staan uw begeleidersscherm, de papieren en het draaiboek.")],
        )
    todo = [part.title for part in parts_of(workshop) if not part.is_ready]
    if not todo:
        return None
    return NextStep(
        title=_("Bereid de workshop “%(title)s” voor.") % {"title": workshop.title},
        button=_("Ga verder met voorbereiden"),
        url=reverse("workshops:workshop", args=place),
        reasons=[
            _("De workshop is op %(day)s.") % {"day": date_format(workshop.day)},
            _("Nog doen: %(parts)s.") % {"parts": ", ".join(todo).lower()},
        ],
    )


def look_back(membership: Membership, tally: Tally) -> NextStep | None:
    if not tally.to_look_back:
        return None
    done = Intervention.objects.present().to_look_back_on().filter(stakeholder__initiative=membership.initiative)
    oldest = done.select_related("stakeholder", "idea").order_by("action__ended_at").first()
    if not oldest:
        return None
    return NextStep(
        title=_("Kijk terug op wat u deed bij %(name)s.") % {"name": oldest.stakeholder.name},
        button=_("Kijk terug"),
        url=reverse("interventions:look_back", args=[membership.initiative_id, oldest.pk]),
        reasons=[
            _("Uw idee was: %(idea)s") % {"idea": oldest.idea.text},
            _("Is de relatie veranderd? Nu weet u het nog."),
        ],
        other_url=reverse("interventions:overview", args=[membership.initiative_id]),
    )


def finish_what_is_late(membership: Membership, tally: Tally) -> NextStep | None:
    count = tally.mine_overdue
    if not count:
        return None
    return NextStep(
        title=ngettext("Eén actie van u is te laat.", "%(count)d acties van u zijn te laat.", count) % {"count": count},
        button=_("Bekijk uw acties"),
        url=reverse("own_actions:mine"),
        reasons=[_("Rond af, kies een nieuwe dag of laat vervallen.")],
    )


def answer(membership: Membership, tally: Tally) -> NextStep | None:
    count = tally.mine_to_accept
    if not count:
        return None
    return NextStep(
        title=ngettext("Eén actie wacht op uw ja.", "%(count)d acties wachten op uw ja.", count) % {"count": count},
        button=_("Bekijk uw acties"),
        url=reverse("own_actions:mine"),
        reasons=[_("Tot u ja zegt, is het nog geen afspraak.")],
    )


def go_on_thinking(membership: Membership, tally: Tally) -> NextStep | None:
    """The last brainstorm from which nothing was chosen yet."""
    if not tally.brainstorms:
        return None
    undecided = Brainstorm.objects.present().undecided().filter(stakeholder__initiative=membership.initiative)
    last = undecided.select_related("stakeholder").order_by("-id").first()
    if not last:
        return None
    ideas = last.ideas.present().count()
    place, name = [membership.initiative_id, last.pk], {"name": last.stakeholder.name}
    if last.choice_is_open_at(ideas):
        return NextStep(
            title=_("Kies wat u gaat doen bij %(name)s.") % name,
            button=_("Kies een idee"),
            url=reverse("interventions:compare", args=place),
            reasons=[ngettext("U hebt %(count)d idee.", "U hebt %(count)d ideeën.", ideas) % {"count": ideas}],
        )
    return NextStep(
        title=_("Bedenk verder wat u kunt doen bij %(name)s.") % name,
        button=_("Ga verder met bedenken"),
        url=reverse("interventions:brainstorm", args=place),
        reasons=[
            ngettext("U hebt %(count)d idee.", "U hebt %(count)d ideeën.", ideas) % {"count": ideas},
            _("Bij vijf ideeën kiest u."),
        ],
    )


def work_on_relation(membership: Membership, _tally: Tally) -> NextStep | None:
    """The advised relation for which nothing is running yet."""
    initiative = membership.initiative
    running = Intervention.objects.running().filter(stakeholder__initiative=initiative)
    busy = set(running.values_list("stakeholder", flat=True))
    first = next(
        (one for one in advise(initiative, membership.person, limit=len(busy) + 1) if one.key not in busy), None
    )
    if not first:
        return None
    return NextStep(
        title=_("Werk aan de relatie met %(name)s.") % {"name": first.name},
        button=_("Bekijk de relatie"),
        url=first.url,
        reasons=first.reasons,
        other_url=reverse("relationships:where_to_begin", args=[initiative.pk]),
    )
