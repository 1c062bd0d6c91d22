"""What Django and allauth say in their code is Dutch, formal, and says "u"; a new version may not bring English in."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
FOLDERS = [
    *(Path(allauth.__path__[0]) / name for name in ("account", "core", "mfa", "socialaccount", "usersessions")),
    *(Path(django.__path__[0]) / name for name in ("core", "forms", "contrib/auth", "db/models")),
]
# The same in both languages, or a name that nobody sees.
SAME = """
    Code|WebAuthn|MFA|Login|provider|provider ID|token|uid|client id|extra data|social account|social accounts|
    social application|social applications|permission|:?.!|Accounts|Authenticator code|IPv4|IPv6|
    Universally unique identifier|checksum|hash|salt
"""
# Said only where somebody signs in with a telephone number or a user name, or maintains Django's own admin.
NOT_HERE = re.compile(r"phone|username|extra actions|_auth_user_model", re.IGNORECASE)
INFORMAL = re.compile(r"\b(je|jij|jouw|jou|jullie)\b", re.IGNORECASE)


def sentences() -> Iterator[str]:
    for folder in FOLDERS:
        for _file, _line, found, _comments, _context in extract_from_dir(
            folder, method_map=[("tests/**", "ignore"), ("**.py", "python")], keywords=KEYWORDS
        ):
            yield found if isinstance(found, str) else found[0]


def in_dutch(sentence: str) -> str:
    """The translation, also where the sentence has a plural."""
    alone = translation.gettext(sentence)
    return alone if alone != sentence else translation.ngettext(sentence, sentence, 2)


def test_what_they_say_is_formal_dutch() -> None:
    same = {word.strip() for word in SAME.split("|")}
    with translation.override("nl"):
        translated = {sentence: in_dutch(sentence) for sentence in set(sentences()) - same}
    assert len(translated) > 250
    assert [sentence for sentence, dutch in translated.items() if dutch == sentence and len(sentence) > 3] == []
    informal = [sentence for sentence, dutch in translated.items() if INFORMAL.search(dutch)]
    assert [sentence for sentence in informal if not NOT_HERE.search(sentence)] == []


def test_our_own_dutch_of_their_words_is_formal() -> None:
    with (Path(settings.LOCALE_PATHS[0]) / "nl/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file, locale="nl")
    assert len(catalog) > 50
    assert [message.id for message in catalog if INFORMAL.search(str(message.string))] == []
