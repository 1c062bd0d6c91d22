import pytest

from samenhang.interventions.flags import Judgement, Tone, comfortable, explaining_words, flags_of


def labels(one: Judgement) -> list[str]:
    return [flag.label for flag in flags_of(one)]


def test_an_idea_nobody_said_anything_about_has_no_flag() -> None:
    assert flags_of(Judgement(text="Loop een ochtend mee.", known=3)) == []


def test_an_idea_that_serves_none_of_their_interests_is_flagged_with_how_many_there_are() -> None:
    (flag,) = flags_of(Judgement(known=3, held=3))
    assert flag.label == "Past bij geen van hun belangen"
    assert flag.reason == "U kent 3 belangen van hen. Dit idee past bij geen daarvan, zei u."
    assert flag.tone == Tone.WARNING


def test_with_one_known_interest_the_reason_speaks_of_one() -> None:
    (flag,) = flags_of(Judgement(known=1, held=1))
    assert flag.reason == "U kent 1 belang van hen. Dit idee past daar niet bij, zei u."


@pytest.mark.parametrize(
    "one",
    [
        Judgement(known=3, held=3, served=1),
        Judgement(known=3, held=2),
        Judgement(known=0, held=0),
    ],
    ids=["serves one", "not held against all", "no interests known"],
)
def test_an_idea_is_not_said_to_serve_none_as_long_as_it_may_serve_one(one: Judgement) -> None:
    assert labels(one) == []


def test_words_that_explain_our_own_importance_are_asked_about_not_decided() -> None:
    (flag,) = flags_of(Judgement(text="Leg nog eens uit waarom bewegen belangrijk is."))
    assert flag.label == "Legt dit vooral uit wat ú belangrijk vindt?"
    assert flag.reason == "Er staat “Leg nog eens uit”. U zei nog niet of dat klopt."
    assert flag.tone == Tone.INFO


def test_the_person_decides_whether_an_idea_explains_us() -> None:
    text = "Leg nog eens uit waarom bewegen belangrijk is."
    assert labels(Judgement(text=text, explains_us=False)) == []
    assert labels(Judgement(text="Loop mee.", explains_us=True)) == ["Legt vooral uit wat ú belangrijk vindt"]


def test_a_purpose_one_would_not_tell_is_flagged() -> None:
    assert labels(Judgement(would_tell=False)) == ["Zou u dit doel open vertellen? U zei: nee"]
    assert labels(Judgement(would_tell=True)) == []
    assert labels(Judgement(would_tell=None)) == []


def test_every_flag_has_a_reason_in_a_sentence() -> None:
    found = flags_of(Judgement(known=1, held=1, explains_us=True, would_tell=False))
    assert len(found) == 3
    assert all(flag.reason.endswith(".") for flag in found)


def test_staying_in_the_comfort_zone_is_remarked_softly() -> None:
    assert comfortable().tone == Tone.INFO


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Leg nog eens uit waarom het nodig is.", "Leg nog eens uit"),
        ("Een gesprek om ons doel uit te leggen", "uit te leggen"),
        ("Licht in het overleg toe wat wij doen", "Licht in het overleg toe"),
        ("Overtuig de praktijk met cijfers", "Overtuig"),
        ("Benadruk dat het moet", "Benadruk"),
        ("Haal hen over.", "Haal hen over"),
        ("Vertel nogmaals wat het plan is", "Vertel nogmaals"),
        ("Maak duidelijk dat wij haast hebben", "Maak duidelijk dat"),
        ("Bel hen. Laat zien waarom dit werkt.", "Laat zien waarom"),
        ("Vraag een gesprek aan om het uit te leggen", "uit te leggen"),
        ("Explain once more why it matters", "Explain"),
        ("Convince the board", "Convince"),
        ("Show them why it works", "Show them why"),
    ],
)
def test_words_by_which_we_explain_are_found_in_dutch_and_english(text: str, words: str) -> None:
    assert explaining_words(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ga nog eens op bezoek.",
        "Vraag de assistente uit te leggen wat haar tijd kost.",
        "Laat de praktijk toelichten wat er speelt.",
        "Ask them to explain what they need.",
        "Leg contact en nodig hen uit.",
        "Leg de folder neer. Nodig hen uit.",
        "Haal hen op en loop samen over straat.",
        "Talk with stressed staff first.",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert explaining_words(text) == []
