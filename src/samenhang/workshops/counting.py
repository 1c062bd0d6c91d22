"""Several counts in one query: a page asks the database a fixed and small number of times."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

type Counted = tuple[str, str, str, str, int]
"""What is counted, three texts it is counted by, and how many there are."""


def count_by(rows: QuerySet[Any], what: str, number: Aggregate, *fields: str) -> QuerySet[Any, Counted]:
    """One of the counts for `in_one_query`; by at most three fields, as text, an empty one where there is nothing."""
    texts = {f"text_{at}": as_text(name) for at, name in enumerate([*fields, "", "", ""][:3])}
    by = rows.order_by().annotate(what=Value(what, TextField()), **texts).values("what", *texts)
    counted: QuerySet[Any, Counted] = by.annotate(number=number).values_list("what", *texts, "number")
    return counted


def as_text(field: str) -> Any:
    empty = Value("", TextField())
    return Coalesce(Cast(F(field), TextField()), empty) if field else empty


def in_one_query(counts: Iterable[QuerySet[Any, Counted]]) -> list[Counted]:
    first, *others = counts
    return list(first.union(*others, all=True).order_by())
