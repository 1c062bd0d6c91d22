"""What calendars and mail are told about an action. These words leave the confidential zone, and no others."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.actions.models import Action


def own_open_actions(person: Any) -> QuerySet[Action]:
    """What this person still has to do and may see now; nothing of an archive, where nothing can be done any more.

    Also takes an OuterRef. Encrypted fields are not loaded: nobody outside reads them.
    """
    mine: QuerySet[Action] = Action.objects.visible_to(person).present().open().owned_by(person)
    return mine.filter(initiative__archived_at=None).select_related("initiative").defer("private_text", "why")


def words_of(action: Action) -> str:
    return action.shared_text or _("Vertrouwelijke actie")


def address_of(action: Action) -> str:
    return full_address("actions:detail", action.initiative_id, action.pk)


def full_address(name: str, *arguments: Any) -> str:
    """The address of a page as people type it, where there is no request to take it from."""
    return f"{settings.URL.scheme}://{settings.URL.netloc}{reverse(name, args=arguments)}"


def language_of(person: Person) -> str:
    return person.language or settings.LANGUAGE_CODE
