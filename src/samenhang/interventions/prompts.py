"""Questions that invite to look from another side, in the five families of interventions.

The questions are ours. They speak of “de ander” and name nobody, so that whoever thinks along may read them too.
"""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenhang.interventions.models import Brainstorm, Family
from samenhang.stakeholders.models import Dimension


@dataclass(frozen=True, slots=True)
class Prompt:
    family: Family
    question: str | Promise


PROMPTS: tuple[Prompt, ...] = (
    Prompt(Family.ASKING, _("Wat zou de ander u willen vragen, als u alleen zou luisteren?")),
    Prompt(Family.ASKING, _("Welke vraag durfde u de ander nog nooit te stellen?")),
    Prompt(Family.ASKING, _("Wat weet de ander over dit onderwerp wat u niet weet?")),
    Prompt(Family.ASKING, _("Waar is de ander trots op? Hoe laat u zich dat vertellen?")),
    Prompt(Family.ASKING, _("Wat zou een kind van acht aan de ander vragen?")),
    Prompt(Family.ASKING, _("Op welke vraag hebt u zelf echt nog geen antwoord?")),
    Prompt(Family.GIVING, _("Wat kunt u morgen geven zonder er iets voor terug te vragen?")),
    Prompt(Family.GIVING, _("Welk klein probleem van de ander lost u in een uur op?")),
    Prompt(Family.GIVING, _("Waarvan hebt u veel en heeft de ander weinig?")),
    Prompt(Family.GIVING, _("Wie zou de ander graag leren kennen? Kunt u hen voorstellen?")),
    Prompt(Family.GIVING, _("Welk succes mag op naam van de ander komen?")),
    Prompt(Family.GIVING, _("Wat kost de ander elke week tijd en kunt u overnemen?")),
    Prompt(Family.INVITING, _("Waar beslist u nu alleen en mag de ander meebeslissen?")),
    Prompt(Family.INVITING, _("Welk plan kunt u laten zien terwijl het nog vol gaten zit?")),
    Prompt(Family.INVITING, _("Wie zou de ander meebrengen als u om een gast vraagt?")),
    Prompt(Family.INVITING, _("Bij welk moment van de ander wilt u zelf graag te gast zijn?")),
    Prompt(Family.INVITING, _("Welke rol heeft nog niemand en past precies bij de ander?")),
    Prompt(Family.INVITING, _("Waarvoor kunt u de ander uitnodigen dat op geen vergadering lijkt?")),
    Prompt(Family.SETTING, _("Op welke plek ziet u elkaar nooit? Wat zou daar gebeuren?")),
    Prompt(Family.SETTING, _("Welke regel staat tussen u in? Kan die een maand weg?")),
    Prompt(Family.SETTING, _("Wat verandert er als u samen iets maakt en er minder over praat?")),
    Prompt(Family.SETTING, _("Wie zit er altijd bij? Wat gebeurt er als die een keer wegblijft?")),
    Prompt(Family.SETTING, _("Hoe wordt het als u elkaar veel vaker en veel korter ziet?")),
    Prompt(Family.SETTING, _("Wat doet u als er geen agenda is en geen tafel?")),
    Prompt(Family.STEPPING_BACK, _("Wat laat u een maand na, zodat er ruimte komt?")),
    Prompt(Family.STEPPING_BACK, _("Wie kan dit beter doen dan u?")),
    Prompt(Family.STEPPING_BACK, _("Stel dat de ander gelijk heeft. Wat doet u dan?")),
    Prompt(Family.STEPPING_BACK, _("Waarmee stopt u, zodat de ander kan beginnen?")),
    Prompt(Family.STEPPING_BACK, _("Welk deel van uw plan kan weg terwijl uw doel blijft?")),
    Prompt(Family.STEPPING_BACK, _("Stel dat u wacht tot de ander belt. Waarom zou die bellen?")),
)

# What to begin with, by where the relation stands: without contact an invitation, in struggle a question.
FIRST = {
    Dimension.AUTOPILOT: Family.INVITING,
    Dimension.SELF_INTEREST: Family.ASKING,
    Dimension.RESPECT: Family.SETTING,
    Dimension.COHERENCE: Family.GIVING,
}


def order_of(key: UUID, from_dimension: int) -> list[Prompt]:
    """All prompts once, in an order of their own for this brainstorm; each has another family than the one before."""
    chance = Random(key.int)  # noqa: S311 (no secret: the same brainstorm has the same order)
    first = FIRST[Dimension(from_dimension)]
    others = [family for family in Family if family != first]
    chance.shuffle(others)
    families = [[prompt for prompt in PROMPTS if prompt.family == family] for family in (first, *others)]
    for prompts in families:
        chance.shuffle(prompts)
    return [prompt for one_of_each in zip(*families, strict=True) for prompt in one_of_each]


def shown(brainstorm: Brainstorm) -> Prompt:
    """The prompt whose turn it is."""
    order = order_of(brainstorm.pk, brainstorm.from_dimension)
    return order[brainstorm.prompt_turn % len(order)]


def show_another(brainstorm: Brainstorm) -> None:
    """The next prompt; after the last one the first comes again."""
    brainstorm.prompt_turn = (brainstorm.prompt_turn + 1) % len(PROMPTS)
    brainstorm.save(update_fields=["prompt_turn"])
