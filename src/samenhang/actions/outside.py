"""What calendars and mail are told about an action. These words leave the confidential zone, and no others."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.actions.models import Action


def own_open_actions(person: Any) -> QuerySet[Action]:
    """As `to_do_of`, with the initiative and without what nobody outside reads."""
    mine: QuerySet[Action] = Action.objects.to_do_of(person).select_related("initiative").without_private()
    return mine


def words_of(action: Action) -> str:
    return action.shared_text or _("Vertrouwelijke actie")


def address_of(action: Action) -> str:
    return full_address("actions:detail", action.initiative_id, action.pk)


def full_address(name: str, *arguments: Any) -> str:
    """The address of a page as people type it, where there is no request to take it from."""
    return f"{settings.URL.scheme}://{settings.URL.netloc}{reverse(name, args=arguments)}"


def language_of(person: Person) -> str:
    return person.language or settings.LANGUAGE_CODE
