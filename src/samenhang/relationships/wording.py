"""Findings as plain sentences of at most fifteen words, with numbers up to ten as words."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, ngettext_lazy

from samenhang.relationships.proposal import RECENT_DAYS, Proposal
from samenhang.relationships.ranking import Reason, Why

DAYS_IN_MONTH = 30.44
NEEDS_NAMED = 3
LONGEST_NEED = 30
"""Characters; longer own words would make a sentence nobody reads to the end."""

NUMBERS: dict[int, Promise] = {
    2: lazy("twee"),
    3: lazy("drie"),
    4: lazy("vier"),
    5: lazy("vijf"),
    6: lazy("zes"),
    7: lazy("zeven"),
    8: lazy("acht"),
    9: lazy("negen"),
    10: lazy("tien"),
}
"""Where there is one, the sentence itself says so."""

SENTENCES: dict[Why, str | Promise] = {
    Why.SELF_INTEREST: lazy("Nu vooral eigenbelang. Een stap naar respect is haalbaar."),
    Why.NO_CONTACT: lazy("Dimensie 1: er is nog geen echt contact."),
    Why.UNKNOWN_DIMENSION: lazy("De relatie is nog niet beoordeeld."),
    Why.RESPECT: lazy("Dimensie 3: er is al uitwisseling. Houd die gaande."),
    Why.COHERENCE: lazy("Dimensie 4: u werkt al samen aan iets nieuws."),
    Why.ESSENTIAL: lazy("Deze partner is onmisbaar voor uw doel."),
    Why.NEEDED: lazy("U hebt deze partner ergens voor nodig."),
    Why.VERY_LARGE_INFLUENCE: lazy("De invloed is zeer groot."),
    Why.LARGE_INFLUENCE: lazy("De invloed is groot."),
    Why.UNKNOWN_INFLUENCE: lazy("De invloed is nog niet bekend."),
    Why.ABSOLUTE_OPEN: ngettext_lazy(
        "Eén absolute randvoorwaarde is nog niet geregeld.",
        "%(number)s absolute randvoorwaarden zijn nog niet geregeld.",
        "count",
    ),
    Why.OTHER_OPEN: ngettext_lazy(
        "Eén randvoorwaarde is nog niet geregeld.",
        "%(number)s randvoorwaarden zijn nog niet geregeld.",
        "count",
    ),
    Why.ALL_MET: ngettext_lazy("De randvoorwaarde is geregeld.", "Alle randvoorwaarden zijn geregeld.", "count"),
    Why.NEVER_SEEN: lazy("Er is nog geen waarneming."),
    Why.IMPRESSION: lazy("De beoordeling is een indruk, zonder waarneming."),
}


def reason_sentence(reason: Reason, needs: Sequence[str] = ()) -> str:
    """`needs` is what this partner is needed for."""
    if reason.why is Why.SEEN_LONG_AGO:
        return _("De laatste waarneming is %(age)s oud.") % {"age": age_in_words(reason.count)}
    if reason.why is Why.NEEDED and (named := needs_in_words(needs)):
        return _("U hebt deze partner nodig voor %(needs)s.") % {"needs": named}
    sentence = SENTENCES[reason.why]
    return counted(sentence, reason.count) if reason.count else str(sentence)


def counted(sentence: str | Promise, count: int, **others: int) -> str:
    """`sentence` with "%(number)s" as a word, which gets a capital where the sentence begins with it."""
    filled = str(sentence % {"count": count, "number": number_in_words(count), **others})
    return filled[:1].upper() + filled[1:]


def number_in_words(count: int) -> str:
    return str(NUMBERS.get(count, count))


def needs_in_words(needs: Sequence[str]) -> str:
    """ "geld, bereik en kennis van de wijk"; of many or long ones only some, and "" when none can be named."""
    short = [need for need in needs if len(need) <= LONGEST_NEED][:NEEDS_NAMED]
    return enumerated([*short, _("meer")] if short and len(short) < len(needs) else short)


def age_in_words(days: int) -> str:
    """ "negen dagen", and from two months on "drie maanden"."""
    if days < 2 * DAYS_IN_MONTH:
        return ngettext("één dag", "%(number)s dagen", days) % {"number": number_in_words(days)}
    months = round(days / DAYS_IN_MONTH)
    return _("%(number)s maanden") % {"number": number_in_words(months)}


def evidence(proposal: Proposal) -> list[str]:
    """What a proposal rests on, or why there is none."""
    counts = sorted(proposal.signs.items(), key=lambda item: (-item[1], item[0]))
    sentences = [signs_sentence(dimension, count) for dimension, count in counts]
    if proposal.tied:
        sentences.append(
            _("%(dimensions)s komen even vaak voor. Dan is het voorstel de laagste.")
            % {"dimensions": enumerated([str(dimension) for dimension in proposal.tied])}
        )
    if proposal.newest_points_to:
        sentences.append(_("De nieuwste waarneming wijst naar %(n)d.") % {"n": proposal.newest_points_to})
    return sentences + ages(proposal)


def signs_sentence(dimension: int, count: int) -> str:
    sentence = ngettext(
        "Eén aangekruiste gedraging hoort bij dimensie %(dimension)d.",
        "%(number)s aangekruiste gedragingen horen bij dimensie %(dimension)d.",
        count,
    )
    return counted(sentence, count, dimension=dimension)


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
        sentence = ngettext(
            "Bij één waarneming is geen gedrag aangekruist.",
            "Bij %(number)s waarnemingen is geen gedrag aangekruist.",
            proposal.without_signs,
        )
        sentences.append(counted(sentence, proposal.without_signs))
    if proposal.out_of_date:
        sentence = ngettext(
            "Eén waarneming is ouder dan %(days)d dagen en telt niet mee.",
            "%(number)s waarnemingen zijn ouder dan %(days)d dagen en tellen niet mee.",
            proposal.out_of_date,
        )
        sentences.append(counted(sentence, proposal.out_of_date, days=RECENT_DAYS))
    return sentences


def enumerated(words: Sequence[str]) -> str:
    """ "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s en %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}
