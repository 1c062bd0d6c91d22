"""What can be wrong with what the algorithms are given: a code with values. Whoever shows it has the words.

As text it is plain English, for who calls the algorithms from Python.
"""

SENTENCES = {
    "no_rows": "There are no rows.",
    "option_twice": "{party}, {issue}, {option}: there twice.",
    "minimum_twice": "{party}: more than one minimum.",
    "no_points": "{party}, {issue}, {option}: no points.",
    "number_too_large": "{value}: too large, or too many decimals beside the others.",
    "party_twice": "{party}: a party twice.",
    "below_zero": "{party}: cost and influence cannot be below zero.",
    "not_two_parties": "{one} – {other}: these are not two of the parties.",
    "not_square": "Influence needs a square matrix: a row and a column for each actor.",
    "influence_range": "Row {row}, column {column}: {value:g} is not between 0 and {most}.",
    "influence_on_itself": "Row {row}, column {column}: on itself an actor has no direct influence.",
    "positions_of_others": "Positions need a row for each of the {count} actors.",
    "position_range": "Row {row}, column {column}: {value:g} is not between −4 and 4.",
    "tie_of_one": "{one} – {other}: a tie needs two.",
    "tie_twice": "{one} – {other}: there twice.",
    "no_strength": "{one} – {other}: a strength has to be above zero.",
    "nobody_wins": "No coalition wins: even all members together do not reach the quota.",
    "veto_of_others": "{member}: no member, so no veto.",
    "member_twice": "{member}: a member twice.",
    "weight_below_zero": "{member}: a weight below zero.",
    "weight_of_others": "{member}: a weight, but no member.",
    "too_many_sums": "A quota of {quota} with {count} members: too many different sums to count.",
    "too_many_members": "More than {most} members with a rule of several games: too many coalitions.",
    "weights_too_large": "The weights are too large to count with.",
}


class BadInput(ValueError):
    """`code` is one of `SENTENCES`; `values` are those that its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(SENTENCES[code].format(**values))
        self.code = code
        self.values = values
