"""A report or a form as a value: what stands on the pages, in words, before it is set.

The template `resources/report.typ` takes the same blocks under the same names, as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from journal.report.choices import Paper


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a quiet one is small and muted."""

    block: ClassVar[str] = "paragraph"
    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading inside a section, with a second line."""

    block: ClassVar[str] = "heading"
    text: str
    second: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart: the file it is handed over as, what it shows in words, its height in inches."""

    block: ClassVar[str] = "picture"
    file: str
    description: str
    height: float


@dataclass(frozen=True)
class Grid:
    """A table with a header row. `widths` are in millimetres, 0 for what is left; by default each
    column is as wide as it needs. `to_the_right` are columns set flush right.
    """

    block: ClassVar[str] = "grid"
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    to_the_right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A label, its figure, and what else is to be known of it."""

    label: str
    figure: str
    detail: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts under one another."""

    block: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Explained:
    """A name, and what is said of it."""

    name: str
    text: str


@dataclass(frozen=True)
class Terms:
    """Names with their explanations, under one another."""

    block: ClassVar[str] = "terms"
    terms: tuple[Explained, ...]


Block = Paragraph | Heading | Picture | Grid | Facts | Terms


@dataclass(frozen=True)
class Part:
    """A section of the report."""

    title: str
    blocks: tuple[Block, ...]
    begins_page: bool = False


@dataclass(frozen=True)
class Running:
    """What stands on every page: above whose it is and what it is, below from what it was made."""

    whose: str
    what: str
    sample: str
    origin: str


@dataclass(frozen=True)
class FirstPage:
    """The sheet that says it all. `rest` says where the treatments are that it has no room for,
    with {page} for the number; `rest_title` is their heading there.
    """

    title: str
    second: str
    what: str
    chart: Picture
    sentences: tuple[str, ...]
    how_to_read: str
    treatments: Grid | None
    rest: str
    rest_title: str


@dataclass(frozen=True)
class Report:
    """A whole report."""

    document: ClassVar[str] = "report"
    title: str
    author: str
    day: date
    paper: Paper
    running: Running
    first: FirstPage
    parts: tuple[Part, ...]
    about: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """The first page in a paragraph, for who does not see it."""
        first = self.first
        return " ".join((f"{self.title}.", *first.sentences, first.chart.description))


@dataclass(frozen=True)
class Choice:
    """One box of a form: its number and what it means."""

    value: str
    text: str


@dataclass(frozen=True)
class Matrix:
    """Questions that share their answers: a row each, a box for each answer."""

    block: ClassVar[str] = "matrix"
    choices: tuple[Choice, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A question that is asked of every row of a crossed table."""

    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Crossed:
    """Situations that are all asked the same questions; `imagined` heads a last box, if any."""

    block: ClassVar[str] = "crossed"
    columns: tuple[Column, ...]
    rows: tuple[str, ...]
    imagined: str = ""


@dataclass(frozen=True)
class OneOf:
    """One question with answers of its own, or with numbers from one end to the other."""

    block: ClassVar[str] = "one-of"
    text: str
    choices: tuple[Choice, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Line:
    """One question answered by a mark on a line; `marks` are the numbers under it."""

    block: ClassVar[str] = "line"
    text: str
    marks: tuple[str, ...]
    low: str
    high: str
    number: str


@dataclass(frozen=True)
class Number:
    """One question answered by a number written down."""

    block: ClassVar[str] = "number"
    text: str
    unit: str


Asked = Matrix | Crossed | OneOf | Line | Number


@dataclass(frozen=True)
class Form:
    """A blank form of one instrument.

    `lines` are what is written in at the top: day, rater. `marking` says how to answer, `origin`
    stands on every page.
    """

    document: ClassVar[str] = "form"
    title: str
    paper: Paper
    second: str
    instruction: str
    lines: tuple[str, ...]
    blocks: tuple[Asked, ...]
    marking: str
    licence: tuple[str, ...]
    origin: str

    @property
    def spoken(self) -> str:
        """The form in a paragraph, for who does not see it."""
        return f"{self.title}. {self.second}. {self.instruction}"


@dataclass(frozen=True)
class PassphraseSheet:
    """A page to write a passphrase on by hand: the program never prints one.

    `lines` are names of what is written in, each with so many empty lines after it; `marking`
    says how to write, `terms` what the page is for, where it is kept, and what a loss means.
    """

    document: ClassVar[str] = "passphrase-sheet"
    title: str
    paper: Paper
    second: str
    instruction: str
    lines: tuple[tuple[str, int], ...]
    marking: str
    terms: tuple[Explained, ...]
    origin: str

    @property
    def spoken(self) -> str:
        """The page in a paragraph, for who does not see it."""
        return f"{self.title}. {self.second}. {self.instruction}"


def as_plain(value: object) -> Any:
    """A value of this module as JSON has it: blocks carry their name."""
    if is_dataclass(value) and not isinstance(value, type):
        plain = {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
        for name in ("block", "document"):
            if hasattr(value, name):
                plain[name] = getattr(value, name)
        return plain
    if isinstance(value, Mapping):
        return {str(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
