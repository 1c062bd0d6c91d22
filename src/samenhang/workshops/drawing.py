"""How contributions and piles look: the same words for everybody of one audience.

Cards are drawn in Python: a template each takes too long for a thousand of them. On the desk (`desk`) they carry what
one can do with them, as buttons of the form `acts` of that page.
"""

from collections.abc import Iterable
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samenhang.workshops.columns import Naming
from samenhang.workshops.models import Board, Card, Cluster
from samenhang.workshops.piles import Pile
from samenhang.workshops.result import State

EMPTY = mark_safe("")


def place_of(card: Card) -> str:
    """The id of the list this contribution lies in."""
    return f"pile-{card.cluster_id}-cards" if card.cluster_id else f"column-{card.column}-loose"


def draw_card(card: Card, board: Board, *, desk: bool = False) -> SafeString:
    """One contribution that may be seen."""
    return format_html(
        '<li class="contribution{}" id="card-{}" data-into="{}"{}>{}<p dir="auto">{}</p>{}{}</li>',
        (" contribution--spotlight" if board.spotlight_id == card.pk else "")
        + (" contribution--hidden" if card.hidden_at else ""),
        card.pk,
        place_of(card),
        mark_safe(' draggable="true"') if desk and not card.hidden_at else EMPTY,
        tick_box(card) if desk and not card.hidden_at else EMPTY,
        card.text,
        draw_source(card, desk=desk),
        draw_acts(card, board) if desk else EMPTY,
    )


def draw_source(card: Card, *, desk: bool) -> SafeString:
    """Whose words these are, as far as was promised."""
    parts: list[SafeString | str] = []
    if card.group:
        parts.append(
            format_html(
                '<svg class="icon mark" aria-hidden="true"><use href="#mark-{}"></use></svg>{}',
                card.group.mark,
                card.group.name,
            )
        )
    if card.naming == Naming.NAMED or (card.naming == Naming.FACILITATOR and desk):
        if card.author and card.author.name:
            parts.append(card.author.name)
        if card.on_behalf_of:
            parts.append(_("namens %(name)s") % {"name": card.on_behalf_of})
    parts += who_and_when(card.who, card.due)
    if card.origin_state:
        parts.append(_("in de groep: %(state)s") % {"state": in_a_sentence(State(card.origin_state).in_words)})
    if card.hidden_at and desk:
        parts.append(_("Verborgen: %(why)s") % {"why": card.hidden_why})
    if not parts:
        return EMPTY
    return format_html('<p class="label" dir="auto">{}</p>', format_html_join(" · ", "{}", ([part] for part in parts)))


def who_and_when(who: str, due: date | None) -> list[str]:
    """As "door Anouk", "uiterlijk 15 december 2026": who does it is not who wrote it."""
    parts = [_("door %(who)s") % {"who": who}] if who else []
    if due:
        parts.append(_("uiterlijk %(day)s") % {"day": date_format(due, "DATE_FORMAT")})
    return parts


def in_a_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]


def tick_box(card: Card) -> SafeString:
    return format_html(
        '<label class="contribution__tick"><input type="checkbox" form="acts" name="cards" value="{}">'
        '<span class="visually-hidden">{}</span></label>',
        card.pk,
        _("Kies: %(text)s") % {"text": card.text},
    )


def draw_acts(card: Card, board: Board) -> SafeString:
    where = [board.initiative_id, board.pk, card.pk]
    if card.hidden_at:
        return format_html(
            '<p class="contribution__acts"><button class="button button--plain" form="acts" formaction="{}">{}</button>'
            "</p>",
            reverse("workshops:show_again", args=where),
            _("Toon weer"),
        )
    return format_html(
        '<p class="contribution__acts"><button class="button button--plain" form="acts" formaction="{}">{}{}</button>'
        '<a href="{}">{}{}</a></p>',
        reverse("workshops:spotlight", args=where),
        _("Zet in beeld"),
        about(card),
        reverse("workshops:card", args=where),
        _("Verplaats of verberg"),
        about(card),
    )


def about(card: Card) -> SafeString:
    """For who hears the buttons one after another."""
    return format_html('<span class="visually-hidden">: {}</span>', card.text)


def draw_cards(cards: Iterable[Card], board: Board, *, desk: bool = False) -> SafeString:
    return format_html_join("", "{}", ([draw_card(card, board, desk=desk)] for card in cards))


def draw_copies(cards: Iterable[Card]) -> SafeString:
    """Contributions to read only, as everybody may."""
    lines = ([card.text, draw_source(card, desk=False)] for card in cards)
    return format_html_join("", '<li class="contribution"><p dir="auto">{}</p>{}</li>', lines)


def draw_shell(cluster: Cluster, inside: SafeString = EMPTY, cards: SafeString = EMPTY) -> SafeString:
    """A pile to put things in: made once, then only what is in it changes."""
    return format_html(
        '<section class="group" id="pile-{0}" data-once data-into="column-{1}-piles"><div id="pile-{0}-head"'
        ' class="group__head">{2}</div><ol class="group__cards" id="pile-{0}-cards">{3}</ol></section>',
        cluster.pk,
        cluster.column,
        inside,
        cards,
    )


def draw_head(pile: Pile, board: Board, *, desk: bool, inner: bool = False) -> SafeString:
    """The sentence of a pile, and what was said of it; `inner` leaves the element itself out."""
    page = {"pile": pile, "board": board, "phase": board.phase_of(pile.cluster.column), "desk": desk}
    name = "workshops/pile_desk.html" if desk else "workshops/pile.html"
    head = mark_safe(render_to_string(name, page).strip())  # noqa: S308
    if inner:
        return head
    return format_html('<div id="pile-{}-head" class="group__head" data-known>{}</div>', pile.cluster.pk, head)


def gone(what: str, key: object) -> str:
    return f'<li id="{what}-{key}" data-gone></li>'
