"""Browsers for the stories: one per person, and a fault in any of them fails the story."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from samenhang.accounts.models import Person

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def open_browser(page_of: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Open a browser for somebody who is signed in (None: nobody)."""
    faults: list[str] = []

    def open_one(who: Person | None, **options: Any) -> Page:
        page = page_of(who, **({"viewport": DESK, "color_scheme": "light"} | options))
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield open_one
    assert faults == []
