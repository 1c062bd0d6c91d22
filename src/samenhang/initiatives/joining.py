"""Signing up by invitation."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.conf import settings
from django.dispatch import receiver
from django.http import Http404, HttpRequest

from samenhang.accounts.adapters import INVITATION_SESSION_KEY, close_sign_up
from samenhang.accounts.models import Person
from samenhang.initiatives.models import Invitation


@receiver(user_signed_up)
def use_up_invitation(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """Where nobody may sign up without an invitation, each account uses one up: one link is good for one account.

    Raises Http404, and the account does not stay, when somebody else was first.
    """
    if settings.FREE_SIGN_UP:
        return
    try:
        Invitation.objects.open().get(pk=request.session[INVITATION_SESSION_KEY]).accept(by=user)
    except (KeyError, Invitation.DoesNotExist) as error:
        user.delete()
        raise Http404 from error
    finally:
        close_sign_up(request)
