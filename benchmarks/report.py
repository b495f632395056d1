"""The report from a journal to its pages: all of it, its first page alone, and its preview.

Every run has another last day, so that neither charts nor pages are those of the run before.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count, islice
from pathlib import Path
from statistics import median

from benchmarks.measure import Row, milliseconds
from journal.instrument_files import load_instruments
from journal.report.choices import ReportChoices
from journal.report.data import gather
from journal.report.making import report_sheet
from journal.report.typesetting import Sheet, images, pdf
from journal.sample import make_sample
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal

TIMES = 3
PREVIEWED_AT = 94.0
"""Dots per inch of a page in the window at the usual size of text."""

SAMPLE = "sample, 14 months"


def measure_report(journals: Mapping[str, Path], today: date) -> list[Row]:
    """The sample patient and the journals: medians after one run to warm up."""
    with tempfile.TemporaryDirectory(prefix="tidemark-bench-") as folder:
        sample = Path(folder) / "sample.tidemark"
        make_sample(sample, today=today)
        sizes = {SAMPLE: sample} | dict(journals)
        return [row for size, path in sizes.items() for row in _measure(size, path, today)]


def _measure(size: str, path: Path, today: date) -> list[Row]:
    whole = ReportChoices(cut_off=today)
    first = replace(whole, sections=frozenset())
    days = (today - timedelta(days=back) for back in count())
    rows: list[Row] = []
    for what, choices, finish in (
        ("the whole report as PDF", whole, pdf),
        ("its first page alone", first, pdf),
        ("its pages to look at", whole, _look),
    ):
        runs = [
            partial(_make, path, replace(choices, cut_off=day), finish)
            for day in islice(days, TIMES + 1)
        ]
        _warm_up, *taken = map(milliseconds, runs)
        rows.append(Row(what, size, median(taken), None, "ms", TIMES))
    return rows


def _make(path: Path, choices: ReportChoices, finish: Callable[[Sheet], object]) -> None:
    """From the file to the pages."""
    with Journal.open(path, to_read=True) as journal, journal.read() as session:
        data = gather(
            session,
            load_instruments(),
            load_vocabulary(),
            choices,
            is_sample=journal.is_sample,
        )
    finish(report_sheet(data, choices, lambda _share: None))


def _look(found: Sheet) -> object:
    return images(found, PREVIEWED_AT)
