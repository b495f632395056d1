"""Makes reports and forms for tests, and reads back what their PDFs say."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from journal.instrument_files import load_instruments
from journal.people import add_person
from journal.records import Model, Role
from journal.report.choices import ReportChoices, Section
from journal.report.data import ReportData, gather
from journal.report.making import report_sheet
from journal.report.typesetting import pdf
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from tests.builders import DAY, check_in, new_journal, treatment, worked_example

CUT_OFF = DAY + timedelta(days=14)
FIRST_PAGE = ReportChoices(cut_off=CUT_OFF, sections=frozenset())
"""The first page alone: most tests need no other, and none takes long to draw."""

OWN = """
code = "own-tension"
version = 1
title = "Tension in the shoulders"
short_title = "Shoulders"
recall = "P1D"
recall_words = "today"
instruction = "How was it today?"
licence = "My own"
source = "Written by me"

[options]
how = [{ value = 0, text = "Loose" }, { value = 1, text = "Tight" }]

[[items]]
code = "1"
text = "In the morning"
options = "how"

[[items]]
code = "2"
text = "Steps walked"
minimum = 0
maximum = 40000
step = 1
unit = "steps"

[[scores]]
code = "total"
title = "Total"
items = ["1"]
direction = "worse"
ticks = [0, 1]

[[scores]]
code = "steps"
title = "Steps"
items = ["2"]
direction = "neither"
ticks = [0, 40000]
"""


def with_sections(*sections: Section) -> ReportChoices:
    """The first page and some sections."""
    return replace(FIRST_PAGE, sections=frozenset(sections))


def a_journal(folder: Path, records: Iterable[Model] = (), *, name: str = "Sam Winter") -> Journal:
    """A journal of a patient with these records."""
    journal = new_journal(folder)
    with journal.write("Fill") as session:
        add_person(session, name, Role.PATIENT)
        session.add_all(records)
    return journal


def worked_records() -> list[Model]:
    """The worked example: a treatment with 21 rated days around it."""
    return [treatment(), *(check_in(day, total) for day, total in worked_example())]


def every_four_weeks(number: int, last: date = CUT_OFF) -> list[Model]:
    """So many treatments, four weeks apart, the last of them on a day."""
    return [treatment(last - timedelta(days=28 * place)) for place in range(number)]


def data_of(journal: Journal, choices: ReportChoices = FIRST_PAGE) -> ReportData:
    """What the report stands on."""
    with journal.read() as session:
        return gather(
            session,
            load_instruments(),
            load_vocabulary(),
            choices,
            is_sample=journal.is_sample,
        )


def report_of(journal: Journal, choices: ReportChoices = FIRST_PAGE) -> bytes:
    """The report as a PDF."""
    return pdf(report_sheet(data_of(journal, choices), choices, lambda _share: None))


def pages_of(content: bytes) -> list[str]:
    """What each page says, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in _read(content).pages]


def text_of(content: bytes) -> str:
    """What all pages say."""
    return " ".join(pages_of(content))


def size_of(content: bytes) -> tuple[int, int]:
    """The size of the first page in points."""
    box = _read(content).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


def catalogue_of(content: bytes) -> DictionaryObject:
    """The root of the PDF."""
    return _read(content).root_object


def metadata_of(content: bytes) -> str:
    """What the PDF says of itself, as XMP."""
    stream = _dictionary(catalogue_of(content)["/Metadata"])
    assert isinstance(stream, StreamObject)
    return stream.get_data().decode()


@dataclass(frozen=True)
class Tag:
    """One element of the structure: its kind, and the words that stand for a picture."""

    kind: str
    words: str


def tags_of(content: bytes) -> list[Tag]:
    """All elements of the structure, parents first."""
    found: list[Tag] = []
    _walk(catalogue_of(content)["/StructTreeRoot"], found)
    return found


def _walk(element: object, found: list[Tag]) -> None:
    element = element.get_object() if isinstance(element, PdfObject) else element
    if isinstance(element, list):
        for one in element:
            _walk(one, found)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            found.append(Tag(str(element["/S"]), str(element.get("/Alt", ""))))
        if "/K" in element:
            _walk(element["/K"], found)


def _dictionary(element: PdfObject) -> DictionaryObject:
    found = element.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def _read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))
