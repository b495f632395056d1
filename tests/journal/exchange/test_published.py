"""Published data and exports of other programs, through mappings."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import queries
from journal.command_line import commands
from journal.command_line.picture_commands import CHART_KINDS, WITHOUT_SCORE
from journal.exchange.faults import RowFault
from journal.exchange.mapping import OwnScale, SheetMapping, When
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, Tally, carry_out, plan_import
from journal.instrument_files import load_instruments
from journal.records import CheckIn, Note, Treatment
from journal.scoring import answers_from_json, totals
from journal.store import Journal
from tests.builders import new_journal
from tests.conftest import REPOSITORY

INSTRUMENTS = load_instruments()
EXAMPLES = REPOSITORY / "docs" / "examples"
WIDE_ROWS = 60


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def brought_in(journal: Journal, path: Path, mapping: SheetMapping) -> ImportPlan:
    with journal.read() as session:
        plan = plan_import(session, path, mapping, INSTRUMENTS)
    with journal.write(plan.label) as session:
        return carry_out(session, plan)


def test_a_published_year_comes_in_once_and_is_drawn(
    journal: Journal, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal.close()
    momentary = shared_data / "series" / "kossakowski_2017_momentary.csv"
    doses = shared_data / "series" / "kossakowski_2017_events.csv"
    first, dosed, again = (
        told_of_import(journal.path, path, EXAMPLES / mapping, capsys)
        for path, mapping in (
            (momentary, "kossakowski-momentary.toml"),
            (doses, "kossakowski-events.toml"),
            (momentary, "kossakowski-momentary.toml"),
        )
    )
    nothing = {"new": 0, "present": 0, "changed": 0, "unreadable": 0, "passed_over": 0}
    assert first["rows"] == nothing | {"new": 1476}
    assert (first["unreadable"], first["unknown_columns"]) == ([], [])
    assert len(first["new_scales"]) == 8
    assert again["rows"] == nothing | {"present": 1476}
    assert dosed["rows"] == nothing | {"new": 10, "passed_over": 5}
    with Journal.open(journal.path, to_read=True) as opened, opened.read() as session:
        assert session.scalar(select(func.count()).select_from(CheckIn)) == 1476 * 8
        assert session.scalar(select(func.count()).select_from(Treatment)) == 10
        assert_anxious_readings_are_those_of(momentary, session)
    for kind in set(CHART_KINDS) - set(WITHOUT_SCORE):
        picture = tmp_path / f"{kind}.svg"
        chart = ["chart", kind, "--journal", str(journal.path), "--instrument", "own-anxious"]
        assert commands.run([*chart, "--today", "2013-04-10", "--out", str(picture)]) == 0
        assert "Anxious right now" in picture.read_text(encoding="utf-8")


def told_of_import(
    journal: Path, source: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """What the command says as JSON once it brought a file in."""
    asked = ["import", str(source), "--journal", str(journal), "--mapping", str(mapping)]
    assert commands.run([*asked, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def assert_anxious_readings_are_those_of(path: Path, session: Session) -> None:
    with path.open(encoding="utf-8") as file:
        source = list(csv.DictReader(file))
    by_day: dict[str, list[float]] = {}
    for row in source:
        by_day.setdefault(row["date"], []).append(float(row["mood_anxious"]))
    anxious = queries.readings(session, "own-anxious")
    read: dict[str, list[float]] = {}
    for reading in anxious:
        read.setdefault(str(reading.day), []).append(reading.value)
    assert read == by_day
    assert len(by_day) == 238
    assert median(by_day["2012-08-14"]) == median(read["2012-08-14"])
    first = session.scalars(select(CheckIn).order_by(CheckIn.rated_utc)).first()
    assert first is not None
    assert str(first.rated_at) == "2012-08-13T08:58:56+02:00"
    assert min(reading.value for reading in anxious) < 0


def test_dose_steps(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "series" / "kossakowski_2017_events.csv"
    mapping = load_mapping(EXAMPLES / "kossakowski-events.toml")
    done = brought_in(journal, path, mapping)
    assert (done.rows, done.passed_over) == (Tally(new=10), 5)
    assert brought_in(journal, path, mapping).rows == Tally(present=10)
    with journal.read() as session:
        given = session.scalars(select(Treatment).order_by(Treatment.day)).all()
        assert [one.amount for one in given] == [150, 105, 73, 51, 37, 25, 18, 12, 9, 0]
        assert {(one.unit, one.route, one.substance) for one in given} == {
            (None, None, "antidepressant")
        }
        assert str(given[0].start) == "2012-08-13T09:00:00+02:00"
        assert len(queries.treatments(session)) == 10


def test_every_column_of_a_wide_file_comes_in(
    journal: Journal, shared_data: Path, tmp_path: Path
) -> None:
    whole = shared_data / "series" / "kossakowski_2017_momentary.csv"
    lines = whole.read_text(encoding="utf-8").splitlines()[: 1 + WIDE_ROWS]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    columns = lines[0].split(",")[6:]
    scales = tuple(
        OwnScale(f"own-c{n}", name, name, -3, 7, several_a_day=True)
        for n, name in enumerate(columns)
    )
    when = When(day_column="date", clock_column="response_start", zone="Europe/Amsterdam")
    done = brought_in(journal, path, SheetMapping("all", when, scales=scales))
    assert done.kinds["check_ins"] == Tally(new=WIDE_ROWS * len(columns))
    assert len(columns) == 23


MPATH = """
name = "A phone study"
[sheet]
delimiter = "semicolon"
[when]
instant_column = "timeStampStart"
instant_form = "unix-seconds"
offset_column = "timeZoneOffset"
offset_unit = "seconds"
[where]
connectionId = ["1"]
[[check_ins]]
instrument = "anxiety-now"
items = { value = "slider_anxious_sliderNegPos" }
[[scales]]
code = "own-happy"
title = "Happy"
column = "slider_happy_sliderNeutralPos"
minimum = 0
maximum = 100
direction = "better"
recall = "PT0S"
"""


def test_counted_seconds_with_an_offset_column(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "app_exports" / "mpath_export_trimmed.csv"
    done = brought_in(journal, path, load_mapping(MPATH))
    assert done.unreadable == ()
    assert done.rows.new + done.passed_over == 330
    assert "timeStampSent" in done.unknown_columns
    with journal.read() as session:
        found = queries.readings(session, "anxiety-now")
        assert (found[0].day, found[0].value) == (date(2024, 4, 17), 19)
        assert found[0].at is not None
        assert found[0].at.isoformat() == "2024-04-17T09:51:15+02:00"
        assert len(found) == len(queries.readings(session, "own-happy")) == done.rows.new
    assert brought_in(journal, path, load_mapping(MPATH)).rows.new == 0


TRACKER = """
name = "A tracker"
[when]
instant_column = "Timestamp"
[[scales]]
code = "own-b"
title = "B"
column = "Value"
minimum = -20
maximum = 20
where = { FeatureName = ["A", "B"] }
[[scales]]
code = "own-c"
title = "C"
column = "Label"
minimum = 1
maximum = 3
where = { FeatureName = ["Tracker C"] }
answers = { "Label 1" = 1, "Label 2" = 2, "Label 3" = 3 }
[[notes]]
columns = ["Note"]
"""


def test_one_row_a_reading(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "app_exports" / "trackandgraph_export.csv"
    done = brought_in(journal, path, load_mapping(TRACKER))
    assert done.kinds == {"check_ins": Tally(new=9), "notes": Tally(new=3)}
    assert done.passed_over == 3
    with journal.read() as session:
        assert [one.value for one in queries.readings(session, "own-c")] == [3, 1, 2, 1]
        days = session.scalars(select(CheckIn.day).where(CheckIn.instrument == "own-c")).all()
        # 00:13 and 00:20 belong to the day before
        assert sorted(days) == [date(2022, 9, day) for day in (12, 13, 14, 15)]


MOOD = """
name = "Mood diary"
ignore = ["date", "weekday", "activities", "note_title"]
[when]
day_column = "full_date"
clock_column = "time"
utc_offset = "+00:00"
[[scales]]
code = "own-mood"
title = "Mood"
column = "mood"
minimum = 1
maximum = 5
direction = "better"
recall = "PT0S"
note_column = "note"
answers = { rad = 5, good = 4, meh = 3, bad = 2, awful = 1 }
"""


def test_names_for_numbers_and_twelve_hour_clocks(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "app_exports" / "daylio_staticf0x_test_data.csv"
    done = brought_in(journal, path, load_mapping(MOOD))
    assert (done.rows, done.unreadable, done.unknown_columns) == (Tally(new=32), (), ())
    with journal.read() as session:
        kept = session.scalars(select(CheckIn).order_by(CheckIn.rated_utc)).all()
    with path.open(encoding="utf-8") as file:
        moods = Counter(row["mood"] for row in csv.DictReader(file))
    names = ("awful", "bad", "meh", "good", "rad")
    assert Counter(names[int(one.total or 0) - 1] for one in kept) == moods
    assert [str(one.rated_at) for one in kept[:2]] == [
        "2020-05-25T07:09:00+00:00",
        "2020-05-25T14:58:00+00:00",
    ]
    # ten of that date, and two from after midnight
    assert Counter(one.day.day for one in kept)[27] == 12
    assert {one.note for one in kept} >= {"Awesome", "Just good"}
    assert all(one.is_private == bool(one.note) for one in kept)


def test_other_names_make_rows_unreadable_by_name(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "app_exports" / "daylio_export_ok_scales.csv"
    with journal.read() as session:
        plan = plan_import(session, path, load_mapping(MOOD), INSTRUMENTS)
    assert not plan.is_readable
    assert {(row.reason, row.column) for row in plan.unreadable} == {
        (RowFault.NOT_A_NUMBER, "mood")
    }
    assert plan.unknown_columns == ("scales",)


BEARABLE = """
name = "Symptoms by part of the day"
[when]
day_column = "date"
clock_column = "time of day"
clock_words = { pre = "07:00", am = "09:00", mid = "13:00", pm = "20:00" }
zone = "Europe/London"
[[side_effects]]
where = { category = ["Symptom"] }
columns = { effect = "detail", severity = "rating/amount" }
severities = { "1" = "mild", "2" = "moderate", "3" = "severe", "4" = "severe" }
"""


def test_dates_with_ordinals_and_words_for_clocks(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "app_exports" / "bearable_symptom_rows.csv"
    done = brought_in(journal, path, load_mapping(BEARABLE))
    assert done.kinds == {"side_effects": Tally(new=13)}
    assert brought_in(journal, path, load_mapping(BEARABLE)).rows == Tally(present=13)


def test_totals_that_others_worked_out(journal: Journal, shared_data: Path) -> None:
    source = shared_data / "scores" / "gad7_sciops_2023_original.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    dated = journal.path.parent / "dated.csv"
    rows = [f"2026-01-{n % 28 + 1:02},{line}" for n, line in enumerate(lines[1:])]
    dated.write_text("\n".join([f"day,{lines[0]}", *rows]), encoding="utf-8")
    items = "".join(f'"{n}" = "gad7_{n}"\n' for n in range(1, 8))
    mapping = 'name = "x"\nignore = ["respondent"]\n[when]\nday_column = "day"\n[[check_ins]]\n'
    mapping += 'instrument = "gad7"\nscores = { total = "total_by_authors" }\n'
    mapping += f"[check_ins.items]\n{items}"
    done = brought_in(journal, dated, load_mapping(mapping))
    assert (done.rows.readable, done.unreadable) == (406, ())
    with journal.read() as session:
        kept = session.scalars(select(CheckIn)).all()
        assert session.scalar(select(func.count()).select_from(Note)) == 0
    gad7 = INSTRUMENTS["gad7"]
    assert all(one.scores == totals(gad7, answers_from_json(one.answers)) for one in kept)


def test_answers_as_text(journal: Journal, shared_data: Path) -> None:
    path = shared_data / "scores" / "gad7_cdisc_example_qs.csv"
    with path.open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    items = "".join(f'"{n}" = "{name}"\n' for n, name in enumerate(header[3:10], 1))
    mapping = 'name = "x"\n[when]\nday_column = "date"\n[[check_ins]]\ninstrument = "gad7"\n'
    mapping += f'scores = {{ total = "total_in_source" }}\n[check_ins.items]\n{items}'
    assert brought_in(journal, path, load_mapping(mapping)).unreadable == ()
    with journal.read() as session:
        found = queries.readings(session, "gad7")
    assert [one.value for one in found] == [15, 14, 13, 7]
