"""The numbers shown under "Help now"."""

from pathlib import Path

import pytest

from journal.crisis_lines import CrisisLine, country_for, load_crisis_lines
from journal.data_files import FaultyData
from resources import FOLDER

COUNTRIES = load_crisis_lines()
TEXT = (FOLDER / "crisis-lines.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "lines", "emergency"),
    [
        ("US", ["988"], "911"),
        ("CA", ["988"], "911"),
        ("GB", ["116 123", "111"], "999"),
        ("IE", ["116 123"], "112"),
        ("AU", ["13 11 14"], "000"),
        ("NZ", ["1737"], "111"),
        ("EU", [], "112"),
    ],
)
def test_each_country_has_its_lines_and_its_emergency_number(
    code: str, lines: list[str], emergency: str
) -> None:
    country = COUNTRIES[code]
    assert [line.number for line in country.lines] == lines
    assert country.emergency == emergency
    assert country.checked == "2026-11"


def test_every_country_is_tested_above() -> None:
    assert list(COUNTRIES) == ["US", "CA", "GB", "IE", "AU", "NZ", "EU"]


def test_a_line_says_what_to_do_once_connected() -> None:
    assert COUNTRIES["GB"].lines[1] == CrisisLine("NHS", "111", "choose option 2")


@pytest.mark.parametrize(
    ("code", "found"),
    [("us", "US"), ("IE", "IE"), ("FR", "EU"), ("de", "EU"), ("EU", "EU"), ("JP", None)],
)
def test_a_country_is_found_by_its_code_or_by_the_union_it_is_in(
    code: str, found: str | None
) -> None:
    country = country_for(COUNTRIES, code)
    assert (country.code if country else None) == found


def test_the_european_union_has_27_members() -> None:
    assert len({*COUNTRIES["EU"].covers, "IE"}) == 27


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "CA"', 'code = "US"', "twice"),
        ('code = "CA"', 'code = "Canada"', "two capital letters"),
        ('checked = "2026-11"', 'checked = "2026-13"', "a month"),
        ('emergency = "911"', 'emergency = "nine"', "digits"),
        ('number = "988"', 'number = ""', "not empty"),
        ('name = "Canada"', 'nome = "Canada"', "“name” is missing"),
        ('note = "choose', 'hint = "choose', "not known"),
    ],
)
def test_a_faulty_list_is_refused_with_the_line_and_the_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert old in TEXT
    path = tmp_path / "crisis-lines.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultyData, match=reason) as caught:
        load_crisis_lines(path)
    assert caught.value.line is not None
