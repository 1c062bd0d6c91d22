"""Findings as plain sentences of at most fifteen words."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, ngettext_lazy

from samenhang.relationships.proposal import RECENT_DAYS, Proposal
from samenhang.relationships.ranking import Reason, Why

DAYS_IN_MONTH = 30.44

SENTENCES: dict[Why, str | Promise] = {
    Why.SELF_INTEREST: lazy("Dimensie 2: een stap naar 3 is hier het meest haalbaar."),
    Why.NO_CONTACT: lazy("Dimensie 1: er is nog geen echt contact."),
    Why.UNKNOWN_DIMENSION: lazy("De relatie is nog niet beoordeeld."),
    Why.RESPECT: lazy("Dimensie 3: er is al uitwisseling. Houd die gaande."),
    Why.COHERENCE: lazy("Dimensie 4: u werkt al samen aan iets nieuws."),
    Why.ESSENTIAL: lazy("Deze partner is onmisbaar voor uw doel."),
    Why.NEEDED: ngettext_lazy(
        "Deze partner levert %(count)d bijdrage die u nodig hebt.",
        "Deze partner levert %(count)d bijdragen die u nodig hebt.",
        "count",
    ),
    Why.VERY_LARGE_INFLUENCE: lazy("De invloed is zeer groot."),
    Why.LARGE_INFLUENCE: lazy("De invloed is groot."),
    Why.UNKNOWN_INFLUENCE: lazy("De invloed is nog niet bekend."),
    Why.ABSOLUTE_OPEN: ngettext_lazy(
        "%(count)d absolute randvoorwaarde is nog niet geregeld.",
        "%(count)d absolute randvoorwaarden zijn nog niet geregeld.",
        "count",
    ),
    Why.OTHER_OPEN: ngettext_lazy(
        "%(count)d randvoorwaarde is nog niet geregeld.",
        "%(count)d randvoorwaarden zijn nog niet geregeld.",
        "count",
    ),
    Why.ALL_MET: ngettext_lazy(
        "De randvoorwaarde is geregeld.", "Alle %(count)d randvoorwaarden zijn geregeld.", "count"
    ),
    Why.NEVER_SEEN: lazy("Er is nog geen waarneming."),
    Why.IMPRESSION: lazy("De beoordeling is een indruk, zonder waarneming."),
}


def reason_sentence(reason: Reason) -> str:
    if reason.why is Why.SEEN_LONG_AGO:
        return _("De laatste waarneming is %(age)s oud.") % {"age": age_in_words(reason.count)}
    return str(SENTENCES[reason.why] % {"count": reason.count} if reason.count else SENTENCES[reason.why])


def age_in_words(days: int) -> str:
    """ "9 dagen", and from two months on "3 maanden"."""
    if days < 2 * DAYS_IN_MONTH:
        return ngettext("%(count)d dag", "%(count)d dagen", days) % {"count": days}
    months = round(days / DAYS_IN_MONTH)
    return ngettext("%(count)d maand", "%(count)d maanden", months) % {"count": months}


def evidence(proposal: Proposal) -> list[str]:
    """What a proposal rests on, or why there is none."""
    counts = sorted(proposal.signs.items(), key=lambda item: (-item[1], item[0]))
    sentences = [
        ngettext(
            "%(count)d aangekruist gedrag hoort bij dimensie %(dimension)d.",
            "%(count)d keer aangekruist gedrag hoort bij dimensie %(dimension)d.",
            count,
        )
        % {"count": count, "dimension": dimension}
        for dimension, count in counts
    ]
    if proposal.tied:
        sentences.append(
            _("%(dimensions)s komen even vaak voor. Dan is het voorstel de laagste.")
            % {"dimensions": enumerated([str(dimension) for dimension in proposal.tied])}
        )
    if proposal.newest_points_to:
        sentences.append(_("De nieuwste waarneming wijst naar %(n)d.") % {"n": proposal.newest_points_to})
    return sentences + ages(proposal)


def ages(proposal: Proposal) -> list[str]:
    sentences = []
    if proposal.ages:
        newest = proposal.ages[0]
        sentences.append(
            _("De nieuwste waarneming is van vandaag.")
            if newest == 0
            else _("De nieuwste waarneming is %(age)s oud.") % {"age": age_in_words(newest)}
        )
    if proposal.without_signs:
        sentences.append(
            ngettext(
                "Bij %(count)d waarneming is geen gedrag aangekruist.",
                "Bij %(count)d waarnemingen is geen gedrag aangekruist.",
                proposal.without_signs,
            )
            % {"count": proposal.without_signs}
        )
    if proposal.out_of_date:
        sentences.append(
            ngettext(
                "%(count)d waarneming is ouder dan %(days)d dagen en telt niet mee.",
                "%(count)d waarnemingen zijn ouder dan %(days)d dagen en tellen niet mee.",
                proposal.out_of_date,
            )
            % {"count": proposal.out_of_date, "days": RECENT_DAYS}
        )
    return sentences


def enumerated(words: Sequence[str]) -> str:
    """ "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s en %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}
