"""Which row names the columns, and what to call the columns that it leaves nameless."""

from collections.abc import Callable, Sequence

WINDOW = 30
"""Rows looked at: below that nobody puts a header."""


def find_header(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> int:
    """The index of the row that names the columns; 0 for a sheet without rows.

    `known` tells whether a cell's text is a column name that the application recognises.
    A title line fills fewer than half of the columns, so it only counts when it holds two known names.
    Of the rows that remain the one with most known names wins, and the first of equals.
    """
    window = rows[:WINDOW]
    widest = max((_filled(row) for row in window), default=0)
    best, most = 0, -1
    for index, row in enumerate(window):
        names = sum(1 for cell in row if cell.strip() and known(cell.strip()))
        looks_like_header = _filled(row) * 2 >= widest or names > 1
        if widest and _filled(row) and looks_like_header and names > most:
            best, most = index, names
    return best


def unique_headers(row: Sequence[str], width: int, prefix: str) -> list[str]:
    """`width` different names: "<prefix> C" for a nameless column, " (2)" behind a repeated name, spaces evened."""
    names: list[str] = []
    taken = {" ".join(cell.split()) for cell in row}
    seen: set[str] = set()
    for index in range(width):
        text = " ".join(row[index].split()) if index < len(row) else ""
        name = wanted = text or f"{prefix} {column_letter(index)}"
        number = 1
        while name in seen or (name in taken and name != text):
            number += 1
            name = f"{wanted} ({number})"
        seen.add(name)
        names.append(name)
    return names


def column_letter(index: int) -> str:
    """The letters over column `index` (0 is A, 26 is AA)."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
