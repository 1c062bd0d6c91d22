"""Who may sign up, and what allauth may not decide by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

# An invitation somebody is accepting makes signing up possible, also where it is off.
INVITED_SESSION_KEY = "invited"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.FREE_SIGN_UP or request.session.get(INVITED_SESSION_KEY))


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.FREE_SIGN_UP or request.session.get(INVITED_SESSION_KEY))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        person = super().populate_user(request, sociallogin, data)
        person.name = data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        return person
