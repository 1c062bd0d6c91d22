import pytest

from samenhang.initiatives.models import Initiative
from samenhang.relationships.charts import MARKS_DRAWN, picture_of
from samenhang.relationships.earlier import direction
from samenhang.relationships.rows import MATRIX, rows_of
from samenhang.relationships.tests.builders import days_ago
from samenhang.stakeholders.models import Stakeholder


def test_with_hundreds_the_picture_shows_who_matters_most_and_says_so(initiative: Initiative) -> None:
    Stakeholder.objects.bulk_create(
        Stakeholder(initiative=initiative, name=f"Partner {number:03}", influence=1 + number % 3, attitude=3)
        for number in range(MARKS_DRAWN)
    )
    Stakeholder.objects.create(initiative=initiative, name="Zonder invloed, onmisbaar", essential=True)
    Stakeholder.objects.create(initiative=initiative, name="Zeer groot", influence=4, attitude=5)

    rows = rows_of(initiative, MATRIX, days_ago(90))
    picture = picture_of(rows, MATRIX)

    drawn = "".join(picture.marks)
    assert len(rows) == MARKS_DRAWN + 2
    assert len(picture.marks) == MARKS_DRAWN
    assert picture.marks_left_out
    assert "Zonder invloed" in drawn
    assert "Zeer groot" in drawn
    assert not picture_of(rows[:MARKS_DRAWN], MATRIX).marks_left_out


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [(2, 3, "up"), (3, 2, "down"), (3, 3, ""), (None, 3, ""), (3, None, "")],
)
def test_a_dimension_goes_up_or_down_only_between_two_that_are_known(
    before: int | None, now: int | None, way: str
) -> None:
    assert direction(before, now) == way
