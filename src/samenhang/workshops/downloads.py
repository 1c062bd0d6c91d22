"""How files of a workshop are called."""

from django.utils.text import slugify

from samenhang.workshops.models import Board


def filename_of(board: Board, extension: str, what: str) -> str:
    """The workshop, the group whose map it is, what is in the file, and the day of the gathering."""
    group = board.group.name if board.group else ""
    parts = [slugify(board.workshop.title) or "samenhang", slugify(group), slugify(what)]
    return f"{'-'.join(filter(None, parts))}-{board.day:%Y-%m-%d}.{extension}"
