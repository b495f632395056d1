"""What arrives, held against the journal: what is new, changed, already there, or unreadable.

One query a kind, whatever the number of rows. Records in the trash count as already there: an
import brings nothing back that was thrown away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.days import Instant
from journal.exchange.faults import SHOWN, BadCell, RowFault, Unlinked, UnreadableRow
from journal.exchange.incoming import (
    CONTENT,
    Arrivals,
    Incoming,
    Reference,
    content,
    made_id,
    person_id,
)
from journal.exchange.record_checks import check_record
from journal.exchange.references import AmbiguousName, Origin, References
from journal.limits import load_limits
from journal.records import Intake, Person, Record, Role

_NEEDED = {(Intake, "medicine_id")}


@dataclass(frozen=True)
class NewRecord:
    """A record to be made."""

    incoming: Incoming
    id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is there, with the values in which the file differs."""

    incoming: Incoming
    id: str
    values: Mapping[str, Any]


@dataclass
class Sorted:
    """The records of an import by what becomes of them, each kind after those it refers to.

    `strangers` are people to be made because a row that is taken names them.
    """

    new: list[NewRecord] = field(default_factory=list)
    changed: list[ChangedRecord] = field(default_factory=list)
    present: list[Incoming] = field(default_factory=list)
    unreadable: list[UnreadableRow] = field(default_factory=list)
    unlinked: list[Unlinked] = field(default_factory=list)
    strangers: list[NewRecord] = field(default_factory=list)


@dataclass
class _Kept:
    """The records of one kind in the journal, those in the trash too."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    trashed: set[str] = field(default_factory=set)
    by_content: dict[object, list[str]] = field(default_factory=lambda: defaultdict(list))


def sort_out(session: Session, arrivals: Arrivals) -> Sorted:
    """Hold everything that arrives against the journal as it is now."""
    return _Sorting(session, arrivals).result


class _Sorting:
    def __init__(self, session: Session, arrivals: Arrivals) -> None:
        self._session = session
        self._limits = load_limits()
        self._references = References()
        self._patients: set[str] = set()
        self._strangers: dict[str, NewRecord] = {}
        self.result = Sorted()
        by_kind: dict[type[Record], list[Incoming]] = {kind: [] for kind in CONTENT}
        for incoming in arrivals.records:
            by_kind[incoming.kind].append(incoming)
        wanted = {kind for kind, found in by_kind.items() if found} | set(_referred(arrivals))
        for kind in CONTENT:
            if kind in wanted:
                self._sort_kind(kind, by_kind[kind])
        self._add_strangers()

    def _sort_kind(self, kind: type[Record], arrived: Sequence[Incoming]) -> None:
        kept = self._load(kind, arrived)
        told: set[str] = set()
        rows_said: Counter[str] = Counter()
        contents: Counter[object] = Counter()
        for incoming in arrived:
            values = self._resolved(incoming)
            if values is None:
                continue
            if incoming.id is not None:
                if incoming.id in told:
                    self._refuse(incoming, RowFault.SECOND_ID, "id", incoming.id)
                    continue
                told.add(incoming.id)
                final = self._sort_told(incoming, values, kept)
            else:
                rows_said[incoming.says] += 1
                made = made_id(kind, incoming.says, rows_said[incoming.says])
                same: Sequence[str] = ()
                if kept.by_content:
                    whole = content(kind, {**incoming.defaults, **values})
                    contents[whole] += 1
                    same = kept.by_content.get(whole, ())[contents[whole] - 1 :]
                final = self._sort_untold(incoming, values, kept, made, same)
            if final is not None:
                self._register(kind, final, incoming.whole)

    def _sort_told(self, incoming: Incoming, values: dict[str, Any], kept: _Kept) -> str | None:
        """A row with an id: that record, whatever it holds. Returns the id if it is taken."""
        own_id = incoming.id or ""
        there = kept.values.get(own_id)
        if there is None:
            return self._add(incoming, own_id, values)
        differing = {name: value for name, value in values.items() if there[name] != value}
        if "start" in differing and "day" in incoming.defaults:
            differing["day"] = incoming.defaults["day"]
        if not differing or own_id in kept.trashed:
            self.result.present.append(incoming)
        elif self._is_sound(incoming, there | differing):
            self.result.changed.append(ChangedRecord(incoming, own_id, differing))
        else:
            return None
        return own_id

    def _sort_untold(
        self,
        incoming: Incoming,
        values: dict[str, Any],
        kept: _Kept,
        made: str,
        same: Sequence[str],
    ) -> str | None:
        """A row without an id: there if it was brought in before, or entered by other means.

        `same` are records with its content that no earlier row has been found to be. Returns the
        id of its record if it is taken.
        """
        if made in kept.values or same:
            self.result.present.append(incoming)
            return made if made in kept.values else same[0]
        return self._add(incoming, made, values)

    def _add(self, incoming: Incoming, new_id: str, values: dict[str, Any]) -> str | None:
        whole = {**incoming.defaults, **values}
        for kind, name in _NEEDED:
            if incoming.kind is kind and whole.get(name) is None:
                column = incoming.column_of.get(name, name)
                self._refuse(incoming, RowFault.MISSING, column, "")
                return None
        if not self._is_sound(incoming, whole):
            return None
        self.result.new.append(NewRecord(incoming, new_id, whole))
        return new_id

    def _is_sound(self, incoming: Incoming, whole: Mapping[str, Any]) -> bool:
        """Whether a record can be kept as it would then be; if not, its row is refused."""
        try:
            check_record(incoming.kind, whole, self._limits)
        except BadCell as fault:
            column = incoming.column_of.get(fault.column, fault.column)
            self._refuse(incoming, fault.reason, column, fault.value)
            return False
        return True

    def _load(self, kind: type[Record], arrived: Iterable[Incoming]) -> _Kept:
        """Every record of a kind: what is compared, and the words by which it is referred to."""
        names = dict.fromkeys(CONTENT[kind])
        for incoming in arrived:
            names.update(dict.fromkeys(incoming.values))
        if "answers" in names:
            names["scores"] = None
        if kind is Person:
            names["role"] = None
        kept = _Kept()
        for record_id, is_trashed, values in _rows(self._session, kind, tuple(names)):
            kept.values[record_id] = values
            kept.by_content[content(kind, values)].append(record_id)
            if is_trashed:
                kept.trashed.add(record_id)
        for record_id, values in kept.values.items():
            origin = Origin.TRASH if record_id in kept.trashed else Origin.JOURNAL
            self._register(kind, record_id, values, origin)
        return kept

    def _register(
        self,
        kind: type[Record],
        record_id: str,
        values: Mapping[str, Any],
        origin: Origin = Origin.FILE,
    ) -> None:
        self._references.add(kind, record_id, values.get("name"), origin)
        if kind is Person and values.get("role") is Role.PATIENT:
            self._patients.add(record_id)

    def _resolved(self, incoming: Incoming) -> dict[str, Any] | None:
        """The values with ids in place of words, or None for a row that cannot be taken."""
        values = dict(incoming.values)
        for name, value in incoming.values.items():
            if not isinstance(value, Reference):
                continue
            column = incoming.column_of.get(name, name)
            try:
                found = self._references.find(value)
            except AmbiguousName:
                self._refuse(incoming, RowFault.AMBIGUOUS_REFERENCE, column, value.word)
                return None
            if found is None and value.kind is Person:
                found = self._stranger(value.word, incoming)
            if found is not None:
                is_patient = name == "observer_id" and found in self._patients
                values[name] = None if is_patient else found
                continue
            if (incoming.kind, name) in _NEEDED:
                self._refuse(incoming, RowFault.UNKNOWN_REFERENCE, column, value.word)
                return None
            del values[name]
            unlinked = Unlinked(incoming.file, incoming.line, column, value.word[:SHOWN])
            self.result.unlinked.append(unlinked)
        return values

    def _refuse(self, incoming: Incoming, reason: RowFault, column: str, value: str) -> None:
        row = UnreadableRow(incoming.file, incoming.line, reason, column, value[:SHOWN])
        self.result.unreadable.append(row)

    def _stranger(self, name: str, incoming: Incoming) -> str:
        """Somebody the journal does not know: a caregiver, kept if one of their rows is."""
        stranger_id = person_id(name)
        is_known = self._references.find(Reference(Person, stranger_id)) is not None
        if not is_known and name not in self._strangers:
            values = {"name": name, "role": Role.CAREGIVER}
            person = Incoming(Person, incoming.file, incoming.line, values, id=stranger_id)
            self._strangers[name] = NewRecord(person, stranger_id, values)
        return stranger_id

    def _add_strangers(self) -> None:
        taken = [row.values for row in self.result.new]
        taken += [row.values for row in self.result.changed]
        used = {value for values in taken for value in values.values() if isinstance(value, str)}
        self.result.strangers = [one for one in self._strangers.values() if one.id in used]


def _referred(arrivals: Arrivals) -> Iterator[type[Record]]:
    for incoming in arrivals.records:
        for value in incoming.values.values():
            if isinstance(value, Reference):
                yield value.kind


def _rows(
    session: Session, kind: type[Record], names: Sequence[str]
) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    """Id, whether in the trash, and the named values of every record, without building it."""
    places: list[tuple[str, int, bool]] = []
    columns: list[InstrumentedAttribute[Any]] = [kind.id, kind.deleted_utc]
    for name in names:
        stem = name.removesuffix("_at")
        is_instant = hasattr(kind, f"{stem}_utc")
        places.append((name, len(columns), is_instant))
        parts = (f"{stem}_utc", f"{stem}_offset") if is_instant else (name,)
        columns += [getattr(kind, part) for part in parts]
    for row in session.execute(select(*columns).order_by(kind.id)):
        values = {
            name: _instant(row[place], row[place + 1]) if is_instant else row[place]
            for name, place, is_instant in places
        }
        yield row[0], row[1] is not None, values


def _instant(utc: Any, offset: Any) -> Instant | None:
    return None if utc is None else Instant(utc, offset)
