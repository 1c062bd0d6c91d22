"""What every method takes, and what is said when its numbers allow no answer."""

from collections.abc import Callable
from functools import wraps

import click

from samenhang.analysis.errors import BadInput
from samenhang.site.analyse.telling import LANGUAGES, Told, shown
from samenhang.site.analyse.telling import gettext as _


def options[**Given, Answer](command: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """What every method takes: the file, and how to show the answer. What is wrong with numbers is told in a line."""

    @click.argument("file")
    @click.option("--json", "as_json", is_flag=True, help="Show the answer as JSON.")
    @click.option("--language", type=click.Choice(LANGUAGES), help="Language of tables and errors.")
    @wraps(command)
    def with_words(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except BadInput as error:
            raise Told(f"{kwargs['file']}: {in_words(error)}") from error
        except MemoryError as error:
            too_large = _("Dit is te groot voor het geheugen van deze computer.")
            raise Told(f"{kwargs['file']}: {too_large}") from error

    return with_words


def in_words(error: BadInput) -> str:
    values = {name: shown(one) if isinstance(one, float) else one for name, one in error.values.items()}
    return sentences()[error.code] % values


def sentences() -> dict[str, str]:
    """What is wrong with numbers, by the code of the error."""
    return {
        "no_rows": _("er zijn geen rijen."),
        "option_twice": _("%(party)s, %(issue)s, %(option)s: dit staat er twee keer."),
        "minimum_twice": _("%(party)s: er is meer dan één minimum."),
        "no_points": _("%(party)s, %(issue)s, %(option)s: hier ontbreken de punten."),
        "number_too_large": _("%(value)s is te groot, of heeft te veel decimalen naast de andere getallen."),
        "party_twice": _("%(party)s: deze partij staat er twee keer."),
        "below_zero": _("%(party)s: kosten en invloed zijn niet kleiner dan nul."),
        "not_two_parties": _("%(one)s – %(other)s: dit zijn niet twee van de partijen."),
        "not_square": _("elke actor heeft één rij en één kolom nodig."),
        "influence_range": _("rij %(row)d, kolom %(column)d: %(value)s ligt niet tussen 0 en %(most)d."),
        "influence_on_itself": _("rij %(row)d, kolom %(column)d: op zichzelf heeft een actor geen directe invloed."),
        "positions_of_others": _("er moet een rij zijn voor elk van de %(count)d actoren."),
        "position_range": _("rij %(row)d, kolom %(column)d: %(value)s ligt niet tussen −4 en 4."),
        "tie_of_one": _("%(one)s – %(other)s: een relatie is tussen twee."),
        "tie_twice": _("%(one)s – %(other)s: deze relatie staat er twee keer."),
        "no_strength": _("%(one)s – %(other)s: een sterkte is groter dan nul."),
        "nobody_wins": _("geen coalitie wint: ook alle leden samen halen de drempel niet."),
        "veto_of_others": _("%(member)s is geen lid, en heeft dus geen veto."),
        "member_twice": _("%(member)s: dit lid staat er twee keer."),
        "weight_below_zero": _("%(member)s: een gewicht is niet kleiner dan nul."),
        "weight_of_others": _("%(member)s heeft een gewicht, maar is geen lid."),
        "too_many_sums": _("de drempel is %(quota)d met %(count)d leden: dat zijn te veel verschillende sommen."),
        "too_many_members": _("een regel van meer delen kan hoogstens %(most)d leden hebben."),
        "weights_too_large": _("de gewichten zijn te groot om mee te rekenen."),
    }
