import time
from typing import Any

import pytest

from samenhang.stakeholders.lines import read_interest, read_precondition, write_interest, write_precondition


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("Minder spreekuren", {"text": "Minder spreekuren", "kind": "organisational", "basis": "assumed"}),
        (
            "Zichtbaar zijn (persoonlijk; zelf gezegd)",
            {"text": "Zichtbaar zijn", "kind": "individual", "basis": "said"},
        ),
        ("Be seen (Personal; Said by them)", {"text": "Be seen", "kind": "individual", "basis": "said"}),
        (
            "Geld (bron: gesprek \\(telefoon\\); 12-11-2026)",
            {"text": "Geld", "source": "gesprek (telefoon)", "stated_on": "2026-11-12"},
        ),
        ("Meer ruimte (buiten)", {"text": "Meer ruimte (buiten)", "source": ""}),
        ("Stil belang (alleen ik)", {"text": "Stil belang", "sensitivity": "only_me"}),
    ],
)
def test_a_line_is_read_as_text_and_marks(line: str, marks: dict[str, Any]) -> None:
    assert marks.items() <= read_interest(line).items()


@pytest.mark.parametrize("text", ["Meer ruimte (buiten)", "Geld (persoonlijk)", "Gewoon", "a (b) (c)", "("])
def test_what_is_written_is_read_back_as_it_was(text: str) -> None:
    interest = {
        "text": text,
        "kind": "political",
        "basis": "observed",
        "sensitivity": "team",
        "source": "krant; (1)",
        "stated_on": None,
    }
    assert read_interest(write_interest(interest)) == interest
    plain = {"text": text, "absolute": False, "state": "open"}
    assert read_precondition(write_precondition(plain)) == plain


def test_a_line_full_of_spaces_is_read_at_once() -> None:
    line = "a" + " " * 4980 + "b)"
    begun = time.process_time()
    for _turn in range(200):
        read_interest(line)
    assert time.process_time() - begun < 2
