"""The command `samenhang analyse`: answers as documented, errors in one line with their place, never a traceback."""

import json
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenhang.analysis.errors import SENTENCES
from samenhang.site.analyse import METHODS
from samenhang.site.analyse.asking import sentences
from samenhang.site.analyse.reading import number_in
from samenhang.site.cli import main

PACKAGES = """party;issue;option;points;minimum
Wijk;tijd;dag;4;3
Wijk;tijd;avond;0;3
Wijk;plek;school;1;3
Wijk;plek;buurthuis;3;3
Gemeente;tijd;dag;0;2
Gemeente;tijd;avond;4;2
Gemeente;plek;school;2,5;2
Gemeente;plek;buurthuis;1;2
"""
ARGUMENTS = {"power": ["--quota", "6"]}
FILES = {
    "packages": PACKAGES,
    "power": "member,weight\nA,4\nB,3\nC,2\nD,1\n",
    "influence": ",A,B\nA,0,3\nB,1,0\n",
    "coalition": "party;serves;cost\nA;geld|ruimte;2\nB;geld;1\n",
    "network": "a;b\nAnna;Bram\nBram;Cees\n",
    "groups": "text\nKennis delen in de wijk\nIn de wijk kennis delen\n",
}


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["analyse", *arguments], input=given)


def answer_of(*arguments: str, given: str | bytes = "") -> Any:
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_method_answers_in_words_and_as_json(method: str, language: str) -> None:
    arguments = [method, "-", *ARGUMENTS.get(method, [])]
    said = run(*arguments, "--language", language, given=FILES[method])
    assert said.exit_code == 0, said.stderr
    assert said.stdout.strip()
    assert answer_of(*arguments, given=FILES[method])


def test_packages_answers_with_the_documented_keys() -> None:
    answer = answer_of("packages", "-", given=PACKAGES)
    keys = "packages feasible efficient efficient_feasible acceptable nash egalitarian kalai_smorodinsky utilitarian"
    assert set(keys.split()) <= set(answer)
    assert {"blocked_by", "smallest_shortfall", "trades", "method"} <= set(answer)
    assert (answer["packages"], answer["feasible"], answer["method"]) == (4, 2, "enumeration")
    (deal,) = answer["utilitarian"]["deals"]
    assert deal["choice"] == {"plek": "buurthuis", "tijd": "avond"}
    assert deal["gains"] == {"Wijk": 0, "Gemeente": 3}


def test_power_answers_with_exact_fractions() -> None:
    answer = answer_of("power", "-", "--quota", "6", given=FILES["power"])
    assert answer["banzhaf"] == {"A": "5/12", "B": "1/4", "C": "1/4", "D": "1/12"}
    assert answer["minimal_winning"] == 3
    assert answer["warnings"] == []


def test_power_warns_when_weights_do_not_add_up_and_knows_a_veto() -> None:
    answer = answer_of("power", "-", "--quota", "6", "--total", "11", given=FILES["power"])
    assert answer["warnings"] == [{"code": "total", "about": "10"}]
    with_veto = answer_of("power", "-", "--quota", "6", "--veto", "D", given=FILES["power"])
    assert Fraction(with_veto["banzhaf"]["D"]) == max(map(Fraction, with_veto["banzhaf"].values()))


def test_power_reads_a_rule_with_and_and_or(tmp_path: Path) -> None:
    size = {"quota": 2, "weights": {"A": 1, "B": 1, "C": 1}}
    heavy = {"quota": 6, "weights": {"A": 5, "B": 2, "C": 2}}
    file = tmp_path / "rule.json"
    file.write_text(json.dumps({"any": [{"all": [size, heavy]}, {"quota": 3, "weights": {"A": 1, "B": 1, "C": 1}}]}))
    answer = answer_of("power", str(file))
    assert answer["banzhaf"] == {"A": "3/5", "B": "1/5", "C": "1/5"}
    assert answer["minimal_winning"] == 2


def test_a_spreadsheet_gives_the_same_answer_as_csv(tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(PACKAGES.replace("2,5", "2.5").splitlines()):
            cells = [float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(";")]
            sheet.write_row(at, 0, cells)
    assert answer_of("packages", str(file)) == answer_of("packages", "-", given=PACKAGES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_files_as_excel_writes_them_are_read(encoding: str, separator: str) -> None:
    text = f"member{separator}weight\nÉén{separator}3\nTwee{separator}3\n"
    answer = answer_of("power", "-", "--quota", "4", given=text.encode(encoding))
    assert set(answer["banzhaf"]) == {"Één", "Twee"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", Fraction(3, 2)),
        ("1.5", Fraction(3, 2)),
        ("1.234,5", Fraction(2469, 2)),
        ("1,234.5", Fraction(2469, 2)),
        ("−3", Fraction(-3)),
        ("2e-3", Fraction(1, 500)),
        (".5", Fraction(1, 2)),
        *(
            (text, None)
            for text in ("", "drie", "nan", "inf", "1e999", "1-2", "--1", "1.2.3.4e", "٣", "1" * 40, "1,2,3")
        ),
    ],
)
def test_numbers_are_read_with_a_comma_or_a_point(text: str, value: Fraction | None) -> None:
    assert number_in(text) == value


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("packages", PACKAGES.replace("dag;4", "dag;vier"), "-, rij 2, kolom points: “vier” is geen getal."),
        ("packages", PACKAGES.replace("minimum\n", "grens\n", 1), "-, rij 1, kolom minimum: deze kolom is er niet."),
        ("packages", PACKAGES + "Wijk;tijd;dag;4;3\n", "-, rij 10, kolom option: deze optie staat er twee keer"),
        ("packages", PACKAGES.replace("avond;0;3", "avond;0;2"), "-, rij 3, kolom minimum: hoger op staat"),
        ("packages", PACKAGES.replace("Gemeente;plek;buurthuis;1;2\n", ""), "“Gemeente” heeft geen punten voor “plek”"),
        ("packages", "", "-: dit bestand is leeg."),
        ("packages", "party;issue;option;points;minimum\n", "onder de namen van de kolommen staat niets."),
        ("power", "member,weight\nA,\n", "-, rij 2, kolom weight: hier staat niets."),
        ("power", "member,weight\nA,-1\n", "-, rij 2, kolom weight: een gewicht is niet kleiner dan nul."),
        ("power", "member,weight\nA,1\nA,1\n", "-, rij 3, kolom member: “A” staat er twee keer."),
        ("influence", ",A,B\nA,0,9\nB,1,0\n", "-: rij 1, kolom 2: 9 ligt niet tussen 0 en 4."),
        ("influence", ",A,B\nA,0,1\n", "-: 1 rijen en 2 kolommen."),
        ("influence", ",A,B\nA,0,\nB,1,0\n", "-, rij 2, kolom B: hier staat niets."),
        ("influence", ",A,C\nA,0,1\nB,1,0\n", "-: “C” moet precies één keer als rij en één keer als kolom staan."),
        ("influence", ",A,A\nA,0,1\nA,1,0\n", "-: “A” moet precies één keer als rij en één keer als kolom staan."),
        ("network", "a;b\nA;A\n", "-, rij 2, kolom 2: een relatie is tussen twee."),
        ("network", "a;b;c\nA;B;-1\n", "-, rij 2, kolom 3: een sterkte is groter dan nul."),
        ("coalition", "party;cost\nA;1\n", "-, rij 1, kolom serves: deze kolom is er niet."),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(method: str, given: str, said: str) -> None:
    result = run(method, "-", *ARGUMENTS.get(method, []), "--language", "nl", given=given)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "given", "dutch", "english"),
    [
        (
            ["influence"],
            ",A,B\nA,0,4.5\nB,1,0\n",
            "-: rij 1, kolom 2: 4,5 ligt niet tussen 0 en 4.",
            "-: row 1, column 2: 4.5 is not between 0 and 4.",
        ),
        (
            ["power", "--quota", "9"],
            "member,weight\nA,1\n",
            "-: geen coalitie wint: ook alle leden samen halen de drempel niet.",
            "-: no coalition wins: even all members together do not reach the quota.",
        ),
        (
            ["power", "--quota", "1", "--veto", "C"],
            "member,weight\nA,1\n",
            "-: C is geen lid, en heeft dus geen veto.",
            "-: C is not a member, and so has no veto.",
        ),
    ],
)
def test_what_the_numbers_do_not_allow_is_told_in_the_language_of_the_output(
    arguments: list[str], given: str, dutch: str, english: str
) -> None:
    for language, said in (("nl", dutch), ("en", english)):
        method, *rest = arguments
        result = run(method, "-", *rest, "--language", language, given=given)
        assert (result.exit_code, result.stderr) == (2, f"{said}\n")


def test_every_error_of_the_algorithms_has_words_for_all_that_it_names() -> None:
    words = sentences()
    assert words.keys() == SENTENCES.keys()
    for code, sentence in SENTENCES.items():
        assert set(re.findall(r"%\((\w+)\)", words[code])) == set(re.findall(r"{(\w+)", sentence)), code


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("groups", str(tmp_path / "weg.csv"), "--language", "en")
    assert result.exit_code == 2
    assert result.stderr.endswith("\n")


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_there_is_never_a_traceback(method: str, data: st.DataObject) -> None:
    text = FILES[method]
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(len(text), at + 12)))
    put = data.draw(
        st.one_of(st.binary(max_size=30), st.text(max_size=12).map(lambda one: one.encode("utf-8", "ignore")))
    )
    raw = text[:at].encode() + put + text[until:].encode()
    result = run(method, "-", *ARGUMENTS.get(method, []), given=raw)
    assert result.exit_code in {0, 2}, (raw, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), (raw, result.exception)


@given(raw=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_a_rule_of_any_bytes_is_read_or_told(raw: bytes) -> None:
    folder = Path(os.environ["SAMENHANG_DATA_DIR"])
    file = folder / "any.json"
    file.write_bytes(raw)
    assert run("power", str(file)).exit_code == 2


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('{"quota": 2, "weights": {"A": 1, "B": 1, "A": 5}}', "“A” staat er twee keer."),
        ('{"quota": 2, "quota": 1, "weights": {"A": 1}}', "“quota” staat er twee keer."),
        ('{"quota": 1, "weights": {"\\ud800": 1}}', "dit is geen JSON die gelezen kan worden."),
    ],
)
def test_a_rule_that_says_something_twice_or_cannot_be_shown_is_told(tmp_path: Path, rule: str, said: str) -> None:
    file = tmp_path / "rule.json"
    file.write_text(rule)
    result = run("power", str(file), "--language", "nl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{file}: {said}\n"


def test_it_needs_no_settings_no_database_and_writes_only_its_answer(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from samenhang.site.cli import main; main()",
        "analyse",
        "coalition",
        "-",
        "--json",
    ]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMENHANG", "DJANGO", "DATABASE"))
    }
    done = subprocess.run(
        command, input=FILES["coalition"], capture_output=True, text=True, cwd=tmp_path, env=environment, check=True
    )
    assert json.loads(done.stdout)["cost"] == 2
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_help_comes_before_anything_heavy() -> None:
    program = """
import sys
from samenhang.site.cli import main
try:
    main(["analyse", "--help"])
except SystemExit:
    pass
print([name for name in ("numpy", "highspy", "rustworkx", "django.db") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_influence_goes_by_the_names_in_whatever_order(tmp_path: Path) -> None:
    orders = [",A,B,C\nA,0,3,1\nB,1,0,2\nC,4,0,0\n", ",C,A,B\nA,1,0,3\nB,2,1,0\nC,0,4,0\n"]
    wishes = ["actor,x,y\nA,1,-2\nB,3,0\nC,-1,4\n", "actor,x,y\nC,-1,4\nB,3,0\nA,1,-2\n"]
    answers = []
    for matrix, wish in zip(orders, wishes, strict=True):
        positions = tmp_path / "wishes.csv"
        positions.write_text(wish)
        answers.append(json.loads(run("influence", "-", "--positions", str(positions), "--json", given=matrix).stdout))
    assert answers[0] == answers[1]


def test_positions_of_other_actors_are_refused(tmp_path: Path) -> None:
    (tmp_path / "wishes.csv").write_text("actor,x\nA,1\nC,2\n")
    result = run(
        "influence", "-", "--positions", str(tmp_path / "wishes.csv"), "--language", "nl", given=FILES["influence"]
    )
    assert result.exit_code == 2
    assert "de rijen zijn niet dezelfde actoren." in result.stderr
