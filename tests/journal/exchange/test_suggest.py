"""First guesses at a mapping, and the words for what is wrong."""

from itertools import islice
from pathlib import Path

from journal.exchange.cells import OffsetUnit
from journal.exchange.fault_words import FILE_FAULTS, ROW_FAULTS
from journal.exchange.faults import FileFault, RowFault
from journal.exchange.mapping import InstantForm, SheetMapping, When
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.exchange.sheets import Row, open_sheet
from journal.exchange.suggest import suggest
from journal.instrument_files import load_instruments

INSTRUMENTS = load_instruments()


def suggested(header: list[str], *rows: list[str]) -> SheetMapping:
    return suggest("diary.csv", header, rows, INSTRUMENTS)


def test_dates_clocks_scales_and_notes_are_recognised() -> None:
    mapping = suggested(
        ["no", "Date", "time", "Tension", "Mood (-3 to 3)", "My notes", "weekday"],
        ["1", "03/04/2026", "8:30 pm", "7", "-2", "", "Sat"],
        ["2", "04/04/2026", "9:30 pm", "2", "NA", "tired", "Sun"],
        ["3", "05/04/2026", "9:30 pm", "10", "3", "", "Mon"],
    )
    assert mapping.when == When(day_column="Date", clock_column="time")
    assert [(one.code, one.minimum, one.maximum) for one in mapping.scales] == [
        ("own-tension", 0, 10),
        ("own-mood-3-to-3", -3, 3),
    ]
    assert all(one.several_a_day for one in mapping.scales)
    assert mapping.notes[0].columns == ("My notes",)
    assert mapping.sheet.missing == ("NA",)
    assert "weekday" not in mapping.columns
    assert load_mapping(mapping_text(mapping)) == mapping


def test_questionnaires_are_known_by_their_codes() -> None:
    header = ["day", *(f"GAD7_{n:02}" for n in range(1, 8)), "gad-7 total", "Anxiety now"]
    row = ["2026-01-10", *"0123012", "9", "40"]
    mapping = suggested(header, row)
    found = {block.instrument: block for block in mapping.check_ins}
    assert found["gad7"].items == {str(n): f"GAD7_{n:02}" for n in range(1, 8)}
    assert found["gad7"].scores == {"total": "gad-7 total"}
    assert found["anxiety-now"].scores == {"total": "Anxiety now"}
    assert mapping.scales == ()


def test_the_questions_themselves_map_a_form() -> None:
    gad7, social = INSTRUMENTS["gad7"], INSTRUMENTS["social-daily"]
    header = ["Timestamp", *(item.text for item in gad7.items)]
    header += [f"{item.group} [{item.text}]" for item in social.items]
    row = ["2026/01/10 9:05:22 PM GMT+1", *(item.options[0].text for item in gad7.items)]
    row += [item.options[-1].text for item in social.items]
    mapping = suggested(header, row)
    assert mapping.when == When(instant_column="Timestamp")
    found = {block.instrument: len(block.items) for block in mapping.check_ins}
    assert found == {"gad7": len(gad7.items), "social-daily": len(social.items)}


def test_a_scale_has_a_code_whatever_the_letters_of_its_column() -> None:
    mapping = suggested(
        ["Date", "Müdigkeit", "Mudigkeit", "不安"],
        ["2026-04-03", "7", "3", "2"],
        ["2026-04-04", "2", "9", "5"],
    )
    assert [one.code for one in mapping.scales] == ["own-mudigkeit", "own-mudigkeit-2", "own-scale"]


def test_columns_that_count_up_are_no_scales() -> None:
    rows = [["2026-01-10", str(n), str(n % 4)] for n in range(20)]
    assert [one.column for one in suggested(["day", "entry", "x"], *rows).scales] == ["x"]


def test_counted_seconds(shared_data: Path) -> None:
    sheet = open_sheet(shared_data / "app_exports" / "mpath_export_trimmed.csv")
    rows = [row.cells for row in islice(sheet.rows(), 200) if isinstance(row, Row)]
    when = suggest(sheet.name, sheet.header, rows, INSTRUMENTS, sheet.form.delimiter).when
    assert (when.instant_column, when.offset_column) == ("timeStampStart", "timeZoneOffset")
    assert (when.instant_form, when.offset_unit) == (InstantForm.UNIX_SECONDS, OffsetUnit.SECONDS)


def test_nothing_known_maps_nothing() -> None:
    mapping = suggested(["a", "b"], ["x", "y"])
    assert (mapping.blocks, mapping.when) == ((), When())
    assert suggested(["a", "b"]).blocks == ()


def test_every_fault_has_its_words() -> None:
    assert set(FILE_FAULTS) == set(FileFault)
    assert set(ROW_FAULTS) == set(RowFault)
    assert len(set(ROW_FAULTS.values())) == len(RowFault)
