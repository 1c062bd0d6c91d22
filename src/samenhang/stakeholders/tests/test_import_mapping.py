import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from samenhang.stakeholders.columns import COLUMNS
from samenhang.stakeholders.importing.mapping import check, headers_of, is_known, recognise, suggest, suggested_kind


def suggested(header: str, *rows: str) -> list[str]:
    cells = [row.split(";") for row in (header, *rows)]
    return suggest(headers_of(cells, 1), cells[1:])


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Naam", "name"),
        ("NAME", "name"),
        ("Naam stakeholder", "name"),
        ("Contactpersoon", "name"),
        ("stakeholdr", "name"),
        ("Organisatie", "organisation"),
        ("Organisatie / bedrijf", "organisation"),
        ("Affiliation", "organisation"),
        ("Naam organisatie", "organisation"),
        ("Voornaam", "first_name"),
        ("Tussenvoegsel", "prefix"),
        ("Family name", "last_name"),
        ("Mate van invloed (1-4)", "influence"),
        ("Invloed?", "influence"),
        ("invloedd", "influence"),
        ("Belangen en drijfveren (hun eigen woorden)", "interests"),
        ("Wat zijn hun randvoorwaarden om medewerking te krijgen?", "preconditions"),
        ("Randvoorwaarden om medewerking te krijgen?", "preconditions"),
        ("Houding/kwaliteit interactie", "attitude"),
        ("4D-model", "dimension"),
        ("Needed for", "needs"),
        ("Functie/rol", "job_title"),
        ("Opmerkingen (2)", "notes"),
        ("E-mail", None),
        ("Website", None),
        ("MijnKolom", None),
        ("Actie", None),
        ("", None),
        ("Naam " * 50, None),
    ],
)
def test_a_column_is_recognised_by_its_name(header: str, target: str | None) -> None:
    found = recognise(header)
    assert (found[0].target if found else None) == target
    assert is_known(header) is bool(target)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_columns_are_recognised_in_every_language(language: str) -> None:
    with translation.override(language):
        assert suggest([str(column.label) for column in COLUMNS], []) == [column.key for column in COLUMNS]


def test_beside_a_first_name_the_name_is_a_last_name() -> None:
    assert suggested("Voornaam;Naam;Affiliatie", "Bo;Jansen;Bureau") == ["first_name", "last_name", "organisation"]


def test_beside_both_parts_another_name_is_kept_as_a_note() -> None:
    assert suggested("Naam;Voornaam;Achternaam", "X;Bo;Jansen") == ["note", "first_name", "last_name"]


def test_where_nobody_has_a_name_organisations_are_the_partners() -> None:
    assert suggested("Organisatie;Invloed", "School;groot") == ["name", "influence"]


def test_a_column_whose_values_do_not_fit_its_name_is_kept_as_a_note() -> None:
    assert suggested("Naam;Rol;Type", "Bo;projectleider;overheid", "Cem;beslist;organisatie") == [
        "name",
        "part",
        "kind",
    ]
    assert suggested("Naam;Rol;Type", "Bo;projectleider;overheid", "Cem;adviseur;ngo") == ["name", "note", "note"]
    assert suggested("Name;Position", "Bo;director") == ["name", "job_title"]
    assert suggested("Name;Position", "Bo;voorstander") == ["name", "attitude"]


def test_an_empty_column_without_a_name_is_skipped_and_repeated_lists_go_together() -> None:
    assert suggested("Naam;Belang;Belang;", "Bo;rust;geld;") == ["name", "interests", "interests", "skip"]
    assert suggested("Naam;Functie;Functie", "Bo;arts;moeder") == ["name", "job_title", "note"]


@pytest.mark.parametrize(
    ("targets", "kind"),
    [
        (["first_name", "last_name"], "person"),
        (["name", "organisation"], "person"),
        (["name", "influence"], "organisation"),
    ],
)
def test_names_beside_organisations_are_names_of_people(targets: list[str], kind: str) -> None:
    assert suggested_kind(targets) == kind


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (["note", "influence"], "nameless"),
        (["prefix"], "nameless"),
        (["name", "last_name"], "two_names"),
        (["name", "source", "source"], "twice"),
    ],
)
def test_a_mapping_that_makes_no_stakeholder_is_refused(targets: list[str], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check(targets)
    assert caught.value.error_list[0].code == code
