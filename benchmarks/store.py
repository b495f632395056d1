"""Saving and reading against the same driver without anything above it."""

import itertools
import json
import shutil
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from benchmarks.measure import Row, in_turns
from journal import queries
from journal.check_ins import check_ins_on, log_check_in
from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.scoring import Answer
from journal.store import Journal

TIMES = 25
CODE = "daily-anxiety"

READINGS = """
    SELECT day, scores, rated_utc, rated_offset, entered_utc, entered_offset, is_imported
    FROM check_ins WHERE instrument = ? AND observer_id IS NULL AND deleted_utc IS NULL
    ORDER BY day, rated_utc, id
"""
TREATMENTS = """
    SELECT * FROM treatments WHERE status = 'completed' AND deleted_utc IS NULL
    ORDER BY start_utc, id
"""
ONE_DAY = """
    SELECT * FROM check_ins
    WHERE instrument = ? AND day = ? AND observer_id IS NULL AND deleted_utc IS NULL
    ORDER BY rated_utc, entered_utc, id
"""
INSERT = """
    INSERT INTO check_ins (id, entered_utc, entered_offset, changed_utc, day, rated_utc,
        rated_offset, instrument, version, answers, scores, total, note, is_private, is_imported)
    VALUES (?, ?, 0, ?, ?, ?, 0, ?, 1, ?, ?, ?, '', 0, 0)
"""


def measure_saving(journals: Mapping[str, Path], today: date) -> list[Row]:
    """One daily check kept, against one inserted row; each in a file of its own, same settings."""
    rows = []
    for size, path in journals.items():
        mine = Path(shutil.copy(path, path.with_name("saving ours.tidemark")))
        other = Path(shutil.copy(path, path.with_name("saving bare.tidemark")))
        with Journal.open(mine) as journal:
            bare = raw(other)
            ours_ms, bare_ms = in_turns(save_days(journal, today), _insert(bare, today), TIMES)
            bare.close()
        rows.append(Row("save a daily check", size, ours_ms, bare_ms, "ms", TIMES))
        mine.unlink()
        other.unlink()
    return rows


def measure_reading(journals: Mapping[str, Path], today: date) -> list[Row]:
    """The queries behind the pages, against the same rows fetched by the driver alone."""
    rows = []
    for size, path in journals.items():
        with Journal.open(path, to_read=True) as journal:
            bare = raw(path)
            for what, ours, fetch in _readings(journal, bare, today - timedelta(days=1)):
                ours_ms, bare_ms = in_turns(ours, fetch, TIMES)
                rows.append(Row(what, size, ours_ms, bare_ms, "ms", TIMES))
            bare.close()
    return rows


def raw(path: Path) -> Any:
    """A connection of the driver itself, set as the journal sets its own."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def save_days(journal: Journal, today: date) -> Callable[[], object]:
    """Saves the daily check of the next day each time, from `today` on."""
    instrument = load_instruments()[CODE]
    answers = {item.code: Answer(1) for item in instrument.items}
    days = (today + timedelta(days=number) for number in itertools.count())

    def save() -> None:
        day = next(days)
        at = Instant(datetime(day.year, day.month, day.day, 21), 0)  # noqa: DTZ001 - UTC
        with journal.write("Log the daily check") as session:
            log_check_in(session, instrument, day, answers, rated_at=at)

    return save


def _insert(bare: Any, today: date) -> Callable[[], object]:
    answers = json.dumps({str(item): 1 for item in range(1, 8)})
    days = (today + timedelta(days=number) for number in itertools.count())

    def insert() -> None:
        day = next(days)
        at = f"{day} 21:00:00.000000"
        scores = json.dumps({"total": 7.0})
        values = (str(uuid.uuid4()), at, at, day.isoformat(), at, CODE, answers, scores, 7.0)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(INSERT, values)
        bare.execute("COMMIT")

    return insert


Pair = tuple[str, Callable[[], object], Callable[[], object]]


def _readings(journal: Journal, bare: Any, day: date) -> list[Pair]:
    def readings() -> object:
        with journal.read() as session:
            return queries.readings(session, CODE)

    def treatments() -> object:
        with journal.read() as session:
            return queries.treatments(session)

    def one_day() -> object:
        with journal.read() as session:
            return check_ins_on(session, CODE, day)

    return [
        ("read every daily check", readings, lambda: bare.execute(READINGS, (CODE,)).fetchall()),
        ("read every treatment", treatments, lambda: bare.execute(TREATMENTS).fetchall()),
        ("read one day", one_day, lambda: bare.execute(ONE_DAY, (CODE, str(day))).fetchall()),
    ]
