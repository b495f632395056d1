"""The slow work behind the page, as plain functions for a thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from journal import owner_only, queries
from journal.instruments import Instrument
from journal.report.choices import Paper, ReportChoices
from journal.report.data import gather
from journal.report.forms import form_sheet
from journal.report.typesetting import Sheet, images, pdf
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from ui.jobs import Progress

if TYPE_CHECKING:
    from journal.report.making import Drawn


@dataclass(frozen=True)
class Wanted:
    """What is to be set: a report, or the form of an instrument where `form` names one."""

    choices: ReportChoices
    form: str = ""

    @property
    def paper(self) -> Paper:
        """The size of its pages."""
        return self.choices.paper


@dataclass(frozen=True)
class Pages:
    """The pages as PNG, and what they were made from. `number` tells which wish they answer."""

    number: int
    wanted: Wanted
    sheet: Sheet
    images: tuple[bytes, ...]


def make_pages(
    number: int,
    journal: Journal,
    built_in: Mapping[str, Instrument],
    wanted: Wanted,
    drawn: "Drawn",
    dots_per_inch: float,
    progress: Progress,
) -> Pages:
    """Read, draw and set. Raises RangeReversed, UnknownInstrument, UnknownScore, UnknownPerson.

    Stopped between two charts; setting cannot be, but its pages are dropped.
    """
    progress(0.0)
    if wanted.form:
        with journal.read() as session:
            known = queries.instruments(session, built_in)
        found = form_sheet(known[wanted.form], wanted.paper)
    else:
        from journal.report.making import report_sheet  # brings matplotlib, on this thread

        with journal.read() as session:
            data = gather(
                session,
                built_in,
                load_vocabulary(),
                wanted.choices,
                is_sample=journal.is_sample,
            )
        found = report_sheet(data, wanted.choices, progress, drawn)
    pages = images(found, dots_per_inch)
    progress.stop_if_cancelled()
    return Pages(number, wanted, found, pages)


def save_pdf(found: Sheet, path: Path, progress: Progress) -> Path:
    """Write the PDF. Raises OSError."""
    progress.stop_if_cancelled()
    owner_only.write(path, pdf(found))
    return path


def fine_images(found: Sheet, dots_per_inch: float, progress: Progress) -> tuple[bytes, ...]:
    """The pages as a printer wants them."""
    progress.stop_if_cancelled()
    return images(found, dots_per_inch)
