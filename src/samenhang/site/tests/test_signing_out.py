"""What stays behind in a browser when somebody signs out: nothing."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative


def test_a_message_nobody_read_and_half_typed_ideas_go(
    client_of: Callable[[Person], Client], leader: Person, initiative: Initiative
) -> None:
    client = client_of(leader)
    action = Action.objects.create(initiative=initiative, private_text="Geheim plan", owner=leader)
    done = reverse("actions:done", args=[initiative.pk, action.pk])
    client.post(done)
    assert "Geheim plan" in client.get(reverse("help")).text
    Action.objects.update(ended_at=None, outcome="")
    client.post(done)
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"storage"'
    page = client.get(reverse("account_login"))
    assert "U bent uitgelogd." in page.text
    assert "Geheim plan" not in page.text
    assert "Clear-Site-Data" not in page.headers
