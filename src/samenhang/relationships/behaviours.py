"""What one can see or hear in an interaction, for each of the four dimensions.

The four descriptions are Robert Coppenhagen's (4D model, Creatieregie); the behaviours are our own wording of them.
Each says what somebody does or says, never what that person is like. See docs/methods/relationships.md.
The codes are stored with observations: a label may become better, a code may not change or disappear.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenhang.stakeholders.models import Dimension

type Label = str | Promise


@dataclass(frozen=True, slots=True)
class Behaviour:
    code: str
    dimension: Dimension
    label: Label


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour("no_reply", Dimension.AUTOPILOT, _("Reageert niet op berichten of telefoon")),
    Behaviour("stays_away", Dimension.AUTOPILOT, _("Komt niet op een afspraak en meldt dat niet")),
    Behaviour("sends_another", Dimension.AUTOPILOT, _("Stuurt steeds iemand anders")),
    Behaviour("standard_answer", Dimension.AUTOPILOT, _("Geeft een standaardantwoord of verwijst door")),
    Behaviour("no_question", Dimension.AUTOPILOT, _("Stelt in het gesprek geen enkele vraag")),
    Behaviour("other_activity", Dimension.AUTOPILOT, _("Doet onder het gesprek iets anders, zoals mail lezen")),
    Behaviour("own_routine", Dimension.AUTOPILOT, _("Werkt de eigen agenda af, ook als er iets anders speelt")),
    Behaviour("not_returning", Dimension.AUTOPILOT, _("Komt niet terug op wat eerder is besproken")),
    Behaviour("repeats_position", Dimension.SELF_INTEREST, _("Herhaalt het eigen standpunt")),
    Behaviour("demand_first", Dimension.SELF_INTEREST, _("Stelt een eis vooraf")),
    Behaviour("asks_own_gain", Dimension.SELF_INTEREST, _("Vraagt wat het de eigen organisatie oplevert")),
    Behaviour("support_against", Dimension.SELF_INTEREST, _("Zoekt bij anderen steun tegen het plan")),
    Behaviour("disputes_facts", Dimension.SELF_INTEREST, _("Spreekt de cijfers of feiten van een ander tegen")),
    Behaviour("holds_to_rules", Dimension.SELF_INTEREST, _("Wijst op een regel waarom iets niet kan")),
    Behaviour("keeps_information", Dimension.SELF_INTEREST, _("Geeft informatie niet, ook niet na een vraag")),
    Behaviour("interrupts", Dimension.SELF_INTEREST, _("Valt een ander in de rede")),
    Behaviour("asks_on", Dimension.RESPECT, _("Vraagt door op wat een ander zegt")),
    Behaviour("shares_knowledge", Dimension.RESPECT, _("Deelt uit zichzelf kennis of gegevens")),
    Behaviour("keeps_promise", Dimension.RESPECT, _("Komt een afspraak na")),
    Behaviour("sums_up", Dimension.RESPECT, _("Vat samen wat een ander zei en vraagt of het klopt")),
    Behaviour("names_other_interest", Dimension.RESPECT, _("Noemt een belang van een ander")),
    Behaviour("adjusts", Dimension.RESPECT, _("Past een voorstel aan na wat een ander zei")),
    Behaviour("tells_setback", Dimension.RESPECT, _("Vertelt uit zichzelf wat niet is gelukt")),
    Behaviour("makes_contact", Dimension.RESPECT, _("Neemt zelf contact op")),
    Behaviour("defends_goal", Dimension.COHERENCE, _("Verdedigt het gezamenlijke doel bij anderen")),
    Behaviour("starts_for_whole", Dimension.COHERENCE, _("Begint zelf iets wat het geheel verder helpt")),
    Behaviour("commits_means", Dimension.COHERENCE, _("Zet eigen mensen, tijd of geld in voor het doel")),
    Behaviour("lets_go", Dimension.COHERENCE, _("Laat een eigen wens los voor het geheel")),
    Behaviour("builds_on", Dimension.COHERENCE, _("Bouwt met anderen een idee uit tot iets nieuws")),
    Behaviour("brings_constituency", Dimension.COHERENCE, _("Betrekt de eigen achterban bij het plan")),
    Behaviour("says_we", Dimension.COHERENCE, _("Zegt “wij” over alle partners samen")),
    Behaviour("connects_others", Dimension.COHERENCE, _("Brengt partners met elkaar in contact")),
)
BEHAVIOUR_BY_CODE = {behaviour.code: behaviour for behaviour in BEHAVIOURS}
