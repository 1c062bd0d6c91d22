"""Everything the product keeps about a person as its user: article 15 and 20 of the GDPR."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from samenhang.accounts.models import Person
from samenhang.accounts.sessions import open_sessions


def own_data(person: Person) -> dict[str, Any]:
    """A document of plain values; secrets, such as the password and codes, are left out."""
    memberships = person.memberships.order_by("created_at").values_list("initiative__name", "role", "created_at")
    return {
        "account": {
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "date_joined": person.date_joined,
            "last_login": person.last_login,
        },
        "memberships": [{"initiative": name, "role": role, "since": since} for name, role, since in memberships],
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
