"""The work behind the steps, as plain functions for a thread: look at a file, plan, carry out."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from journal import queries
from journal.days import Clock, day_of
from journal.exchange.csv_folder import plan_folder
from journal.exchange.faults import UnreadableRow
from journal.exchange.known_mappings import known_mapping
from journal.exchange.mapping import SheetMapping
from journal.exchange.plan import ImportPlan, carry_out, plan_import
from journal.exchange.readers.folder import recognise
from journal.exchange.sheets import Sheet, open_sheet
from journal.exchange.suggest import suggest
from journal.instruments import Instrument
from journal.safekeeping.backups import Reason, back_up
from journal.settings import journal_settings
from journal.store import Journal
from ui.jobs import Progress

LOOKED_AT = 300
"""Rows that are looked at to suggest what the columns mean."""

SAMPLES = 3
"""Different values shown of each column."""


@dataclass(frozen=True)
class Table:
    """A file whose columns have to be told: its header, some values, and a first mapping.

    `instruments` are all that the journal knows; `is_remembered` says that the mapping was used
    for a file with this header before.
    """

    path: Path
    header: tuple[str, ...]
    samples: Mapping[str, tuple[str, ...]]
    mapping: SheetMapping
    is_remembered: bool
    instruments: Mapping[str, Instrument]


def examine(
    journal: Journal,
    path: Path,
    built_in: Mapping[str, Instrument],
    clock: Clock,
    progress: Progress,
) -> Table | ImportPlan:
    """What a file or folder is: Tidemark's own export is planned, another table waits to be told.

    Raises UnreadableFile, HeaderDoesNotFit, NoKnownFile.
    """
    with journal.read() as session:
        if path.is_dir() or recognise(path) is not None:
            today = day_of(clock(), journal_settings(session).day_ends_at)
            return plan_folder(session, path, built_in, today, progress)
        sheet = open_sheet(path)
        known = known_mapping(session, sheet.header)
        instruments = queries.instruments_to_log(session, built_in)
    rows = _first_rows(sheet)
    progress(0.5)
    mapping = known or suggest(path.stem, sheet.header, rows, instruments, sheet.form.delimiter)
    samples = {
        title: _samples([row[place] for row in rows])
        for place, title in enumerate(sheet.header)
        if title
    }
    return Table(path, sheet.header, samples, mapping, known is not None, instruments)


def plan_table(
    journal: Journal,
    path: Path,
    mapping: SheetMapping,
    built_in: Mapping[str, Instrument],
    progress: Progress,
) -> ImportPlan:
    """What bringing in a table would do. Raises what `plan_import` raises."""
    with journal.read() as session:
        return plan_import(session, path, mapping, built_in, progress)


def carry_out_plan(journal: Journal, plan: ImportPlan, progress: Progress) -> ImportPlan:
    """Bring in what was planned, in one unit of work, after a backup.

    Raises NothingReadable, CannotSave and DamagedJournal; nothing is brought in then.
    """
    progress(0.0)
    if not journal.is_sample:
        back_up(journal, Reason.IMPORT)
    with journal.write(plan.label) as session:
        return carry_out(session, plan, progress)


def _first_rows(sheet: Sheet) -> list[tuple[str, ...]]:
    rows = islice(sheet.rows(), LOOKED_AT)
    return [row.cells for row in rows if not isinstance(row, UnreadableRow)]


def _samples(cells: list[str]) -> tuple[str, ...]:
    found = dict.fromkeys(cell.strip() for cell in cells if cell.strip())
    return tuple(islice(found, SAMPLES))
