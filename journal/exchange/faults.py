"""What can be wrong with a file that people bring or ask for: data, no words."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from journal.data_files import FaultyData
from journal.scoring import AnswerFault

SHOWN = 80
"""How many characters of a cell are kept to name an unreadable row."""


class FileFault(StrEnum):
    """Why a whole file cannot be read."""

    CANNOT_OPEN = "cannot-open"
    NOT_A_FILE = "not-a-file"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    BINARY = "binary"
    NOT_DECODABLE = "not-decodable"
    OPEN_QUOTE = "open-quote"
    LONG_LINE = "long-line"
    LONG_CELL = "long-cell"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_RECORDS = "too-many-records"
    BROKEN_ARCHIVE = "broken-archive"
    TOO_LARGE_INSIDE = "too-large-inside"
    ODD_NAMES = "odd-names"


class RowFault(StrEnum):
    """Why one row cannot be taken."""

    BAD_QUOTES = "bad-quotes"
    CUT_OFF = "cut-off"
    TOO_MANY_CELLS = "too-many-cells"
    MISSING = "missing"
    NOT_A_NUMBER = "not-a-number"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    NOT_WHOLE = "not-whole"
    NOT_A_DATE = "not-a-date"
    NOT_A_CLOCK = "not-a-clock"
    NOT_AN_INSTANT = "not-an-instant"
    NO_OFFSET = "no-offset"
    NOT_AN_OFFSET = "not-an-offset"
    NOT_A_FLAG = "not-a-flag"
    UNKNOWN_WORD = "unknown-word"
    BAD_ID = "bad-id"
    SECOND_ID = "second-id"
    OUT_OF_RANGE = "out-of-range"
    NOT_AN_OPTION = "not-an-option"
    NOT_TO_BE_IMAGINED = "not-to-be-imagined"
    UNKNOWN_ITEM = "unknown-item"
    SECOND_ANSWER = "second-answer"
    UNKNOWN_INSTRUMENT = "unknown-instrument"
    UNKNOWN_CHECK_IN = "unknown-check-in"
    UNKNOWN_REFERENCE = "unknown-reference"
    AMBIGUOUS_REFERENCE = "ambiguous-reference"
    NEWER_VERSION = "newer-version"
    NO_ANSWERS = "no-answers"
    TOTAL_DIFFERS = "total-differs"
    ENDS_TOO_EARLY = "ends-too-early"


@dataclass(frozen=True)
class UnreadableRow:
    """One row that is not taken: where it stands, why, and the cell at fault if there is one."""

    file: str
    line: int
    reason: RowFault
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Unlinked:
    """A row that is taken without the record it refers to, because that is not there."""

    file: str
    line: int
    column: str
    value: str


class BadCell(Exception):
    """A cell that says nothing readable; the reader turns it into an `UnreadableRow`."""

    def __init__(self, reason: RowFault, value: str, column: str = "") -> None:
        super().__init__(reason, value, column)
        self.reason = reason
        self.value = value
        self.column = column

    def at(self, file: str, line: int, column: str = "") -> UnreadableRow:
        """The row's fault, once it is known where the cell stands."""
        return UnreadableRow(file, line, self.reason, self.column or column, self.value[:SHOWN])


class BadRow(Exception):
    """A row that cannot be taken because of a line elsewhere, such as one of its answers."""

    def __init__(self, row: UnreadableRow) -> None:
        super().__init__(row)
        self.row = row


class UnreadableFile(Exception):
    """A file that cannot be read: its name, the line (from 1, or None) and the reason."""

    def __init__(self, file: str, line: int | None, reason: FileFault) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason


class HeaderDoesNotFit(Exception):
    """The first line lacks columns that are needed, or names one of them twice."""

    def __init__(self, file: str, missing: tuple[str, ...], twice: tuple[str, ...] = ()) -> None:
        super().__init__(file, missing, twice)
        self.file = file
        self.missing = missing
        self.twice = twice


class NoKnownFile(Exception):
    """A folder without any file of the CSV folder, or a file whose header is none of theirs."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class AmbiguousDates(Exception):
    """Dates of a column that could be read in more than one order. Never guessed: ask.

    `orders` are those in which the whole column could be read, as words of `cells.DateOrder`;
    none when the rows contradict one another.
    """

    def __init__(
        self, file: str, column: str, examples: tuple[str, ...], orders: tuple[str, ...]
    ) -> None:
        super().__init__(file, column, examples, orders)
        self.file = file
        self.column = column
        self.examples = examples
        self.orders = orders


class FaultyMapping(FaultyData):
    """A mapping that cannot be used: its name, the line (from 1, or None) and the reason."""


class ScaleDiffers(Exception):
    """The journal has a scale of this code with another range or another meaning."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ScaleInTrash(Exception):
    """The journal has a scale of this code in its trash."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NothingReadable(Exception):
    """Not one row can be read, so nothing is written."""

    def __init__(self, file: str, unreadable: tuple[UnreadableRow, ...]) -> None:
        super().__init__(file, unreadable)
        self.file = file
        self.unreadable = unreadable


class FolderInTheWay(Exception):
    """The folder to write to exists and is not empty, or is a file. Nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class CannotWriteFolder(Exception):
    """The folder cannot be written: no permission, or no room. Nothing was left behind."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def fault_of(reason: AnswerFault) -> RowFault:
    """What is wrong with a row whose answer the instrument does not allow."""
    return {
        AnswerFault.UNKNOWN_ITEM: RowFault.UNKNOWN_ITEM,
        AnswerFault.NOT_AN_OPTION: RowFault.NOT_AN_OPTION,
        AnswerFault.OUT_OF_RANGE: RowFault.OUT_OF_RANGE,
        AnswerFault.NOT_TO_BE_IMAGINED: RowFault.NOT_TO_BE_IMAGINED,
        AnswerFault.UNREADABLE: RowFault.NOT_A_NUMBER,
    }[reason]
