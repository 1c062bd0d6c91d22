"""One noun per module; all are found here."""

from samenhang.workshops.models.board import Act, Board, new_screen_key
from samenhang.workshops.models.card import LONGEST_TEXT, LONGEST_WHO, Card, Cluster, SpentKey
from samenhang.workshops.models.participant import Participant
from samenhang.workshops.models.voice import Answer, Dots, Recognition, SelfCheck
from samenhang.workshops.models.workshop import Invitee, PartnerGroup, ScriptRow, Workshop

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_WHO",
    "Act",
    "Answer",
    "Board",
    "Card",
    "Cluster",
    "Dots",
    "Invitee",
    "Participant",
    "PartnerGroup",
    "Recognition",
    "ScriptRow",
    "SelfCheck",
    "SpentKey",
    "Workshop",
    "new_screen_key",
]
