"""The browsers somebody is signed in with."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from samenhang.accounts.models import Person


def open_sessions(person: Person) -> list[UserSession]:
    """Where `person` is signed in, newest first; forgets what has ended. As many queries for one as for a hundred."""
    known = list(UserSession.objects.filter(user=person).order_by("-created_at", "-pk"))
    stored = Session.objects.filter(session_key__in=[one.session_key for one in known], expire_date__gt=timezone.now())
    # A session of before the last new password no longer counts.
    valid = {one.session_key for one in stored if belongs_to(person, one)}
    ended = [one.pk for one in known if one.session_key not in valid]
    if ended:
        UserSession.objects.filter(pk__in=ended).delete()
    return [one for one in known if one.session_key in valid]


def belongs_to(person: Person, session: Session) -> bool:
    stored_hash = session.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(stored_hash, person.get_session_auth_hash())
