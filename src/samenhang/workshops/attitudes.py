"""The basic attitude of who leads, one fitting reminder at a time (F4; after the method of the Partnerschapskaart)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samenhang.workshops.columns import Phase


@dataclass(frozen=True, slots=True)
class Attitude:
    text: Any
    phases: Sequence[Phase]


ATTITUDES = (
    Attitude(_("Vraag door als iets vaag blijft."), (Phase.REVEAL, Phase.GROUP, Phase.AGREE)),
    Attitude(_("Help de groep om het zo precies mogelijk te zeggen."), (Phase.GROUP, Phase.CHOOSE, Phase.AGREE)),
    Attitude(_("Laat wat u zegt de groep verder helpen."), (Phase.REVEAL, Phase.GROUP)),
    Attitude(
        _("Houd het veilig. Stop een uitval of een cynische grap meteen."), (Phase.REVEAL, Phase.GROUP, Phase.AGREE)
    ),
    Attitude(_("Neem elke mening serieus, ook als die u niet past."), (Phase.WRITE, Phase.REVEAL, Phase.CHOOSE)),
    Attitude(_("Keur niets goed of af. Vat samen wat u hoort."), (Phase.REVEAL, Phase.AGREE)),
    Attitude(_("Laat mensen naar elkaar luisteren. Overtuigen hoeft niet."), (Phase.REVEAL, Phase.GROUP, Phase.CHOOSE)),
    Attitude(_("Lopen de emoties op? Neem even rust en zeg wat u ziet."), (Phase.REVEAL, Phase.GROUP, Phase.AGREE)),
    Attitude(_("Boosheid is betrokkenheid. Noem haar ook zo."), (Phase.REVEAL, Phase.CHOOSE, Phase.AGREE)),
    Attitude(_("Kijk wie nog niets zei, en nodig die uit. Uw eigen mening houdt u voor u."), tuple(Phase)),
)
