"""What somebody read of a row before taking it out: when it was changed since, that is told before it goes."""

import json
from collections.abc import Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict

from samenhang.workshops.models import Invitee, PartnerGroup, ScriptRow

type Row = Invitee | PartnerGroup | ScriptRow

READ = {
    PartnerGroup: ["name", "mark"],
    Invitee: ["name", "group", "say", "reports_to"],
    ScriptRow: ["part", "minutes", "aim", "form", "who", "material", "watch_out"],
}


class ReadOtherwise(Exception):
    """Somebody changed these fields of a row since it was read; none when it is not known what was read."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__()
        self.fields = fields


def reading_of(row: Row) -> str:
    """What stands there, to go with the button that takes it out."""
    return json.dumps(model_to_dict(row, READ[type(row)]), cls=DjangoJSONEncoder)


def check_reading(row: Row, reading: str) -> None:
    """Hold a row until this transaction ends, unless it is gone already.

    Raises ReadOtherwise; the row is then as it stands there now.
    """
    now: Row | None = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if now and reading_of(now) != reading:
        row.refresh_from_db()
        raise ReadOtherwise(changed_fields(reading, reading_of(row)))


def changed_fields(reading: str, now: str) -> list[str]:
    try:
        before = json.loads(reading)
        return [name for name, value in json.loads(now).items() if before[name] != value]
    except (ValueError, TypeError, KeyError):
        return []
