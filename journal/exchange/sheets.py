"""A spreadsheet file as rows of cells: encoding and delimiter found out, everything bounded.

The file is read in blocks and never held whole. It is gone through once to find the encoding,
because only the last byte can tell whether a file is UTF-8.
"""

import codecs
import csv
import re
import stat
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from journal.exchange.faults import BadCell, FileFault, RowFault, UnreadableFile, UnreadableRow

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
LONGEST_LINE = 1024 * 1024
"""In characters. The longest cell is the limit of Python's own reader, 131,072."""

DELIMITERS = (",", ";", "\t")
_BLOCK = 64 * 1024
_SAMPLE_ROWS = 100
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDECODED = re.compile("[\ud800-\udfff]")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r")


@dataclass(frozen=True)
class Form:
    """How a file is written: a Python encoding name and a delimiter."""

    encoding: str
    delimiter: str


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins (from 1) and as many cells as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file that can be read: its form and its header. `skipped` lines come before the header."""

    path: Path
    form: Form
    header: tuple[str, ...]
    skipped: int

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    def rows(self) -> Iterator[Row | UnreadableRow]:
        """The rows below the header, blank ones left out. Raises UnreadableFile on the way.

        A short row is filled up with empty cells, for spreadsheets leave out the empty ends of
        rows; only a short last row without an end of line is a file that was cut off.
        """
        with closing(_records(self.path, self.form)) as records:
            for record in islice(records, self.skipped + 1, None):
                if isinstance(record, UnreadableRow):
                    yield record
                elif any(cell.strip() for cell in record.cells):
                    yield self._fitted(record)

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """The cells of one column by line, none if there is no such column.

        Also those of rows that are too long or too short. Raises UnreadableFile on the way.
        """
        if name not in self.header:
            return
        place = self.header.index(name)
        with closing(_records(self.path, self.form)) as records:
            for record in islice(records, self.skipped + 1, None):
                if isinstance(record, _Record) and place < len(record.cells):
                    yield record.line, record.cells[place].strip()

    def _fitted(self, record: "_Record") -> Row | UnreadableRow:
        wanted, found = len(self.header), len(record.cells)
        if found < wanted and record.is_cut_off:
            return UnreadableRow(self.name, record.line, RowFault.CUT_OFF)
        over = [cell for cell in record.cells[wanted:] if cell.strip()]
        if over:
            fault = BadCell(RowFault.TOO_MANY_CELLS, over[0])
            return fault.at(self.name, record.line)
        cells = (*record.cells[:wanted], *("" for _ in range(wanted - found)))
        return Row(record.line, cells)


@dataclass(frozen=True)
class _Record:
    line: int
    cells: tuple[str, ...]
    is_cut_off: bool


class _Lines:
    """The lines of a file for Python's reader, bounded, remembering how the last one ended."""

    def __init__(self, stream: TextIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self.number = 0
        self.has_ended = False
        self.is_unfinished = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        try:
            line = self._stream.readline(LONGEST_LINE + 1)
        except UnicodeError:
            raise UnreadableFile(self._file, self.number + 1, FileFault.NOT_DECODABLE) from None
        except OSError:
            raise UnreadableFile(self._file, self.number + 1, FileFault.CANNOT_OPEN) from None
        if not line:
            self.has_ended = True
            raise StopIteration
        self.number += 1
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(self._file, self.number, FileFault.LONG_LINE)
        if not line.isascii() and _UNDECODED.search(line):
            raise UnreadableFile(self._file, self.number, FileFault.NOT_DECODABLE)
        if "\0" in line:
            raise UnreadableFile(self._file, self.number, FileFault.BINARY)
        self.is_unfinished = not line.endswith(("\n", "\r"))
        return line


def open_sheet(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Find out how a file is written and read its header. What is told is not found out.

    Raises UnreadableFile.
    """
    _check_size(path)
    encoding = encoding or _encoding(path)
    named = _named_delimiter(path, encoding)
    form = Form(encoding, delimiter or named or _delimiter(path, encoding))
    return _with_header(path, form, skipped=0 if named is None else 1)


def _check_size(path: Path) -> None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        raise UnreadableFile(path.name, None, FileFault.CANNOT_OPEN) from None
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFile(path.name, None, FileFault.NOT_A_FILE)
    if not found.st_size:
        raise UnreadableFile(path.name, None, FileFault.EMPTY)
    if found.st_size > MOST_BYTES:
        raise UnreadableFile(path.name, None, FileFault.TOO_LARGE)


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 if all of it is, else cp1252."""
    blocks = _blocks(path)
    first = next(blocks)
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, has_controls, has_nul = True, False, False
    for block in chain((first,), blocks):
        has_nul = has_nul or b"\0" in block
        has_controls = has_controls or not _CONTROLS.isdisjoint(block)
        if is_utf8:
            is_utf8 = _decodes(decoder, block)
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    if has_nul or (has_controls and not is_utf8):
        raise UnreadableFile(path.name, None, FileFault.BINARY)
    return "utf-8" if is_utf8 else "cp1252"


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError:
        raise UnreadableFile(path.name, None, FileFault.CANNOT_OPEN) from None


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _named_delimiter(path: Path, encoding: str) -> str | None:
    """The delimiter of a first line such as "sep=;", which some spreadsheets write."""
    with _opened(path, encoding) as stream:
        line = next(_Lines(stream, path.name), "").rstrip("\r\n")
    return line[4:] if line[:4].lower() == "sep=" and line[4:] in DELIMITERS else None


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter by which most rows of a sample have as many cells as the first."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(path, Form(encoding, delimiter)))


def _evenness(path: Path, form: Form) -> tuple[bool, float, int]:
    try:
        with closing(_records(path, form)) as records:
            sample = list(islice(records, _SAMPLE_ROWS))
    except UnreadableFile:  # by this delimiter; what is wrong with all of them shows later
        return False, 0.0, 0
    widths = [len(one.cells) for one in sample if isinstance(one, _Record)]
    if not widths or widths[0] < 2:
        return False, 0.0, 0
    return True, sum(width == widths[0] for width in widths) / len(sample), widths[0]


def _with_header(path: Path, form: Form, skipped: int) -> Sheet:
    records = _records(path, form)
    with closing(records):
        for number, record in enumerate(records):
            if number < skipped:
                continue
            if isinstance(record, UnreadableRow):
                raise UnreadableFile(path.name, record.line, FileFault.OPEN_QUOTE)
            header = _trimmed(record.cells)
            if header:
                return Sheet(path, form, header, number)
    raise UnreadableFile(path.name, None, FileFault.EMPTY)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The header without the empty names at its end; names without space around them."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _opened(path: Path, encoding: str) -> TextIO:
    try:
        return path.open(encoding=encoding, errors="surrogateescape", newline="")
    except OSError:
        raise UnreadableFile(path.name, None, FileFault.CANNOT_OPEN) from None


def _records(path: Path, form: Form) -> Generator[_Record | UnreadableRow, None, None]:
    """Every record of a file in order, the header among them."""
    with _opened(path, form.encoding) as stream:
        lines = _Lines(stream, path.name)
        reader = csv.reader(lines, delimiter=form.delimiter, strict=True)
        for number in range(MOST_ROWS + 2):
            line = lines.number + 1
            try:
                cells = tuple(next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                yield _bad_quotes(error, lines, path.name, line)
                continue
            if len(cells) > MOST_COLUMNS:
                raise UnreadableFile(path.name, line, FileFault.TOO_MANY_COLUMNS)
            if number > MOST_ROWS:
                break
            yield _Record(line, cells, lines.is_unfinished)
    raise UnreadableFile(path.name, None, FileFault.TOO_MANY_ROWS)


def _bad_quotes(error: csv.Error, lines: _Lines, file: str, line: int) -> UnreadableRow:
    """A row with quotes in the wrong place; when they swallow the rest, the file is refused."""
    if lines.has_ended:
        raise UnreadableFile(file, line, FileFault.OPEN_QUOTE) from error
    if "field larger" in str(error):
        raise UnreadableFile(file, line, FileFault.LONG_CELL) from error
    return UnreadableRow(file, line, RowFault.BAD_QUOTES)
