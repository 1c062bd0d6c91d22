"""Every browser somebody is signed in with is listed, and can be signed out from another."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from conftest import PASSWORD
from samenhang.accounts.models import Person
from samenhang.accounts.tests.conftest import words

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def test_the_list_names_each_device_and_marks_this_one(leader: Person, sign_in: Callable[..., Client]) -> None:
    sign_in(leader, user_agent=IPHONE)
    page = words(sign_in(leader, user_agent=FIREFOX).get("/security/sessions/").content.decode())
    assert "Firefox op Windows dit apparaat" in page
    assert "Safari op iPhone Sinds" in page


def test_signing_out_the_others_ends_their_access_and_not_mine(leader: Person, sign_in: Callable[..., Client]) -> None:
    phone, laptop = sign_in(leader, user_agent=IPHONE), sign_in(leader, user_agent=FIREFOX)
    response = laptop.post("/security/sessions/end-others/", follow=True)
    assert "Alle andere apparaten zijn uitgelogd." in response.content.decode()
    assert phone.get("/profile/").status_code == 302
    assert laptop.get("/profile/").status_code == 200


def test_one_device_can_be_signed_out(leader: Person, sign_in: Callable[..., Client]) -> None:
    phone, laptop = sign_in(leader, user_agent=IPHONE), sign_in(leader, user_agent=FIREFOX)
    session = UserSession.objects.get(user_agent=IPHONE)
    response = laptop.post(f"/security/sessions/{session.pk}/end/", follow=True)
    assert "Dat apparaat is uitgelogd." in response.content.decode()
    assert phone.get("/profile/").status_code == 302
    assert laptop.get("/profile/").status_code == 200


def test_this_device_can_sign_itself_out(leader: Person, sign_in: Callable[..., Client]) -> None:
    laptop = sign_in(leader, user_agent=FIREFOX)
    session = UserSession.objects.get(user_agent=FIREFOX)
    assert laptop.post(f"/security/sessions/{session.pk}/end/").headers["Location"] == "/accounts/login/"
    assert laptop.get("/profile/").status_code == 302


def test_the_session_of_somebody_else_does_not_exist(
    leader: Person, partner: Person, sign_in: Callable[..., Client]
) -> None:
    laptop = sign_in(leader, user_agent=FIREFOX)
    session = UserSession.objects.get(user_agent=FIREFOX)
    assert sign_in(partner).post(f"/security/sessions/{session.pk}/end/").status_code == 404
    assert laptop.get("/profile/").status_code == 200


def test_a_new_password_signs_out_the_other_browsers(leader: Person, sign_in: Callable[..., Client]) -> None:
    phone, laptop = sign_in(leader), sign_in(leader)
    laptop.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "nog een lang wachtwoord"})
    assert phone.get("/profile/").status_code == 302
    assert laptop.get("/profile/").status_code == 200
    assert words(laptop.get("/security/sessions/").content.decode()).count("Sinds") == 1


def test_the_list_takes_as_many_queries_for_many_devices_as_for_one(
    leader: Person, sign_in: Callable[..., Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _device in range(8):
        sign_in(leader, user_agent=IPHONE)
    laptop = sign_in(leader, user_agent=FIREFOX)
    with django_assert_max_num_queries(12):
        page = laptop.get("/security/sessions/")
    assert words(page.content.decode()).count("Sinds") == 9


def test_the_page_of_allauth_itself_shows_the_same(leader: Person, sign_in: Callable[..., Client]) -> None:
    assert "dit apparaat" in sign_in(leader).get("/accounts/sessions/").content.decode()
