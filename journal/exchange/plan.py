"""An import in two steps: a plan that says what would be done, then the doing of it.

Nothing is written while planning. The doing holds the rows against the journal once more, so that
a plan that was left lying writes nothing twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import queries
from journal.exchange.faults import NothingReadable, ScaleInTrash, Unlinked, UnreadableRow
from journal.exchange.incoming import CONTENT, Arrivals, NewScale
from journal.exchange.known_mappings import keep_mapping
from journal.exchange.mapping import SheetMapping
from journal.exchange.readers.spreadsheet import Progress, read_spreadsheet
from journal.exchange.sorting import ChangedRecord, Sorted, sort_out
from journal.instruments import Instrument
from journal.records import OwnInstrument
from journal.settings import journal_settings

LABEL = "Import {source}"
"""What the person would call the unit of work."""

_AT_ONCE = 500

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Tally:
    """How many are new, already present or changed."""

    new: int = 0
    present: int = 0
    changed: int = 0

    @property
    def readable(self) -> int:
        """All of them."""
        return self.new + self.present + self.changed


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; after it was carried out, what it did.

    `rows` counts rows of the file, `kinds` the records they make, by the name of their table.
    `passed_over` rows say nothing, or are not let through by the mapping. Of `unreadable` rows
    nothing is taken; `unlinked` ones are taken without the record they refer to.
    """

    source: str
    rows: Tally
    kinds: Mapping[str, Tally]
    unreadable: tuple[UnreadableRow, ...]
    passed_over: int
    unknown_columns: tuple[str, ...]
    unknown_files: tuple[str, ...]
    unlinked: tuple[Unlinked, ...]
    new_scales: tuple[NewScale, ...]
    new_people: tuple[str, ...]
    arrivals: Arrivals = field(repr=False)
    mapping: SheetMapping | None = field(default=None, repr=False)

    @property
    def is_readable(self) -> bool:
        """Whether a row can be read at all; if not, nothing can be carried out.

        A file of which every row says nothing is read; one whose other rows are all faulty is not.
        """
        return self.rows.readable > 0 or (self.passed_over > 0 and not self.unreadable)

    @property
    def label(self) -> str:
        """The name of the unit of work."""
        return LABEL.format(source=self.source)


def plan_import(
    session: Session,
    path: Path,
    mapping: SheetMapping,
    built_in: Mapping[str, Instrument],
    progress: Progress | None = None,
) -> ImportPlan:
    """Plan to bring in a spreadsheet. `built_in` are the instruments that ship.

    Raises UnreadableFile, HeaderDoesNotFit, AmbiguousDates, FaultyMapping, ScaleDiffers and
    ScaleInTrash.
    """
    instruments = queries.instruments_to_log(session, built_in)
    day_ends_at = journal_settings(session).day_ends_at
    arrivals = read_spreadsheet(path, mapping, instruments, day_ends_at, progress)
    return replace(plan_arrivals(session, arrivals), mapping=mapping)


def plan_arrivals(session: Session, arrivals: Arrivals) -> ImportPlan:
    """Plan to take what a reader found. Raises ScaleInTrash."""
    scales = _missing_scales(session, arrivals)
    return _plan(arrivals, sort_out(session, arrivals), scales)


def carry_out(session: Session, plan: ImportPlan, progress: Progress | None = None) -> ImportPlan:
    """Do what a plan says, in the session of one write, and tell what was done.

    Raises NothingReadable when not one row can be read; nothing is changed then.
    """
    scales = _missing_scales(session, plan.arrivals)
    found = sort_out(session, plan.arrivals)
    done = replace(_plan(plan.arrivals, found, scales), mapping=plan.mapping)
    if not done.is_readable:
        raise NothingReadable(done.source, done.unreadable)
    for scale in scales:
        session.add(OwnInstrument(code=scale.code, definition=scale.definition))
    total, written = max(len(found.new) + len(found.changed), 1), 0
    for n in chain(_add(session, found), _change(session, found.changed)):
        written += n
        if progress is not None:
            progress(min(written / total, 1.0))
    if plan.mapping is not None:
        keep_mapping(session, plan.arrivals.header, plan.mapping)
    session.flush()
    return done


def _add(session: Session, found: Sorted) -> Iterator[int]:
    """Add new records in the order in which they refer to one another; yields how many each."""
    for kind, rows in groupby((*found.strangers, *found.new), lambda row: row.incoming.kind):
        for some in _chunks(list(rows)):
            session.add_all(kind(id=row.id, **row.values) for row in some)
            session.flush()
            yield len(some)


def _change(session: Session, changed: Sequence[ChangedRecord]) -> Iterator[int]:
    """Change records that are there; yields how many at a time."""
    for kind, rows in groupby(changed, lambda row: row.incoming.kind):
        for some in _chunks(list(rows)):
            query = select(kind).where(kind.id.in_([row.id for row in some]))
            records = {record.id: record for record in session.scalars(query)}
            for row in some:
                for name, value in row.values.items():
                    setattr(records[row.id], name, value)
            yield len(some)


def _plan(arrivals: Arrivals, found: Sorted, scales: tuple[NewScale, ...]) -> ImportPlan:
    return ImportPlan(
        source=arrivals.source,
        rows=_row_tally(found),
        kinds=_kind_tallies(found),
        unreadable=tuple(
            sorted((*arrivals.unreadable, *found.unreadable), key=lambda row: (row.file, row.line))
        ),
        passed_over=arrivals.passed_over,
        unknown_columns=arrivals.unknown_columns,
        unknown_files=arrivals.unknown_files,
        unlinked=tuple(found.unlinked),
        new_scales=scales,
        new_people=tuple(stranger.values["name"] for stranger in found.strangers),
        arrivals=arrivals,
    )


def _row_tally(found: Sorted) -> Tally:
    """A row is new if any of its records is, changed if any is, else present."""
    new = {(row.incoming.file, row.incoming.line) for row in found.new}
    changed = {(row.incoming.file, row.incoming.line) for row in found.changed} - new
    present = {(row.file, row.line) for row in found.present} - new - changed
    return Tally(len(new), len(present), len(changed))


def _kind_tallies(found: Sorted) -> dict[str, Tally]:
    new = Counter(row.incoming.kind for row in (*found.strangers, *found.new))
    changed = Counter(row.incoming.kind for row in found.changed)
    present = Counter(incoming.kind for incoming in found.present)
    return {
        kind.__tablename__: Tally(new[kind], present[kind], changed[kind])
        for kind in CONTENT
        if new[kind] + present[kind] + changed[kind]
    }


def _missing_scales(session: Session, arrivals: Arrivals) -> tuple[NewScale, ...]:
    """The own scales to be made. Raises ScaleInTrash."""
    codes = [scale.code for scale in arrivals.scales]
    query = select(OwnInstrument).where(OwnInstrument.code.in_(codes))
    kept = {own.code: own for own in session.scalars(query)}
    for own in kept.values():
        if own.deleted_utc is not None:
            raise ScaleInTrash(own.code)
    return tuple(scale for scale in arrivals.scales if scale.code not in kept)


def _chunks(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
