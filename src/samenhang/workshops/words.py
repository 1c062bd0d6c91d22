"""Four words by which somebody comes back on another device, without an address or a password."""

import hmac
from hashlib import sha256

from django.conf import settings

from samenhang.workshops.models import Board, Participant

HOW_MANY = 4
# Short, easy to spell, and hard to hear for one another; 256 of them, so that a word is one byte.
WORDS = tuple(
    """
    aarde accu adem akker album altijd anker appel april arend atlas augurk auto avond azijn baken bakker balkon
    banaan banjo barst basis bed beker berg beurt bezem bij bijl blad blauw bloem boek boer bok bomen boot bord
    bos boter brief broer brood brug bruin buik buur cactus cement cent cirkel citroen dak dam dans decor deken
    deur dier dijk dikte dorp draad drie droom duif duim duin ei eik eiland emmer engel erwt ezel fabel feest
    fiets film fluit fontein fornuis foto frame fruit gans garen gast geel geit geluk geur gevel gitaar glas
    goud graan gras grens groen groot haak haan haard hamer hand hart haven heg helm hemd herfst heuvel hoed
    hond honing hooi hout huis idee ijs inkt jaar jas jeugd juni kaars kaas kade kalk kamer kano kar kast kat
    keel kers ketel kever kiem kikker kip klei klok knoop koe koffie kok koning konijn kraan krant kroon kruid
    kust kwast lade lamp land lente lepel lied lijn linde lint lucht maan maart mand markt mast meer melk merel
    mier molen mond mos motor munt muur mus naald nacht natuur nest neus noord noot oever olie olm oost oven
    paard paars pad palm pan park parel peer pen peper plein pluim pol pomp post potlood prijs radio raam rand
    regen reiger rivier roem roos rots ruit schaap school schip schuur slak sloot snor soep spiegel spin steen
    stoel straat strik suiker stad ster strand tafel tak tand tas tent tijger toren touw trap trein tuin uil
    vaas veer vis vlag vlinder
    """.split()  # noqa: SIM905
)


def words_of(participant: Participant) -> tuple[str, ...]:
    """The words of this participant, each another; they follow from the key and when they were given again, so that
    none are kept.
    """
    return tuple(WORDS[byte] for byte in tuple(dict.fromkeys(digest_of(participant)))[:HOW_MANY])


def digest_of(participant: Participant) -> bytes:
    given_at = participant.words_given_at
    turn = str(given_at.timestamp()).encode() if given_at else b""
    return hmac.digest(f"words:{settings.SECRET_KEY}".encode(), participant.pk.bytes + turn, sha256)


def find_by_words(board: Board, said: str) -> Participant | None:
    """The participant of this board with these words; also one who left."""
    given = words_in(said)
    return next((one for one in board.participants.all() if given == words_of(one)), None)


def words_in(said: str) -> tuple[str, ...]:
    """The words that somebody typed, however they are separated."""
    return tuple("".join(sign if sign.isalpha() else " " for sign in said.casefold()).split())
