"""`samenhang analyse power`: who decides how often, exactly."""

import json
import sys
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import click

from samenhang.analysis.voting import AllOf, AnyOf, Power, Rule, Weighted, power
from samenhang.site.analyse.asking import options
from samenhang.site.analyse.reading import number_in, read_rows
from samenhang.site.analyse.telling import Told, heading, show_json, show_table, shown
from samenhang.site.analyse.telling import gettext as _

COLUMNS = {"member": ("lid",), "weight": ("gewicht",)}
# A rule inside a rule inside a rule: deeper than anybody writes.
DEEPEST = 20


@click.command("power")
@options
@click.option("--quota", help="Weight that is enough to win.")
@click.option("--total", help="What the weights are said to add up to.")
@click.option("--veto", multiple=True, help="A member without whom nothing wins; may be repeated.")
def command(
    file: str, as_json: bool, language: str | None, quota: str | None, total: str | None, veto: tuple[str, ...]
) -> None:
    """Columns: member, weight, with --quota; or a JSON file with a rule (docs/analysis.md)."""
    is_rule = file.casefold().endswith(".json")
    members, rule = read_rule(file) if is_rule else read_weights(file, quota)
    answer = power(members, rule, total=asked(file, "--total", total) if total else None, veto=veto)
    if as_json:
        show_json(as_answer(answer))
    else:
        tell(answer)


def asked(file: str, name: str, text: str | None) -> Fraction:
    value = number_in(text) if text else None
    if value is None:
        raise Told(_("%(file)s: geef met %(name)s een getal.") % {"file": file, "name": name})
    return value


def read_weights(file: str, quota: str | None) -> tuple[list[str], Rule]:
    enough = asked(file, "--quota", quota)
    members, weights = [], {}
    for row in read_rows(file, COLUMNS):
        member = row.text("member")
        if member in weights:
            raise row.grid.told(row.number, "member", _("“%(name)s” staat er twee keer.") % {"name": member})
        members.append(member)
        weights[member] = row.value("weight")
        if weights[member] < 0:
            raise row.grid.told(row.number, "weight", _("een gewicht is niet kleiner dan nul."))
    return members, Weighted(enough, weights)


def read_rule(file: str) -> tuple[list[str], Rule]:
    """A rule as JSON: {"quota": q, "weights": {member: weight}}, {"all": [rules]} or {"any": [rules]}."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
        given = json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=partial(once, file))
        json.dumps(given, ensure_ascii=False).encode()  # Half a character can be read, and not be shown.
        rule = rule_in(file, given, "", DEEPEST)
    except (OSError, UnicodeError, json.JSONDecodeError, RecursionError) as error:
        raise Told(_("%(file)s: dit is geen JSON die gelezen kan worden.") % {"file": file}) from error
    return sorted(members_of(rule)), rule


def once(file: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises Told for a name that is there twice: JSON itself takes the last one and says nothing."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            said = _("“%(name)s” staat er twee keer.") % {"name": name[:40]}
            raise Told(f"{file}: {said}")
        found[name] = value
    return found


def rule_in(file: str, given: Any, place: str, depth: int) -> Rule:
    if depth == 0:
        raise Told(_("%(file)s, %(place)s: te veel regels in elkaar.") % {"file": file, "place": place})
    if isinstance(given, dict):
        for name, kind in (("all", AllOf), ("any", AnyOf)):
            parts = given.get(name)
            if isinstance(parts, list) and parts:
                inner = [rule_in(file, one, f"{place}/{name}/{at + 1}", depth - 1) for at, one in enumerate(parts)]
                return kind(inner)
        weights = given.get("weights")
        if isinstance(weights, dict) and weights:
            values = {member: value_in(file, f"{place}/weights/{member}", one) for member, one in weights.items()}
            return Weighted(value_in(file, f"{place}/quota", given.get("quota")), values)
    what = _("hier hoort een regel: quota en weights, all of any.")
    raise Told(f"{file}, {place or '/'}: {what}")


def value_in(file: str, place: str, given: Any) -> Fraction:
    value = number_in(given) if isinstance(given, str) else None
    if value is None:
        raise Told(f"{file}, {place}: {_('hier hoort een getal.')}")
    return value


def members_of(rule: Rule) -> set[str]:
    if isinstance(rule, Weighted):
        return set(rule.weights)
    return set().union(*(members_of(one) for one in rule.rules))


def as_answer(answer: Power) -> dict[str, Any]:
    return {
        "shapley_shubik": {member: str(part) for member, part in answer.shapley_shubik.items()},
        "banzhaf": {member: str(part) for member, part in answer.banzhaf.items()},
        "swings": answer.swings,
        "minimal_winning": answer.minimal_winning,
        "warnings": [{"code": one.code, "about": one.about} for one in answer.warnings],
    }


def tell(answer: Power) -> None:
    heading(_("Stemmacht"))
    rows = [
        [member, *both(part), *both(answer.banzhaf[member]), str(answer.swings[member])]
        for member, part in answer.shapley_shubik.items()
    ]
    show_table([_("Lid"), "Shapley-Shubik", "", "Banzhaf", "", _("Beslist in")], rows)
    count = answer.minimal_winning
    if count is not None:
        click.echo(_("Coalities waarin iedereen nodig is: %(count)d.") % {"count": count})
    words = {
        "total": _("Let op: de gewichten tellen op tot %(about)s, niet tot wat u opgaf."),
        "half": _("Let op: bij de drempel %(about)s kunnen twee coalities zonder gezamenlijk lid allebei winnen."),
        "dummy": _("%(about)s beslist nooit."),
    }
    for warned in answer.warnings:
        click.echo(words[warned.code] % {"about": warned.about})


def both(part: Fraction) -> tuple[str, str]:
    """The fraction itself, where it is short enough to read, and as a decimal number."""
    return (str(part) if len(str(part)) <= 15 else ""), shown(part)
