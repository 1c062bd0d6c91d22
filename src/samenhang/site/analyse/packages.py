"""`samenhang analyse packages`: which packages suit all parties, and which are fair."""

import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import click

from samenhang.analysis.packages import MOST_TO_GO_THROUGH, Fair, Row, Solution, Trade, read_case, solve
from samenhang.site.analyse.asking import options
from samenhang.site.analyse.reading import Row as FileRow
from samenhang.site.analyse.reading import is_yes, read_rows
from samenhang.site.analyse.telling import gettext as _
from samenhang.site.analyse.telling import heading, number, show_json, show_table, shown

COLUMNS = {
    "party": ("partij",),
    "issue": ("onderwerp",),
    "option": ("optie",),
    "points": ("punten",),
    "minimum": (),
}
OPTIONAL = {"role": ("rol",), "forbidden": ("verboden",)}
# From here on it takes long enough to say so.
LONG = 1_000_000


@click.command("packages")
@options
def command(file: str, as_json: bool, language: str | None) -> None:
    """Columns: party, issue, option, points, minimum; optional: role, forbidden."""
    case = read_case(checked(read_rows(file, COLUMNS, OPTIONAL)))
    if case.packages > LONG and sys.stderr.isatty():
        click.echo(_("%(count)d pakketten: een ogenblik.") % {"count": case.packages}, err=True)
    solution = solve(case)
    if as_json:
        show_json(as_answer(solution))
    else:
        tell(solution)


def checked(given: Sequence[FileRow]) -> list[Row]:
    """Raises Told at the row of what is there twice, of another minimum, or for an option without points."""
    found: dict[tuple[str, str, str], Row] = {}
    minima: dict[str, Fraction] = {}
    for row in given:
        key = row.text("party"), row.text("issue"), row.text("option")
        minimum = row.value("minimum")
        if key in found:
            raise row.grid.told(row.number, "option", _("deze optie staat er twee keer voor deze partij."))
        if minima.setdefault(key[0], minimum) != minimum:
            raise row.grid.told(row.number, "minimum", _("hoger op staat voor deze partij een ander minimum."))
        found[key] = Row(*key, row.value("points"), minimum, is_yes(row.cells.get("forbidden", "")))
    last = given[-1]
    for (issue, option), party in product(dict.fromkeys(key[1:] for key in found), minima):
        if (party, issue, option) not in found:
            what = _("“%(party)s” heeft geen punten voor “%(issue)s”, “%(option)s”.")
            raise last.grid.told(last.number, "points", what % {"party": party, "issue": issue, "option": option})
    return list(found.values())


def as_answer(solution: Solution) -> dict[str, Any]:
    return {
        "packages": solution.packages,
        "feasible": solution.feasible,
        "efficient": solution.efficient,
        "efficient_feasible": solution.efficient_feasible,
        "acceptable": solution.acceptable,
        **{name: fair_answer(fair) for name, fair in solution.fair.items()},
        **blocked_answer(solution),
        "trades": [trade_answer(trade) for trade in solution.trades],
        "method": solution.method,
    }


def blocked_answer(solution: Solution) -> dict[str, Any]:
    """Nothing blocks when something is feasible; nobody knows when the packages were not gone through."""
    blocked = solution.blocked
    if blocked is None:
        return {"blocked_by": [], "smallest_shortfall": 0 if solution.feasible else None, "openings": []}
    return {
        "blocked_by": list(blocked.parties),
        "smallest_shortfall": None if blocked.shortfall is None else number(blocked.shortfall),
        "openings": [{"party": one.party, "lower_by": number(one.lower_by)} for one in blocked.openings],
    }


def fair_answer(fair: Fair | None) -> dict[str, Any] | None:
    if fair is None:
        return None
    return {
        "value": number(fair.value),
        "deals": [
            {
                "choice": deal.choice,
                "points": {party: number(points) for party, points in deal.points.items()},
                "gains": {party: number(gain) for party, gain in deal.gains.items()},
            }
            for deal in fair.deals
        ],
    }


def trade_answer(trade: Trade) -> dict[str, Any]:
    return {"gives": trade.gives, "on": trade.on, "gets_from": trade.gets_from, "for": trade.for_issue}


def tell(solution: Solution) -> None:
    heading(_("Pakketten"))
    counts = [
        (_("Mogelijk"), solution.packages),
        (_("Iedereen haalt het minimum"), solution.feasible),
        (_("Efficiënt onder alle"), solution.efficient),
        (_("Efficiënt onder wat iedereen past"), solution.efficient_feasible),
    ]
    not_counted = _("niet geteld")
    rows = [[what, not_counted if count is None else str(count)] for what, count in counts]
    show_table([_("Wat"), _("Hoeveel")], rows)
    if solution.packages > MOST_TO_GO_THROUGH:
        click.echo(_("Te veel om één voor één te bekijken: de beste zijn gevonden met geheeltallig programmeren."))
    if solution.acceptable:
        lives_with = [[party, str(count)] for party, count in solution.acceptable.items()]
        show_table([_("Partij"), _("Kan leven met")], lives_with)
    names = {
        "nash": _("Nash: grootste product van winsten"),
        "egalitarian": _("Gelijkheid: grootste kleinste winst"),
        "kalai_smorodinsky": _("Kalai en Smorodinsky: ieder een gelijk deel van de eigen beste winst"),
        "utilitarian": _("Nut: meeste punten samen"),
    }
    for name, fair in solution.fair.items():
        if fair:
            tell_fair(names[name], fair)
    if solution.blocked:
        tell_blocked(solution)
    for trade in solution.trades[:10]:
        said = _("%(one)s geeft toe op %(first)s, %(other)s op %(second)s.")
        click.echo(said % {"one": trade.gives, "first": trade.on, "other": trade.gets_from, "second": trade.for_issue})


def tell_fair(name: str, fair: Fair) -> None:
    click.echo(f"{name}: {shown(fair.value)}")
    for deal in fair.deals[:10]:
        click.echo("  " + ", ".join(f"{issue}: {option}" for issue, option in deal.choice.items()))
        click.echo("  " + ", ".join(f"{party} +{shown(gain)}" for party, gain in deal.gains.items()))
    if len(fair.deals) > 10:
        click.echo("  " + _("en nog %(count)d die even goed zijn") % {"count": len(fair.deals) - 10})
    click.echo()


def tell_blocked(solution: Solution) -> None:
    blocked = solution.blocked
    if blocked is None:
        return
    click.echo(_("Geen pakket past iedereen."))
    if blocked.forbidden_only:
        click.echo(_("Alle pakketten die passen, bevatten iets wat verboden is."))
    if blocked.shortfall is not None:
        click.echo(_("Samen komen zij het minst tekort: %(points)s punten.") % {"points": shown(blocked.shortfall)})
    for party in blocked.impossible:
        click.echo(_("%(party)s haalt het minimum in geen enkel pakket.") % {"party": party})
    for opening in blocked.openings:
        said = _("Verlaagt alleen %(party)s het minimum met %(points)s, dan past er een pakket.")
        click.echo(said % {"party": opening.party, "points": shown(opening.lower_by)})
