"""Addresses and forms of pages by which a workshop is prepared."""

import html
import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.initiatives.models import Initiative
from samenhang.workshops.columns import Column, Naming


def url(name: str, *where: Any) -> str:
    """The address of a page of a workshop, or of an initiative when that is given."""
    first, *rest = where
    keys = [first.pk] if isinstance(first, Initiative) else [first.initiative_id, first.pk]
    return reverse(f"workshops:{name}", args=[*keys, *(one.pk for one in rest)])


def filled(**instead: str) -> dict[str, str]:
    """The form of a workshop as a browser sends it when nothing was changed."""
    today = timezone.localdate()
    naming = {f"naming_{column}": Naming.NAMED.value for column in Column}
    return {
        "title": "Samen de wijk in",
        "goal": "Hoe werken wij samen?",
        "day": today.isoformat(),
        "kind": "single",
        "tempo": "each",
        "dots_each": "3",
        "names_until": (today + timedelta(days=91)).isoformat(),
        "cards_until": (today + timedelta(days=365)).isoformat(),
        **naming,
        **instead,
    }


def take_out(client: Client, name: str, row: Any, page: str, **options: Any) -> Any:
    """Press the button that takes out a row, as it stands on a page that was read before."""
    address = url(name, row.workshop, row)
    value = re.search(rf'action="{address}">.*?name="reading" value="([^"]*)"', page)
    assert value, "the button goes with what stood there"
    return client.post(address, {"reading": html.unescape(value[1])}, **options)


def seen(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["seen"].value())
