"""Reading a spreadsheet file: encodings, delimiters, quotes, and everything that is refused."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange import sheets
from journal.exchange.faults import FileFault, RowFault, UnreadableFile, UnreadableRow
from journal.exchange.sheets import Row, Sheet, open_sheet
from tests.examples import tried

TEXT = "day;mood\n2026-01-10;grün\n"


def made(folder: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows() if isinstance(row, Row)]


def fault(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        list(open_sheet(path).rows())
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str, found: str) -> None:
    content = TEXT.encode(encoding)
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + content
    sheet = open_sheet(made(tmp_path, content))
    assert sheet.form.encoding == found
    assert sheet.header == ("day", "mood")
    assert rows(sheet) == [("2026-01-10", "grün")]


def test_an_odd_byte_far_down_makes_the_file_cp1252(tmp_path: Path) -> None:
    content = b"day,mood\n" + b"2026-01-10,good\n" * 10_000 + b"2026-01-11,gr\xfcn\n"
    sheet = open_sheet(made(tmp_path, content))
    assert rows(sheet)[-1] == ("2026-01-11", "grün")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    lines = [("day", "mood", "note"), ("2026-01-10", "3", '"a, b; c\td"')] * 3
    content = "\n".join(delimiter.join(line) for line in lines)
    sheet = open_sheet(made(tmp_path, content))
    assert sheet.form.delimiter == delimiter
    assert rows(sheet)[0] == ("2026-01-10", "3", "a, b; c\td")


def test_commas_in_numbers_do_not_make_a_delimiter(tmp_path: Path) -> None:
    sheet = open_sheet(made(tmp_path, "day;a;b\n2026-01-10;3,5;4,5\n2026-01-11;2,5;1,5\n"))
    assert sheet.form.delimiter == ";"


def test_a_first_line_may_name_the_delimiter(tmp_path: Path) -> None:
    sheet = open_sheet(made(tmp_path, "sep=;\r\nday;a,b,c\r\n2026-01-10;1\r\n"))
    assert sheet.header == ("day", "a,b,c")
    (row,) = sheet.rows()
    assert row == Row(3, ("2026-01-10", "1"))


def test_line_breaks_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    content = 'day,note\r\n2026-01-10,"one\r\ntwo ""three"""\r\n2026-01-11,four\r\n'
    sheet = open_sheet(made(tmp_path, content))
    assert list(sheet.rows()) == [
        Row(2, ("2026-01-10", 'one\r\ntwo "three"')),
        Row(4, ("2026-01-11", "four")),
    ]


def test_a_table_of_one_column_is_read(tmp_path: Path) -> None:
    assert rows(open_sheet(made(tmp_path, "day\n2026-01-10\n"))) == [("2026-01-10",)]


def test_short_rows_are_filled_up_and_empty_ends_left_out(tmp_path: Path) -> None:
    sheet = open_sheet(made(tmp_path, "a,b,c,,\n1,2\n1,2,3,,,\n\n,,\n"))
    assert sheet.header == ("a", "b", "c")
    assert rows(sheet) == [("1", "2", ""), ("1", "2", "3")]


def test_rows_that_do_not_fit_are_named(tmp_path: Path) -> None:
    sheet = open_sheet(made(tmp_path, 'a,b\n1,2,3\n"1"x,2\n1,2\n1'))
    assert list(sheet.rows()) == [
        UnreadableRow("a.csv", 2, RowFault.TOO_MANY_CELLS, "", "3"),
        UnreadableRow("a.csv", 3, RowFault.BAD_QUOTES),
        Row(4, ("1", "2")),
        UnreadableRow("a.csv", 5, RowFault.CUT_OFF),
    ]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", FileFault.EMPTY, None),
        (b"\n\n", FileFault.EMPTY, None),
        (b"\xef\xbb\xbf", FileFault.EMPTY, None),
        (b"a,b\n1,\x002\n", FileFault.BINARY, None),
        (b"\x89PNG\r\n\x1a\n\x01\x02\xff", FileFault.BINARY, None),
        ("a,b\n1,2\n".encode("utf-16-le"), FileFault.BINARY, None),
        (b"\xff\xfea\x00,\x00b\x00\n\x00\x00\x00", FileFault.BINARY, 2),
        (b"a,b\n1,\xfc\n1,\x81\n", FileFault.NOT_DECODABLE, 3),
        (b"\xff\xfea\x00\n\x00\x00\xd8\n\x00", FileFault.NOT_DECODABLE, 1),
        (b'a,b\n1,2\n1,"2\n3,4\n', FileFault.OPEN_QUOTE, 3),
        (b"a,b\n1," + b"x" * 140_000 + b"\n", FileFault.LONG_CELL, 2),
        (b"a,b\n1," + b"x," * 2_000_000, FileFault.LONG_LINE, 2),
        (b"a,b\n" + b"," * 1_000 + b"\n", FileFault.TOO_MANY_COLUMNS, 2),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, content: bytes, reason: FileFault, line: int | None
) -> None:
    caught = fault(made(tmp_path, content))
    assert (caught.file, caught.reason, caught.line) == ("a.csv", reason, line)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert fault(tmp_path).reason is FileFault.NOT_A_FILE
    assert fault(tmp_path / "none.csv").reason is FileFault.CANNOT_OPEN


def test_size_and_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, "a,b\n" + "1,2\n" * 10)
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    assert len(rows(open_sheet(path))) == 10
    monkeypatch.setattr(sheets, "MOST_ROWS", 9)
    assert fault(path).reason is FileFault.TOO_MANY_ROWS
    monkeypatch.setattr(sheets, "MOST_BYTES", 40)
    assert fault(path).reason is FileFault.TOO_LARGE


def test_what_is_told_is_not_found_out(tmp_path: Path) -> None:
    path = made(tmp_path, "a;b,c\n1;2,3\n")
    assert open_sheet(path, delimiter=";").header == ("a", "b,c")
    latin = made(tmp_path, "a,b\nü,1\n".encode(), "b.csv")
    assert rows(open_sheet(latin, encoding="cp1252")) == [("Ã¼", "1")]


@tried(60)
@given(st.binary(max_size=300) | st.text(alphabet='a1,;"\t\n\r\0 é', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = made(tmp_path, content)
    with suppress(UnreadableFile):
        sheet = open_sheet(path)
        for row in sheet.rows():
            assert isinstance(row, UnreadableRow) or len(row.cells) == len(sheet.header)
