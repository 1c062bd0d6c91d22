"""Who may sign up, and what allauth may not decide by itself."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from samenhang.accounts.devices import describe
from samenhang.privacy import fields

# An invitation somebody is accepting makes signing up possible, also where it is off, but not for ever.
INVITED_SESSION_KEY = "invited_at"
INVITATION_SESSION_KEY = "invitation"
INVITED_LASTS = timedelta(hours=1)


def open_sign_up(request: HttpRequest, invitation: UUID) -> None:
    """Let this visitor make an account in the coming hour: somebody invited them."""
    request.session[INVITED_SESSION_KEY] = time.time()
    request.session[INVITATION_SESSION_KEY] = str(invitation)


def close_sign_up(request: HttpRequest) -> None:
    request.session.pop(INVITED_SESSION_KEY, None)
    request.session.pop(INVITATION_SESSION_KEY, None)


def may_sign_up(request: HttpRequest) -> bool:
    invited_at = request.session.get(INVITED_SESSION_KEY, 0)
    return bool(settings.FREE_SIGN_UP or time.time() - invited_at < INVITED_LASTS.total_seconds())


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def is_safe_url(self, url: str) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # a host that cannot be read, as in "//["
            return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return may_sign_up(request)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        person = super().populate_user(request, sociallogin, data)
        person.name = data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        return person


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are stored as every confidential text is."""

    def encrypt(self, text: str) -> str:
        return fields.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return fields.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return describe(context.request.headers.get("User-Agent", ""))
