"""Check that a journal can be read whole: the file, its links, and every record in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from journal import queries
from journal.instrument_files import load_instruments
from journal.instruments import Instrument
from journal.obstacles import DamagedJournal, FaultyRecords
from journal.on_disk.folder_trial import allowed_in
from journal.on_disk.keys import Secret
from journal.records import KINDS, CheckIn
from journal.scoring import BadAnswer, answers_from_json, check_answers, totals
from journal.soundness import has_whole_pages
from journal.store import Journal

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Verified:
    """How much was read, and whether its folder allows a write-ahead log, as SQLite calls it."""

    records: int
    check_ins: int
    allows_log: bool


def verify(path: Path, passphrase: Secret | None = None) -> Verified:
    """Read every page and every record.

    Raises what opening raises, DamagedJournal when a page or a link is broken, FaultyRecords when
    a check-in's answers do not give the scores that stand beside them, FaultyInstrument when a
    scale of the patient's own cannot be read.
    """
    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        try:
            _refuse_damage(session, path)
            mode = session.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one()
            counts = {kind: len(session.scalars(select(kind)).all()) for kind in KINDS}
        except (DBAPIError, ValueError, LookupError) as error:
            raise DamagedJournal(path) from error
        faulty = _faulty_check_ins(session)
    if faulty:
        raise FaultyRecords(path, faulty)
    # A backup has none wherever it lies; where nothing can be tried, no folder is blamed.
    allowed = None if mode == "wal" else allowed_in(path.parent)
    return Verified(sum(counts.values()), counts[CheckIn], allowed is None or allowed.log)


def _refuse_damage(session: Session, path: Path) -> None:
    broken = session.connection().exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None or not has_whole_pages(session):
        raise DamagedJournal(path)


def _faulty_check_ins(session: Session) -> tuple[str, ...]:
    known = queries.instruments(session, load_instruments())
    return tuple(
        check_in.id for check_in in session.scalars(select(CheckIn)) if not agrees(check_in, known)
    )


def agrees(check_in: CheckIn, known: Mapping[str, Instrument]) -> bool:
    """Whether the answers of a check-in give the scores beside them, by one of these scales."""
    instrument = known.get(check_in.instrument)
    if instrument is None or instrument.version != check_in.version:
        return instrument is not None
    try:
        answers = answers_from_json(check_in.answers)
        check_answers(instrument, answers)
    except (BadAnswer, ValueError, TypeError, KeyError):
        return False
    found = totals(instrument, answers)
    return found.keys() == check_in.scores.keys() and all(
        abs(found[name] - check_in.scores[name]) < _ROUNDING for name in found
    )
