"""The diary: all records of every kind in one list, found by words, kind, person, days or trash."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import queries
from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.history import trash
from journal.history.deciding import undecided
from journal.history.states import KEPT, Name, State, kept_states, row_of
from journal.history.versions import changes
from journal.instruments import Instrument
from journal.records import Medicine, Person, Role, Treatment, Version, Write
from journal.side_effect_terms import Vocabulary
from journal.words import diary as words
from journal.words import full_day
from journal.words.diary import Difference, Line
from journal.words.recorded import SOMEBODY, Known, clock, moment

_EARLIEST = (date(MINYEAR, 1, 1), datetime(MINYEAR, 1, 1))  # noqa: DTZ001 - means UTC
_LATER_COLUMNS = frozenset(("answers", "definition", "companion", "cost", "changed_utc"))
"""What no line of the list says."""


@dataclass(frozen=True)
class DiaryEntry:
    """One record as the list shows it.

    `day` is the day that it is about, `clock` the time of it where one is known. `person_id` is
    who rated or else entered it; `by` says so in words where it was not the patient. `goes_with`
    is the record with which it went out of view. `is_undecided` says that another copy of the
    journal had it thrown away, and nobody has decided yet.
    """

    kind: str
    id: str
    day: date | None
    clock: str
    title: str
    second: str
    person_id: str | None
    by: str
    is_changed: bool
    is_in_trash: bool
    is_private: bool
    goes_with: Name | None
    is_undecided: bool = False


@dataclass(frozen=True)
class Wanted:
    """What of the diary is looked for. Nothing set means everything outside the trash."""

    words: str = ""
    kinds: frozenset[str] = frozenset()
    person_id: str | None = None
    first: date | None = None
    last: date | None = None
    is_in_trash: bool = False


EVERYTHING = Wanted()


@dataclass(frozen=True)
class Happened:
    """One change of a record, in words: when, who, under what label, from what to what.

    `is_first` says that the record was entered then; there is nothing before it.
    """

    key: str
    label: str
    made_at: Instant
    by: str
    differences: tuple[Difference, ...]
    is_first: bool


@dataclass(frozen=True)
class WholeRecord:
    """Everything that a record says, when it was entered, and how it came to be so."""

    kind: str
    id: str
    day: date | None
    title: str
    lines: tuple[Line, ...]
    entered: str
    history: tuple[Happened, ...]


@dataclass(frozen=True)
class Written:
    """What a write was about: its label, the days of its records, and how many there were."""

    label: str
    days: tuple[date, ...]
    n: int


def known(
    session: Session, built_in: Mapping[str, Instrument], vocabulary: Vocabulary
) -> tuple[Known, frozenset[str]]:
    """What records name by id, those in the trash too, and the ids of the patient."""
    everybody = session.scalars(select(Person)).all()
    patients = frozenset(one.id for one in everybody if one.role is Role.PATIENT)
    found = Known(
        queries.instruments(session, built_in),
        vocabulary,
        {one.id: one.name or "the patient" for one in everybody},
        {one.id: one.name for one in session.scalars(select(Medicine))},
        {one.id: full_day(one.day) for one in session.scalars(select(Treatment))},
    )
    return found, patients


def read_diary(
    session: Session,
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    day_ends_at: time = DAY_ENDS_AT,
) -> "Diary":
    """Every record, the latest day first and within it the latest time.

    The columns alone are read, without building records: ten years are some ten thousand.
    """
    names, patients = known(session, built_in, vocabulary)
    hanging = trash.hangs_on(session)
    found = []
    for kind in words.KINDS:
        table = KEPT[kind].__table__
        columns = [one for one in table.columns if one.name not in _LATER_COLUMNS]
        keys = [one.name for one in columns]
        for values in session.execute(select(*columns)):
            row = dict(zip(keys, values, strict=True))
            goes_with = hanging.get((kind, row["id"])) if row["deleted_utc"] is None else None
            found.append(_Row(kind, row, day_of_row(kind, row, day_ends_at), goes_with))
    found.sort(key=_Row.place, reverse=True)
    flagged = frozenset((one.kind, one.id) for one in undecided(session))
    return Diary(tuple(found), names, patients, _changed(session), flagged)


def whole_record(
    session: Session,
    kind: str,
    record_id: str,
    names: Known,
    day_ends_at: time = DAY_ENDS_AT,
) -> WholeRecord | None:
    """One record with all that happened to it; None when it is gone."""
    state = kept_states(session, [(kind, record_id)]).get((kind, record_id))
    if state is None:
        return None
    row = row_of(kind, state)
    by = person_words(row["entered_by_id"], names)
    entered = moment(row["entered_utc"], row["entered_offset"])
    return WholeRecord(
        kind,
        record_id,
        day_of_row(kind, row, day_ends_at),
        words.title(kind, row, names),
        words.lines(kind, row, names),
        f"{entered}, by {by}" if entered and by else entered,
        tuple(_happened(session, kind, record_id, names)),
    )


def written(session: Session, key: str, day_ends_at: time = DAY_ENDS_AT) -> Written | None:
    """What the write `key` was about; None when nothing is kept of it."""
    query = select(Version).join(Write, Version.write_id == Write.id).where(Write.key == key)
    versions = session.scalars(query).all()
    if not versions:
        return None
    label = session.scalars(select(Write.label).where(Write.key == key)).one()
    states = dict(kept_states(session, {(one.kind, one.record_id) for one in versions}))
    for one in versions:
        if one.before is not None:
            states.setdefault((one.kind, one.record_id), one.before)
    records = [(kind, state) for (kind, _), state in states.items() if kind in words.KINDS]
    days = {day_of_row(kind, row_of(kind, state), day_ends_at) for kind, state in records}
    return Written(label, tuple(sorted(day for day in days if day is not None)), len(records))


def day_of_row(kind: str, row: Mapping[str, Any], day_ends_at: time = DAY_ENDS_AT) -> date | None:
    """The day that a record is about; else the day on which it was entered.

    >>> day_of_row("visits", {"day": date(2026, 1, 10)})
    datetime.date(2026, 1, 10)
    """
    told: date | None = row.get(_DAYS.get(kind, "day"))
    if told is not None:
        return told
    moments = (_MOMENTS.get(kind, "entered"), "entered")
    return next(
        (day_of(at, day_ends_at) for name in moments if (at := _instant(row, name)) is not None),
        None,
    )


_DAYS = {"questions": "asked_on", "medicines": "from_day"}
"""The column of the day, where it is not `day`."""

_MOMENTS = {
    "check_ins": "rated",
    "treatments": "start",
    "vital_signs": "taken",
    "side_effects": "onset",
    "intakes": "taken",
}
"""The instant that a record is about, by the stem of its two columns."""


@dataclass(frozen=True)
class _Row:
    """A record as it was read, and what it is found by without words."""

    kind: str
    values: Mapping[str, Any]
    day: date | None
    goes_with: Name | None

    @property
    def is_in_trash(self) -> bool:
        return self.values["deleted_utc"] is not None or self.goes_with is not None

    @property
    def person_id(self) -> str | None:
        found: str | None = self.values.get("observer_id") or self.values["entered_by_id"]
        return found

    @property
    def at(self) -> tuple[datetime | None, int | None]:
        stem = _MOMENTS.get(self.kind)
        if stem is None:
            return None, None
        return self.values[f"{stem}_utc"], self.values[f"{stem}_offset"]

    def place(self) -> tuple[Any, ...]:
        """What the list is ordered by."""
        first, never = _EARLIEST
        entered = self.values["entered_utc"]
        return self.day or first, self.at[0] or never, entered or never, self.values["id"]

    def fits(self, wanted: Wanted) -> bool:
        """Whether all but the words is as it is wanted."""
        if self.is_in_trash is not wanted.is_in_trash:
            return False
        if wanted.kinds and self.kind not in wanted.kinds:
            return False
        if wanted.person_id is not None and self.person_id != wanted.person_id:
            return False
        is_early = wanted.first is not None and (self.day is None or self.day < wanted.first)
        is_late = wanted.last is not None and (self.day is None or self.day > wanted.last)
        return not (is_early or is_late)


class Diary:
    """All records as they stood when it was read. Words are made when they are asked for."""

    def __init__(
        self,
        rows: Sequence[_Row],
        names: Known,
        patients: frozenset[str],
        changed: frozenset[Name],
        undecided: frozenset[Name] = frozenset(),
    ) -> None:
        self.names = names
        self._rows = rows
        self._patients = patients
        self._changed = changed
        self._undecided = undecided
        self._entries: dict[int, DiaryEntry] = {}
        self._searched: dict[int, str] = {}

    def find(self, wanted: Wanted = EVERYTHING) -> tuple[int, ...]:
        """The places of the records that are looked for, the latest first."""
        terms = words.folded(wanted.words).split()
        fitting = (place for place, row in enumerate(self._rows) if row.fits(wanted))
        if not terms:
            return tuple(fitting)
        return tuple(place for place in fitting if all(one in self._text(place) for one in terms))

    def entry(self, place: int) -> DiaryEntry:
        """The record at a place."""
        if place not in self._entries:
            self._entries[place] = self._entry(self._rows[place])
        return self._entries[place]

    def name(self, place: int) -> Name:
        """Kind and id of the record at a place."""
        row = self._rows[place]
        return row.kind, row.values["id"]

    def count(self, *, is_in_trash: bool) -> int:
        """How many records there are in the trash, or outside it."""
        return sum(row.is_in_trash is is_in_trash for row in self._rows)

    def people(self) -> tuple[tuple[str, str], ...]:
        """Everybody who rated or entered something, by id and name, the patient first."""
        found = {row.person_id for row in self._rows if row.person_id is not None}
        named = ((one, person_words(one, self.names)) for one in found)
        return tuple(sorted(named, key=lambda one: (one[0] not in self._patients, one[1])))

    def _entry(self, row: _Row) -> DiaryEntry:
        person_id = row.person_id
        return DiaryEntry(
            kind=row.kind,
            id=row.values["id"],
            day=row.day,
            clock=clock(*row.at),
            title=words.title(row.kind, row.values, self.names),
            second=words.second(row.kind, row.values, self.names),
            person_id=person_id,
            by="" if person_id in self._patients else person_words(person_id, self.names),
            is_changed=(row.kind, row.values["id"]) in self._changed,
            is_in_trash=row.is_in_trash,
            is_private=bool(row.values.get("is_private")),
            goes_with=row.goes_with,
            is_undecided=(row.kind, row.values["id"]) in self._undecided,
        )

    def _text(self, place: int) -> str:
        """Everything by which a record is found, the words of a private one too."""
        if place not in self._searched:
            one, row = self.entry(place), self._rows[place]
            kind, day = words.KINDS[one.kind], words.day_searched(one.day)
            texts = (one.title, one.second, one.by, kind, day, *_hidden(row.values))
            self._searched[place] = words.folded(" ".join(texts))
        return self._searched[place]


def _hidden(row: Mapping[str, Any]) -> Iterator[str]:
    """The words of a private record, which its line does not show."""
    if row.get("is_private"):
        yield row.get("text", "")
        yield row.get("note", "")


def person_words(person_id: str | None, names: Known) -> str:
    """Who somebody is; empty for nobody."""
    return "" if person_id is None else names.people.get(person_id, SOMEBODY)


def _changed(session: Session) -> frozenset[Name]:
    """The records of which an earlier version is kept."""
    query = select(Version.kind, Version.record_id).where(Version.before.is_not(None)).distinct()
    return frozenset((kind, record_id) for kind, record_id in session.execute(query))


def _happened(session: Session, kind: str, record_id: str, names: Known) -> Iterator[Happened]:
    for one in changes(session, kind, record_id):
        yield Happened(
            key=one.key,
            label=one.label,
            made_at=one.made_at,
            by=person_words(one.person_id, names),
            differences=_differences(kind, one.before, one.after, names),
            is_first=one.before is None,
        )


def _differences(
    kind: str, before: State | None, after: State | None, names: Known
) -> tuple[Difference, ...]:
    if before is None or after is None:
        return ()
    found = words.differences(kind, row_of(kind, before), row_of(kind, after), names)
    places = [_place(before), _place(after)]
    moved = () if places[0] == places[1] else (Difference(words.PLACE, *places),)
    return (*moved, *found)


def _place(state: State) -> str:
    return words.IN_VIEW if state.get("deleted_utc") is None else words.IN_TRASH


def _instant(row: Mapping[str, Any], stem: str) -> Instant | None:
    utc = row.get(f"{stem}_utc")
    return None if utc is None else Instant(utc, row[f"{stem}_offset"] or 0)
