"""What a mapping makes of the rows of a spreadsheet."""

from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange.faults import (
    AmbiguousDates,
    FaultyMapping,
    HeaderDoesNotFit,
    RowFault,
    ScaleDiffers,
    UnreadableFile,
)
from journal.exchange.incoming import Arrivals
from journal.exchange.mapping_file import load_mapping
from journal.exchange.own_scales import definition
from journal.exchange.readers.spreadsheet import read_spreadsheet
from journal.instrument_files import load_instrument, load_instruments
from journal.records import CheckIn, Note, Phase, Route, Severity, SideEffect, Treatment, Unit
from tests.builders import instant
from tests.examples import tried

INSTRUMENTS = load_instruments()
WHEN = '[when]\nday_column = "day"\n'
AT = '[when]\nday_column = "day"\nclock_column = "clock"\nutc_offset = "+01:00"\n'
SCALE = """
[[scales]]
code = "own-tension"
title = "Tension"
column = "tension"
minimum = -3
maximum = 3
"""


def read(folder: Path, content: str, mapping: str, day_ends_at: time = time(3)) -> Arrivals:
    path = folder / "diary.csv"
    path.write_text(content, encoding="utf-8")
    loaded = load_mapping(f'name = "Mine"\n{mapping}')
    return read_spreadsheet(path, loaded, INSTRUMENTS, day_ends_at)


def faults(arrivals: Arrivals) -> list[tuple[int, RowFault, str, str]]:
    return [(row.line, row.reason, row.column, row.value) for row in arrivals.unreadable]


def test_a_column_becomes_a_scale_of_ones_own(tmp_path: Path) -> None:
    arrivals = read(tmp_path, "day,tension\n2026-01-10,-2\n2026-01-11,\n", WHEN + SCALE)
    (record,) = arrivals.records
    assert record.kind is CheckIn
    assert (record.values["day"], record.values["rated_at"]) == (date(2026, 1, 10), None)
    assert record.values["answers"] == {"value": -2}
    assert (record.values["scores"], record.values["total"]) == ({"total": -2}, -2)
    assert record.values["is_imported"] is True
    assert arrivals.passed_over == 1
    (scale,) = arrivals.scales
    instrument = load_instrument(scale.definition)
    assert (instrument.code, instrument.items[0].minimum) == ("own-tension", -3)
    assert not instrument.has_line


def test_values_outside_the_scale_make_the_row_unreadable(tmp_path: Path) -> None:
    content = "day,tension\n2026-01-10,4\n2026-01-11,calm\nx,1\n,1\n2026-01-12,1\n"
    arrivals = read(tmp_path, content, WHEN + SCALE)
    assert len(arrivals.records) == 1
    assert faults(arrivals) == [
        (2, RowFault.OUT_OF_RANGE, "tension", "4"),
        (3, RowFault.NOT_A_NUMBER, "tension", "calm"),
        (4, RowFault.NOT_A_DATE, "day", "x"),
        (5, RowFault.MISSING, "day", ""),
    ]


def test_a_date_and_a_clock_are_one_moment(tmp_path: Path) -> None:
    content = "day,clock,tension\n2026-01-11,00:40,1\n2026-01-11,3:00 am,1\n2026-01-11,,1\n"
    arrivals = read(tmp_path, content, AT + SCALE)
    whens = [(record.values["day"], record.values["rated_at"]) for record in arrivals.records]
    assert whens == [
        (date(2026, 1, 10), instant("2026-01-11T00:40:00+01:00")),
        (date(2026, 1, 11), instant("2026-01-11T03:00:00+01:00")),
        (date(2026, 1, 11), None),
    ]
    later = read(tmp_path, content, AT + SCALE, day_ends_at=time(4))
    assert later.records[1].values["day"] == date(2026, 1, 10)


def test_a_day_beside_an_instant_is_the_day_itself(tmp_path: Path) -> None:
    content = "day,at,tension\n2026-01-09,2026-01-11T20:00:00Z,1\n"
    when = '[when]\nday_column = "day"\ninstant_column = "at"\n'
    (record,) = read(tmp_path, content, when + SCALE).records
    assert record.values["day"] == date(2026, 1, 9)
    assert record.values["rated_at"] == instant("2026-01-11T20:00:00+00:00")


def test_offsets_come_from_the_cell_then_the_column_then_the_mapping(tmp_path: Path) -> None:
    content = "at,offset,tension\n2026-01-10 20:00+02:00,60,1\n2026-01-10 20:00,60,1\n"
    content += "2026-01-10 20:00,,1\n"
    when = '[when]\ninstant_column = "at"\noffset_column = "offset"\noffset_unit = "minutes"\n'
    when += 'zone = "America/New_York"\n'
    records = read(tmp_path, content, when + SCALE).records
    assert [record.values["rated_at"].offset for record in records] == [120, 60, -300]


def test_words_for_times_of_day(tmp_path: Path) -> None:
    content = "day,clock,tension\n2026-01-10,Evening,1\n2026-01-10,noonish,1\n"
    arrivals = read(tmp_path, content, AT + 'clock_words = { evening = "20:00" }\n' + SCALE)
    assert arrivals.records[0].values["rated_at"] == instant("2026-01-10T20:00:00+01:00")
    assert faults(arrivals) == [(3, RowFault.NOT_A_CLOCK, "clock", "noonish")]


def test_ambiguous_dates_are_asked_about(tmp_path: Path) -> None:
    content = "day,tension\n03/04/2026,1\n05/05/2026,2\n"
    with pytest.raises(AmbiguousDates) as caught:
        read(tmp_path, content, WHEN + SCALE)
    assert (caught.value.file, caught.value.column) == ("diary.csv", "day")
    assert caught.value.examples == ("03/04/2026",)
    told = read(tmp_path, content, WHEN + 'date_order = "month-day-year"\n' + SCALE)
    assert told.records[0].values["day"] == date(2026, 3, 4)
    formatted = read(tmp_path, content, WHEN + 'date_format = "%d/%m/%Y"\n' + SCALE)
    assert formatted.records[0].values["day"] == date(2026, 4, 3)
    settled = read(tmp_path, content + "13/04/2026,1\n", WHEN + SCALE)
    assert settled.records[0].values["day"] == date(2026, 4, 3)


def test_a_told_order_leaves_out_rows_that_do_not_fit(tmp_path: Path) -> None:
    content = "day,tension\n03/04/2026,1\n04/13/2026,1\n"
    arrivals = read(tmp_path, content, WHEN + 'date_order = "day-month-year"\n' + SCALE)
    assert faults(arrivals) == [(3, RowFault.NOT_A_DATE, "day", "04/13/2026")]


def test_words_become_answers_or_absences(tmp_path: Path) -> None:
    mapping = WHEN + '[sheet]\nmissing = ["NA"]\n'
    mapping += '[[check_ins]]\ninstrument = "gad7"\n[check_ins.items]\n"1" = "a"\n"2" = "b"\n'
    mapping += '"3" = "c"\n[check_ins.answers]\noften = 2\n'
    mapping += '[check_ins.absences]\nskipped = ["no answer"]\n'
    content = "day,a,b,c\n2026-01-10,OFTEN,no  answer,NA\n2026-01-11,Not at all,not-asked,3\n"
    arrivals = read(tmp_path, content, mapping)
    assert [record.values["answers"] for record in arrivals.records] == [
        {"1": 2, "2": "skipped"},
        {"1": 0, "2": "not-asked", "3": 3},
    ]
    assert all(record.values["total"] is None for record in arrivals.records)


def seven(extra: str = "") -> str:
    items = "".join(f'"{n}" = "q{n}"\n' for n in range(1, 8))
    return f'{WHEN}[[check_ins]]\ninstrument = "gad7"\n{extra}[check_ins.items]\n{items}'


HEADER = "day," + ",".join(f"q{n}" for n in range(1, 8))


def test_a_score_beside_its_items_is_checked(tmp_path: Path) -> None:
    content = f"{HEADER},sum\n2026-01-10,1,1,1,1,1,1,1,7\n2026-01-11,1,1,1,1,1,1,1,8\n"
    content += "2026-01-12,1,1,1,1,1,1,,6\n2026-01-13,1,1,1,1,1,1,1,\n"
    arrivals = read(tmp_path, content, seven('scores = { total = "sum" }\n'))
    assert [record.values["total"] for record in arrivals.records] == [7, 7]
    assert faults(arrivals) == [
        (3, RowFault.TOTAL_DIFFERS, "sum", "8"),
        (4, RowFault.TOTAL_DIFFERS, "sum", "6"),
    ]


def test_a_score_alone_is_kept_without_answers(tmp_path: Path) -> None:
    mapping = f'{WHEN}[[check_ins]]\ninstrument = "gad7"\nscores = {{ total = "sum" }}\n'
    arrivals = read(tmp_path, "day,sum\n2026-01-10,12\n2026-01-11,22\n", mapping)
    (record,) = arrivals.records
    assert (record.values["answers"], record.values["scores"]) == ({}, {"total": 12})
    assert faults(arrivals) == [(3, RowFault.OUT_OF_RANGE, "sum", "22")]


def test_the_score_of_one_item_is_its_answer(tmp_path: Path) -> None:
    mapping = f'{WHEN}[[check_ins]]\ninstrument = "sleep"\nscores = {{ hours = "slept" }}\n'
    (record,) = read(tmp_path, "day,slept\n2026-01-10,7.5\n", mapping).records
    assert record.values["answers"] == {"hours": 7.5}
    assert (record.values["scores"], record.values["total"]) == ({"hours": 7.5}, None)


def test_an_option_that_there_is_not(tmp_path: Path) -> None:
    arrivals = read(tmp_path, f"{HEADER}\n2026-01-10,1,1,1,1,1,1,1.5\n", seven())
    assert faults(arrivals) == [(2, RowFault.NOT_AN_OPTION, "q7", "1.5")]


def test_a_note_goes_with_the_check_in_or_becomes_one_of_the_day(tmp_path: Path) -> None:
    extra = 'note_column = "remark"\n[[scales]]\ncode = "own-b"\ntitle = "B"\ncolumn = "b"\n'
    extra += 'minimum = 0\nmaximum = 1\nnote_column = "remark"\n'
    content = "day,tension,b,remark\n2026-01-10,1,,one\n2026-01-11,,,two\n2026-01-12,1,1,\n"
    records = read(tmp_path, content, WHEN + SCALE + extra).records
    assert [(r.kind, r.values.get("note", r.values.get("text"))) for r in records] == [
        (CheckIn, "one"),
        (Note, "one"),
        (Note, "two"),
        (CheckIn, ""),
        (CheckIn, ""),
    ]
    assert [r.values["is_private"] for r in records] == [True, True, True, False, False]


def test_notes_of_several_columns(tmp_path: Path) -> None:
    mapping = WHEN + '[[notes]]\ncolumns = ["what", "why"]\nprivate = false\n'
    content = 'day,what,why\n2026-01-10,"a\nb",c\n2026-01-11,,\n'
    (record,) = read(tmp_path, content, mapping).records
    assert record.kind is Note
    assert (record.values["text"], record.values["is_private"]) == ("a\nb\nc", False)


def test_treatments_with_fixed_values_and_columns(tmp_path: Path) -> None:
    mapping = WHEN + 'utc_offset = "+01:00"\n[[treatments]]\nclock = "10:00"\nroute = "IV"\n'
    mapping += 'substance = "ketamine"\n[treatments.columns]\namount = "dose"\nunit = "unit"\n'
    mapping += 'phase = "phase"\nminutes = "minutes"\n'
    content = "day,dose,unit,phase,minutes\n2026-01-10,0.5,MG/KG,induction,40\n2026-01-11,,,,\n"
    content += "2026-01-12,40,,,\n2026-01-13,x,,,\n2026-01-14,-1,,,\n2026-01-15,1,pints,,\n"
    arrivals = read(tmp_path, content, mapping)
    first, second = (record.values for record in arrivals.records)
    assert all(record.kind is Treatment for record in arrivals.records)
    assert first["start"] == instant("2026-01-10T10:00:00+01:00")
    assert (first["amount"], first["unit"], first["minutes"]) == (0.5, Unit.MG_PER_KG, 40)
    assert (first["route"], first["phase"]) == (Route.IV, Phase.INDUCTION)
    assert (second["amount"], second["unit"], second["phase"]) == (40, None, None)
    assert faults(arrivals) == [
        (5, RowFault.NOT_A_NUMBER, "dose", "x"),
        (6, RowFault.OUT_OF_RANGE, "dose", "-1"),
        (7, RowFault.UNKNOWN_WORD, "unit", "pints"),
    ]


def test_treatments_on_dates_of_their_own(tmp_path: Path) -> None:
    mapping = WHEN + SCALE + '[[treatments]]\nclock = "10:00"\n'
    mapping += '[treatments.when]\nday_column = "infusion"\nutc_offset = "+00:00"\n'
    content = "day,tension,infusion\n2026-01-10,1,\n2026-01-11,1,9 Jan 2026\n"
    records = read(tmp_path, content, mapping).records
    assert [record.kind for record in records] == [CheckIn, CheckIn, Treatment]
    assert records[2].values["day"] == date(2026, 1, 9)


def test_side_effects_with_grades(tmp_path: Path) -> None:
    mapping = AT + '[[side_effects]]\neffect = "headache"\nclock = "12:00"\n'
    mapping += '[side_effects.columns]\nseverity = "ache"\nnote = "note"\n'
    mapping += '[side_effects.severities]\n"0" = "none"\n"2" = "moderate"\n'
    content = "day,clock,ache,note\n2026-01-10,10:00,2,left\n2026-01-11,,Mild,\n"
    content += "2026-01-12,,0,\n2026-01-13,,,\n2026-01-14,,7,\n"
    arrivals = read(tmp_path, content, mapping)
    found = [record.values for record in arrivals.records]
    assert all(record.kind is SideEffect for record in arrivals.records)
    assert [one["severity"] for one in found] == [Severity.MODERATE, Severity.MILD]
    assert [str(one["onset"]) for one in found] == [
        "2026-01-10T10:00:00+01:00",
        "2026-01-11T12:00:00+01:00",
    ]
    assert found[0]["note"] == "left"
    assert faults(arrivals) == [(6, RowFault.UNKNOWN_WORD, "ache", "7")]


def test_rows_are_chosen_for_all_and_for_each_part(tmp_path: Path) -> None:
    mapping = WHEN + '[where]\nwho = ["me"]\n' + SCALE + 'where = { what = ["tension", "both"] }\n'
    mapping += '[[notes]]\ncolumns = ["tension"]\nwhere = { what = ["both"] }\n'
    content = "day,who,what,tension\n2026-01-10,me,tension,1\n2026-01-10,you,tension,1\n"
    content += "2026-01-11,me,both,2\n2026-01-12,me,other,9\n"
    arrivals = read(tmp_path, content, mapping)
    assert [record.kind for record in arrivals.records] == [CheckIn, CheckIn, Note]
    assert arrivals.passed_over == 2


def test_columns_without_a_meaning_are_listed(tmp_path: Path) -> None:
    content = "day,tension,mood,,weekday\n2026-01-10,1,2,3,Sat\n"
    arrivals = read(tmp_path, content, 'ignore = ["weekday"]\n' + WHEN + SCALE)
    assert arrivals.unknown_columns == ("mood", "(4)")


def test_a_header_that_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(HeaderDoesNotFit) as caught:
        read(tmp_path, "day,tension,tension\n2026-01-10,1,1\n", AT + SCALE)
    assert (caught.value.missing, caught.value.twice) == (("clock",), ("tension",))


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ('instrument = "gad9"\nitems = { "1" = "a" }', "there is no instrument “gad9”"),
        ('instrument = "gad7"\nitems = { "9" = "a" }', "“gad7” has no “9”"),
        ('instrument = "gad7"\nscores = { fear = "a" }', "“gad7” has no “fear”"),
    ],
)
def test_what_the_journal_does_not_know(tmp_path: Path, block: str, reason: str) -> None:
    with pytest.raises(FaultyMapping) as caught:
        read(tmp_path, "day,a\n2026-01-10,1\n", f"{WHEN}[[check_ins]]\n{block}\n")
    assert (caught.value.file, caught.value.reason) == ("Mine", reason)


def test_a_scale_of_the_journal_is_used_again_if_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("day,tension\n2026-01-10,1\n", encoding="utf-8")
    mapping = load_mapping(f'name = "Mine"\n{WHEN}{SCALE}')
    kept = load_instrument(definition(mapping.scales[0]))
    known = dict(INSTRUMENTS) | {kept.code: kept}
    assert read_spreadsheet(path, mapping, known, time(3)).scales == ()
    other = load_mapping(f'name = "Mine"\n{WHEN}{SCALE.replace("-3", "-2")}')
    with pytest.raises(ScaleDiffers, match="own-tension"):
        read_spreadsheet(path, other, known, time(3))


def test_decimal_commas(tmp_path: Path) -> None:
    content = "day;tension\n2026-01-10;1,5\n2026-01-11;2.5\n2026-01-12;1,000\n"
    arrivals = read(tmp_path, content, WHEN + SCALE)
    assert [record.values["total"] for record in arrivals.records] == [1.5, 2.5]
    assert faults(arrivals) == [(4, RowFault.AMBIGUOUS_NUMBER, "tension", "1,000")]
    told = read(tmp_path, content, '[sheet]\ndecimal = "comma"\n' + WHEN + SCALE)
    assert [record.values["total"] for record in told.records] == [1.5, 1.0]


def test_progress_is_told_and_may_stop_the_work(tmp_path: Path) -> None:
    rows = "".join(f"2026-01-10,{n % 4}\n" for n in range(1000))
    path = tmp_path / "diary.csv"
    path.write_text("day,tension\n" + rows, encoding="utf-8")
    mapping = load_mapping(f'name = "Mine"\n{WHEN}{SCALE}')
    told: list[float] = []
    read_spreadsheet(path, mapping, INSTRUMENTS, time(3), told.append)
    assert told == [0.0, 0.2, 0.4, 0.6, 0.8]

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_spreadsheet(path, mapping, INSTRUMENTS, time(3), stop)


CELLS = st.sampled_from(["2026-01-10", "03/04/2026", "13/04/2026", "20:00", "9 pm", "2", "-9", "x"])
LINES = st.lists(CELLS | st.text(max_size=6), max_size=5).map(",".join)


@tried(40)
@given(st.lists(LINES, max_size=6))
def test_any_rows_are_read_or_refused_by_name(tmp_path: Path, lines: list[str]) -> None:
    content = "\n".join(["day,clock,tension", *lines]).encode("utf-8", "replace")
    path = tmp_path / "diary.csv"
    path.write_bytes(content)
    mapping = load_mapping(f'name = "Mine"\n{AT}{SCALE}')
    with suppress(AmbiguousDates, UnreadableFile):
        arrivals = read_spreadsheet(path, mapping, INSTRUMENTS, time(3))
        taken = {record.line for record in arrivals.records}
        refused = {row.line for row in arrivals.unreadable}
        assert not taken & refused
        ends = content.count(b"\n") + content.count(b"\r")
        assert len(taken | refused) + arrivals.passed_over <= ends
        assert all(-3 <= record.values["total"] <= 3 for record in arrivals.records)
