"""The report from a journal to a PDF: all of it after a warm-up, and its first page alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measure import Row
from journal.instruments import load_instruments
from journal.report.choices import ReportChoices
from journal.report.data import gather
from journal.report.making import report_sheet
from journal.report.typesetting import images, pdf
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal

TIMES = 3
PREVIEWED_AT = 130.0


def measure_report(journals: Mapping[str, Path], today: date) -> list[Row]:
    """Every section as a PDF, the first page as a PDF, and every page as an image."""
    whole = ReportChoices(cut_off=today)
    first = replace(whole, sections=frozenset())
    rows = []
    for size, path in journals.items():
        _set(path, whole, as_images=False)
        for what, choices, as_images in (
            ("the whole report", whole, False),
            ("its first page", first, False),
            ("all pages to look at", whole, True),
        ):
            taken = [_set(path, choices, as_images=as_images) for _ in range(TIMES)]
            rows.append(Row(what, size, median(taken), None, "ms", TIMES))
    return rows


def _set(path: Path, choices: ReportChoices, *, as_images: bool) -> float:
    """Milliseconds from the file to the pages."""
    began = perf_counter()
    with Journal.open(path, to_read=True) as journal, journal.read() as session:
        data = gather(session, load_instruments(), load_vocabulary(), choices, is_sample=False)
        found = report_sheet(data, choices, lambda _share: None)
        if as_images:
            images(found, PREVIEWED_AT)
        else:
            pdf(found)
    return (perf_counter() - began) * 1000
