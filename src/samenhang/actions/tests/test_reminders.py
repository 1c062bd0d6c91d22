"""The page on which a person chooses how often to be mailed."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.actions.models import ReminderChoice

type ClientOf = Callable[[Person | None], Client]


def test_a_choice_is_kept_and_can_be_changed(leader: Person, client_of: ClientOf) -> None:
    client, page = client_of(leader), reverse("own_actions:reminders")
    assert client.get(page).context["form"]["rhythm"].value() == "daily"

    for rhythm in ("never", "weekly"):
        answer = client.post(page, {"rhythm": rhythm}, follow=True)
        assert "Uw keuze is bewaard." in answer.content.decode()
        assert ReminderChoice.objects.get(person=leader).rhythm == rhythm
        assert answer.context["form"]["rhythm"].value() == rhythm


def test_a_choice_that_does_not_exist_is_refused(leader: Person, client_of: ClientOf) -> None:
    answer = client_of(leader).post(reverse("own_actions:reminders"), {"rhythm": "hourly"})

    assert answer.status_code == 422
    assert not ReminderChoice.objects.exists()


def test_the_page_says_honestly_that_nothing_is_mailed(leader: Person, client_of: ClientOf, settings: Any) -> None:
    client, page = client_of(leader), reverse("own_actions:reminders")
    sentence = "Deze installatie verstuurt geen mail."
    assert sentence in client.get(page).content.decode()

    settings.SMTP_HOST = "mail.example.org"
    assert sentence not in client.get(page).content.decode()


def test_the_page_is_for_who_signed_in() -> None:
    assert Client().get(reverse("own_actions:reminders")).status_code == 302
