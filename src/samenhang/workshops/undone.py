"""What was taken back, in words: so that nobody has to look for what changed."""

from typing import Any

from django.utils.translation import gettext as _

from samenhang.workshops.models import Act, Board, Card, Cluster

# More of a text is not needed to know which one it is.
SHORTEST = 60
NAMED = 2


def undone_in_words(act: Act, board: Board) -> str:
    """As "Ongedaan gemaakt: samen leggen (“Eerst bellen”, “Wij bellen eerst”)."; the board as it is after that."""
    said = _("Ongedaan gemaakt: %(what)s.") % {"what": what_it_was(act)}
    if act.kind not in {Act.Kind.MOVE_ON, Act.Kind.REVEAL}:
        return said
    return f"{said} {_('U bent weer bij %(phase)s.') % {'phase': board.get_phase_display().lower()}}"


def nothing_in_words() -> str:
    return _("U deed hier nog geen stap die terug kan. Een stap van een ander maakt die ander ongedaan.")


def changed_since_in_words(act: Act) -> str:
    said = {"what": what_it_was(act)}
    return _("Dit kan niet meer ongedaan: %(what)s. Een ander veranderde dit intussen.") % said


def what_it_was(act: Act) -> str:
    """As "samen leggen (“Eerst bellen”, “Wij bellen eerst”)"."""
    texts = texts_of(act)
    return kind_in_words(act) + (f" ({', '.join(f'“{text}”' for text in texts)})" if texts else "")


def kind_in_words(act: Act) -> str:
    kind, was = Act.Kind, {name: after for model, _key, name, _before, after in act.changes if model == "board"}
    on = bool(next(iter(was.values()), None))
    words: dict[str, Any] = {
        kind.MOVE_ON: _("verdergaan"),
        kind.REVEAL: _("bijdragen tonen"),
        kind.TIMER: _("de klok"),
        kind.SPOTLIGHT: _("in beeld zetten") if was.get("spotlight_id") else _("uit beeld halen"),
        kind.DIM: _("telefoons dimmen") if on else _("telefoons weer aanzetten"),
        kind.LOCK: _("kaart vastzetten") if on else _("kaart losmaken"),
        kind.DOOR: _("nieuwe code") if "code" in was else _("deur openen") if on else _("deur sluiten"),
        kind.HIDE: _("verbergen of weer tonen"),
        kind.MOVE: _("verplaatsen"),
        kind.GROUP: _("samen leggen"),
        kind.APART: _("uit elkaar halen"),
        kind.WORD: _("zin verwoorden"),
        kind.SORT: _("indelen"),
        kind.SHOW_DOTS: _("stippen tonen of verbergen"),
        kind.SHOW_ANSWERS: _("antwoorden tonen of verbergen"),
        kind.BRING_IN: _("zinnen van groepen erbij leggen"),
        kind.HAND_OVER: _("leiding overdragen"),
        kind.SELF_CHECK: _("terugblik openen") if on else _("terugblik sluiten"),
    }
    return str(words.get(act.kind, act.get_kind_display().lower()))


# Steps that are about what lies there, and not about all of it.
ABOUT_TEXTS = {Act.Kind.HIDE, Act.Kind.MOVE, Act.Kind.GROUP, Act.Kind.APART, Act.Kind.WORD, Act.Kind.SORT}


def texts_of(act: Act) -> list[str]:
    """The contributions or sentences it was about: the first few, in short."""
    if act.kind not in ABOUT_TEXTS:
        return []
    keys = {"card": list[str](), "cluster": list[str]()}
    worded = list[str]()
    for model, key, name, _before, after in act.changes:
        if model in keys and key not in keys[model]:
            keys[model].append(key)
        if name == "statement" and after:
            worded.append(after)
    cards = Card.objects.on_the_map().filter(pk__in=keys["card"]).order_by("id").values_list("text", flat=True)
    piles = Cluster.objects.filter(pk__in=keys["cluster"]).exclude(statement="").values_list("statement", flat=True)
    found = worded or list(cards[:NAMED]) or list(piles[:NAMED])
    return [text if len(text) <= SHORTEST else f"{text[:SHORTEST].rstrip()}…" for text in found[:NAMED]]
