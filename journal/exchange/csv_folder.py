"""The CSV folder: one file a kind of record, a data dictionary, and the way back in.

It carries records. The trash, earlier versions, own scales and settings stay in the journal, and
so do private notes unless they are asked for; the report of an export says how many of each.
"""

import csv
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from journal import owner_only, queries
from journal.exchange.dictionary import dictionary
from journal.exchange.exported import Export, LeftOut, Table
from journal.exchange.faults import CannotWriteFolder, FolderInTheWay
from journal.exchange.layout import CHECK_INS, SCORE
from journal.exchange.plan import ImportPlan, plan_arrivals
from journal.exchange.readers.folder import Progress, Surroundings, read_folder
from journal.instruments import Instrument
from journal.settings import journal_settings
from journal.side_effect_terms import load_vocabulary


@dataclass(frozen=True)
class ExportReport:
    """What was written where: the rows of each file, and what the folder does not carry."""

    folder: Path
    rows: Mapping[str, int]
    left_out: LeftOut


def write_folder(
    session: Session,
    folder: Path,
    built_in: Mapping[str, Instrument],
    *,
    with_private: bool = False,
) -> ExportReport:
    """Write all records to a new folder, readable by its owner only.

    Nothing is ever overwritten: a folder that is there has to be empty. The files are written
    beside it and moved into place at the end. Raises FolderInTheWay and CannotWriteFolder.
    """
    instruments = queries.instruments(session, built_in)
    export = Export(session, instruments, with_private=with_private)
    tables = list(export.tables())
    used = {check_in.instrument for check_in in export.check_ins}
    (check_ins,) = (table for table in tables if table.file == CHECK_INS)
    vocabulary = load_vocabulary().effects
    explained = dictionary(
        [instrument for code, instrument in instruments.items() if code in used],
        {code: vocabulary[code].text for code in export.effects if code in vocabulary},
        [name for name in check_ins.header if name.startswith(SCORE)],
    )
    _write(folder, (*tables, explained))
    rows = {table.file: len(table.rows) for table in tables}
    return ExportReport(folder, rows, export.left_out())


def plan_folder(
    session: Session,
    path: Path,
    built_in: Mapping[str, Instrument],
    today: date,
    progress: Progress | None = None,
    *,
    is_ours: bool = False,
) -> ImportPlan:
    """Plan to bring in a CSV folder, or one file of it. `plan.carry_out` does what it says.

    `is_ours` says that a file of another name is one of the folder's, whatever columns it lacks.
    Raises NoKnownFile, UnreadableFile and HeaderDoesNotFit.
    """
    instruments = queries.instruments(session, built_in)
    around = Surroundings(instruments, journal_settings(session).day_ends_at, today)
    return plan_arrivals(session, read_folder(path, around, progress, is_ours=is_ours))


def _write(folder: Path, tables: tuple[Table, ...]) -> None:
    folder = folder.absolute()
    if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
        raise FolderInTheWay(folder)
    half: Path | None = None
    try:
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        owner_only.restrict(half, owner_only.FOLDER)
        for table in tables:
            _write_table(half / table.file, table)
        if folder.exists():
            folder.rmdir()  # empty; Windows moves nothing onto a folder that is there
        half.rename(folder)
    except OSError:
        if half is not None:
            shutil.rmtree(half, ignore_errors=True)
        raise CannotWriteFolder(folder) from None


def _is_empty(folder: Path) -> bool:
    try:
        return folder.is_dir() and not any(folder.iterdir())
    except OSError:
        raise CannotWriteFolder(folder) from None


def _write_table(path: Path, table: Table) -> None:
    """UTF-8 without a mark, commas, and the line ends of RFC 4180."""
    owner_only.new_file(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.header)
        writer.writerows(table.rows)
