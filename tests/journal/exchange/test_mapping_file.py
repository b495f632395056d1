"""Mappings as TOML: what is read, what is refused with its line, and writing them back."""

import re
from datetime import time
from enum import StrEnum
from pathlib import Path

import pytest

from journal.exchange.cells import DateOrder, OffsetUnit
from journal.exchange.faults import FaultyMapping
from journal.exchange.mapping import (
    InstantForm,
    SheetMapping,
    SideEffectPart,
    TreatmentPart,
    When,
)
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.instruments import Direction
from journal.records import Phase, Route, Severity, Status, Unit
from journal.scoring import Absence
from tests.conftest import REPOSITORY

EXAMPLES = sorted((REPOSITORY / "docs" / "examples").glob("*.toml"))
DOCUMENT = REPOSITORY / "docs" / "mapping.md"

FULL = """
name = "Everything"
ignore = ["weekday"]

[sheet]
encoding = "cp1252"
delimiter = "semicolon"
decimal = "comma"
missing = ["NA", "-"]

[when]
day_column = "day"
clock_column = "clock"
date_order = "day-month-year"
zone = "Europe/Amsterdam"
clock_words = { morning = "09:00" }

[where]
kind = ["diary", "form"]

[[check_ins]]
instrument = "gad7"
rater = "Alex"
note_column = "remark"
private = false
where = { form = ["gad"] }
[check_ins.items]
"1" = "q1"
[check_ins.scores]
total = "sum"
[check_ins.answers]
never = 0
[check_ins.absences]
skipped = ["no answer"]
[check_ins.when]
instant_column = "stamp"
instant_form = "unix-milliseconds"
offset_column = "offset"
offset_unit = "minutes"

[[scales]]
code = "own-tension"
title = "Tension"
column = "tension"
minimum = -2.5
maximum = 2.5
step = 0.5
low = "None"
high = "A lot"
direction = "worse"
recall = "PT0S"
answers = { calm = 0 }

[[notes]]
columns = ["what", "why"]
private = false

[[treatments]]
clock = "10:30"
substance = "ketamine"
route = "IM"
unit = "mg/kg"
phase = "booster"
status = "planned"
clinic = "Harbour"
[treatments.columns]
amount = "dose"
minutes = "length"
[treatments.when]
day_column = "treated on"
date_format = "%d.%m.%Y"
utc_offset = "-03:30"

[[side_effects]]
effect = "headache"
severity = "mild"
clock = "12:00"
[side_effects.columns]
severity = "ache"
[side_effects.severities]
"0" = "none"
"2" = "moderate"
"""

LEAST = """
name = "Least"
[when]
day_column = "day"
[[notes]]
columns = ["text"]
"""


def test_everything_is_read() -> None:
    mapping = load_mapping(FULL)
    assert (mapping.sheet.encoding, mapping.sheet.delimiter) == ("cp1252", ";")
    assert (mapping.sheet.decimal, mapping.sheet.missing) == (",", ("NA", "-"))
    assert mapping.when == When(
        day_column="day",
        clock_column="clock",
        date_order=DateOrder.DAY_FIRST,
        zone="Europe/Amsterdam",
        clock_words={"morning": time(9)},
    )
    (gad7,) = mapping.check_ins
    assert (gad7.items, gad7.scores, gad7.rater) == ({"1": "q1"}, {"total": "sum"}, "Alex")
    assert gad7.words.absences == {"no answer": Absence.SKIPPED}
    assert gad7.when is not None
    assert gad7.when.instant_form is InstantForm.UNIX_MILLISECONDS
    assert gad7.when.offset_unit is OffsetUnit.MINUTES
    (scale,) = mapping.scales
    assert (scale.minimum, scale.maximum, scale.direction) == (-2.5, 2.5, Direction.WORSE)
    assert (scale.recall_words, scale.several_a_day) == ("right now", True)
    (treated,) = mapping.treatments
    assert treated.when is not None
    assert treated.when.utc_offset == -210
    assert (treated.route, treated.unit, treated.phase) == (Route.IM, Unit.MG_PER_KG, Phase.BOOSTER)
    assert (treated.status, treated.clock) == (Status.PLANNED, time(10, 30))
    assert treated.columns == {TreatmentPart.AMOUNT: "dose", TreatmentPart.MINUTES: "length"}
    (ache,) = mapping.side_effects
    assert ache.columns == {SideEffectPart.SEVERITY: "ache"}
    assert ache.severities == {"0": None, "2": Severity.MODERATE}
    assert {"day", "stamp", "offset", "treated on", "kind", "form", "remark"} <= mapping.columns
    assert "weekday" not in mapping.columns


def documented() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(
    "text", [FULL, LEAST, *documented(), *(path.read_text(encoding="utf-8") for path in EXAMPLES)]
)
def test_what_is_written_reads_back_the_same(text: str) -> None:
    mapping = load_mapping(text)
    assert load_mapping(mapping_text(mapping)) == mapping


def test_there_are_examples() -> None:
    assert {path.stem for path in EXAMPLES} == {"kossakowski-events", "kossakowski-momentary"}
    assert documented()


def test_every_part_and_key_is_documented() -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    words = {word for code in re.findall(r"`[^`]*`", told) for word in re.findall(r"\w+", code)}
    keys = set(re.findall(r"^(\w+) =", FULL, re.MULTILINE))
    headers = set(re.findall(r"^\[+(?:\w+\.)?(\w+)\]+$", FULL, re.MULTILINE))
    own = {"never", "skipped", "kind", "amount", "minutes", "total"}
    assert not (keys | headers) - own - words
    kinds: tuple[type[StrEnum], ...] = (DateOrder, InstantForm, OffsetUnit, Direction, Absence)
    kinds += (Route, Unit, Phase)
    values = {str(value) for kind in kinds for value in kind}
    assert not {value for value in values if value not in told}
    assert not {part.value for part in TreatmentPart} - words


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ('name = "Everything"\n', "", "", "“name” is missing"),
        ('decimal = "comma"', 'decimal = ","', "decimal", "has to be one of point, comma"),
        ('day_column = "day"\n', "", "[when]", "it needs “day_column” or “instant_column”"),
        ('day_column = "day"', 'instant_column = "at"', "clock_column", "exclude each other"),
        ("Europe/Amsterdam", "Atlantis", "zone", "the zone “Atlantis” is not known"),
        ("Europe/Amsterdam", "../x", "zone", "the zone “../x” is not known"),
        ('morning = "09:00"', 'morning = "nine"', "morning", "has to be a time of day"),
        ("never = 0", 'never = "0"', "never", "“never” has to be a number"),
        ("skipped =", "forgotten =", "forgotten", "“forgotten” is not one of"),
        ('["no answer"]', '["never"]', "[[check_ins]]", "“never” is both"),
        ('"own-tension"', '"tension"', "code", "begins with “own-”"),
        ("minimum = -2.5", "minimum = 2.5", "[[scales]]", "the minimum has to be below"),
        ("step = 0.5", "step = 0", "[[scales]]", "the step has to be above 0"),
        ("own-tension", "own-Tension", "[[scales]]", "a code is small letters"),
        ('recall = "PT0S"', 'recall = "now"', "[[scales]]", "ISO 8601"),
        ('["what", "why"]', "[]", "columns = []", "it needs a column"),
        ('amount = "dose"', 'dose = "dose"', "dose =", "“dose” is not one of amount"),
        ("%d.%m.%Y", "%d.%B.%Y", "date_format", "“date_format” may hold"),
        ("%d.%m.%Y", "%d.%m", "date_format", "a year, a month and a day"),
        ("-03:30", "EST", "utc_offset", "“utc_offset” is written as +01:00"),
        ('effect = "headache"\n', "", "[[side_effects]]", "it needs “effect”"),
        ('"2" = "moderate"', '"2" = "bad"', '"2"', "“2” has to be"),
        ('ignore = ["weekday"]', 'ignore = ["tension"]', "ignore", "both mapped and ignored"),
        ('status = "planned"', 'state = "planned"', "state", "“state” is not known here"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, at: str, reason: str) -> None:
    assert FULL.count(old) == 1
    text = FULL.replace(old, new)
    with pytest.raises(FaultyMapping) as caught:
        load_mapping(text, "mine.toml")
    assert reason in caught.value.reason
    lines = [number for number, line in enumerate(text.split("\n"), 1) if at in line]
    assert (caught.value.file, caught.value.line) == ("mine.toml", lines[0])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('name = "x"', "“when” is missing"),
        ('name = "x"\n[when]\nday_column = "day"', "nothing is mapped"),
        (LEAST.replace('day_column = "day"', ""), "it needs “day_column” or “instant_column”"),
        (LEAST + '\n[[treatments]]\nroute = "IV"', "it needs “clock”"),
        (LEAST + '\n[[check_ins]]\ninstrument = "gad7"', "it needs “items” or “scores”"),
        (LEAST.replace("[[", 'zone = "UTC"\nutc_offset = "+01:00"\n[['), "exclude each other"),
        ("name = ", "Invalid value"),
    ],
)
def test_what_is_not_enough_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FaultyMapping) as caught:
        load_mapping(text, "mine.toml")
    assert reason in caught.value.reason


def test_two_scales_need_two_codes() -> None:
    block = FULL[FULL.index("[[scales]]") : FULL.index("[[notes]]")]
    with pytest.raises(FaultyMapping, match="the same code"):
        load_mapping(FULL + block)


def test_no_bytes_bring_anything_but_a_named_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for content in (b"\xff\xfe", b"\x00", b"[" * 5000, b"a = " + b"9" * 5000, b"[[when]]"):
        path.write_bytes(content)
        with pytest.raises(FaultyMapping):
            load_mapping(path)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(FaultyMapping, match="it cannot be opened") as caught:
            load_mapping(path)
        assert caught.value.file == path.name


def test_a_mapping_is_a_plain_value() -> None:
    assert isinstance(load_mapping(LEAST), SheetMapping)
    assert load_mapping(LEAST) == load_mapping(LEAST)
