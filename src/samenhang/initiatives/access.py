"""The whole policy on one page: who may do what in an initiative.

Everything is found through what a person can reach. What is not yours does not exist (404); what is yours
to read only cannot be changed (403). The administrator of an installation has no membership and so sees nothing.

Zones: besloten (confidential), the analysis of people, for leaders only; gedeeld (shared), for every member;
scherm (screen), for a projector, without a person.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEADER = "leader", _("netwerkleider")
    CO_LEADER = "co_leader", _("medeleider")
    PARTNER = "partner", _("partner")


# Who may enter the confidential zone: everything about stakeholders, relations and interests.
CONFIDENTIAL = frozenset({Role.LEADER, Role.CO_LEADER})

# Abilities in the shared zone.
MAY_CHANGE_GOAL = frozenset({Role.LEADER, Role.CO_LEADER})
MAY_MANAGE_MEMBERS = frozenset({Role.LEADER})
MAY_ARCHIVE = frozenset({Role.LEADER})
MAY_DELETE = frozenset({Role.LEADER})
MAY_MANAGE_ACTIONS = frozenset({Role.LEADER, Role.CO_LEADER})
MAY_FACILITATE = frozenset({Role.LEADER, Role.CO_LEADER})
