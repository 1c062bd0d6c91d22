"""Everything the product keeps about a person as its user (GDPR art. 15 and 20)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from samenhang.accounts.models import Person
from samenhang.accounts.sessions import open_sessions
from samenhang.actions.models import Action, ReminderChoice
from samenhang.initiatives.models import Membership


def everything_about_user(person: Person) -> dict[str, Any]:
    """A document of plain values; secrets, such as the password and codes, are left out."""
    memberships = Membership.objects.filter(person=person).select_related("initiative")
    return {
        "account": {
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "date_joined": person.date_joined,
            "last_login": person.last_login,
        },
        "memberships": [
            {"initiative": one.initiative.name, "role": one.role, "since": one.created_at} for one in memberships
        ],
        "actions": [
            {"text": one.shared_text, "initiative": one.initiative.name, "due": one.due, "accepted": one.accepted_at}
            for one in Action.objects.visible_to(person).present().owned_by(person).select_related("initiative")
        ],
        "reminders": {
            "rhythm": list(ReminderChoice.objects.filter(person=person).values_list("rhythm", flat=True)),
            "snoozed_until": list(person.snoozes.values_list("until", flat=True)),
            "mails": list(person.digests.values("on", "sent_at")),
            "calendars": list(person.calendar_feeds.values("created_at", "revoked_at")),
        },
        "sessions": [
            {"started": one.created_at, "ip": one.ip, "browser": one.user_agent} for one in open_sessions(person)
        ],
        "sign_in_methods": [
            {"type": one.type, "name": str(one), "added": one.created_at, "last_used": one.last_used_at}
            for one in Authenticator.objects.filter(user=person)
        ],
        "single_sign_on": [
            {"provider": one.provider, "uid": one.uid, "details": one.extra_data, "connected": one.date_joined}
            for one in SocialAccount.objects.filter(user=person)
        ],
    }
