"""Ways in by a short code, for people without an account: the code itself, its drawing, and a limit to guessing."""

import secrets

import segno
from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# Without letters and digits that are read or heard for one another.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
# Different wrong codes from one address, within so many seconds.
MOST_GUESSES = 20
WITHIN = 300
LONGEST_GUESS = 40


class TooManyGuesses(Exception):
    """Too many wrong codes came from one address: a right one has to wait now as well."""


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _letter in range(CODE_LENGTH))


def tidy(code: str) -> str:
    """A code as it is kept, however it was typed; without what can be in no code and no address."""
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())[:LONGEST_GUESS]


def take_place(request: HttpRequest, guess: str, *, what: str) -> str | None:
    """One of the few places for guesses at `what` from this address, taken until it is given back or for a while.

    None for a guess that has one: forty people may follow one bad link. Adding to the cache is a single act, so that
    guesses that come at the same moment cannot share a place. Raises TooManyGuesses.
    """
    places = [f"{what}:{get_ip(request)}:{number}" for number in range(MOST_GUESSES)]
    taken = cache.get_many(places)
    if guess in taken.values():
        return None
    for place in places:
        if place not in taken and cache.add(place, guess, WITHIN):
            return place
    raise TooManyGuesses


def give_back(place: str | None) -> None:
    """The guess was right: it does not count."""
    if place:
        cache.delete(place)


def wrong_code(code: str) -> str:
    unknown = _("Deze code kennen we niet. Kijk nog eens goed, of vraag om een nieuwe.")
    if set(tidy(code)) <= set(CODE_ALPHABET):
        return unknown
    return unknown + " " + _("In een code staat nooit een O, I, L, 0 of 1.")


def too_many_guesses() -> str:
    return _("Te veel foute codes. Wacht vijf minuten en probeer het weer.")


def qr_code(link: str) -> SafeString:
    """A drawing of `link` for phones, in colours that a style sheet gives."""
    drawing = segno.make(link, error="m", micro=False)
    return mark_safe(drawing.svg_inline(svgclass="qr__code", lineclass="qr__line", omitsize=True, border=4))  # noqa: S308
