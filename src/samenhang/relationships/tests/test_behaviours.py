from collections import Counter

from samenhang.relationships.behaviours import BEHAVIOURS
from samenhang.stakeholders.models import Dimension


def test_every_dimension_has_at_least_six_behaviours_and_all_have_as_many() -> None:
    counts = Counter(behaviour.dimension for behaviour in BEHAVIOURS)
    assert set(counts) == set(Dimension)
    assert min(counts.values()) >= 6
    assert len(set(counts.values())) == 1, "a longer list would be ticked more often"


def test_codes_and_labels_are_all_different() -> None:
    assert len({behaviour.code for behaviour in BEHAVIOURS}) == len(BEHAVIOURS)
    assert len({str(behaviour.label) for behaviour in BEHAVIOURS}) == len(BEHAVIOURS)


def test_codes_that_are_stored_in_databases_still_exist() -> None:
    assert {behaviour.code for behaviour in BEHAVIOURS} >= {
        "no_reply",
        "stays_away",
        "sends_another",
        "standard_answer",
        "no_question",
        "other_activity",
        "own_routine",
        "not_returning",
        "repeats_position",
        "demand_first",
        "asks_own_gain",
        "support_against",
        "disputes_facts",
        "holds_to_rules",
        "keeps_information",
        "interrupts",
        "asks_on",
        "shares_knowledge",
        "keeps_promise",
        "sums_up",
        "names_other_interest",
        "adjusts",
        "tells_setback",
        "makes_contact",
        "defends_goal",
        "starts_for_whole",
        "commits_means",
        "lets_go",
        "builds_on",
        "brings_constituency",
        "says_we",
        "connects_others",
    }
