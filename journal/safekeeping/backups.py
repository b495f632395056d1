"""Dated copies of a journal: when one is due, where they lie, and which of them are kept.

A copy is made after the first change of a day and before whatever changes much at once. Each is
read whole before it counts, and it is encrypted as the journal is. Nothing here ever removes a
file that is not such a copy.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from journal import owner_only
from journal.obstacles import CannotSave, Obstacle, refused_by_system
from journal.on_disk.copies import folder_of_copies, free_copy, read_name, remove_unfinished
from journal.safekeeping.bringing import bring
from journal.safekeeping.whose import Ours, Sealed, ours_in, sealed
from journal.store import Journal

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many copies are kept: the newest of each of so many days, weeks and months that have one."""

EACH_KEPT = timedelta(days=14)
"""How long every copy made before a large change is kept, however many there are."""


class Reason(StrEnum):
    """Why a copy was made, as its name says it."""

    DAILY = "daily"
    ASKED = "asked for"
    IMPORT = "before import"
    MERGE = "before merge"
    ROUND = "before shared folder"
    RESTORE = "before restore"
    DAMAGED = "damaged"
    PASSPHRASE = "before new passphrase"  # noqa: S105 - no passphrase


_OF_A_DAY = (Reason.DAILY, Reason.ASKED)
"""Those that hold what was entered; the others were made before something, or tell of damage."""


@dataclass(frozen=True)
class Backup:
    """One copy: where it lies, when it was made (aware, UTC) and why."""

    path: Path
    made: datetime
    reason: str

    @property
    def day(self) -> date:
        """The day on which it was made, in this computer's time zone."""
        return self.made.astimezone().date()


@dataclass(frozen=True)
class BackedUp:
    """A copy that was made; and what kept a second one from being made in the second place."""

    path: Path
    second: Path | None = None
    second_failure: CannotSave | None = None


def backups(journal: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The copies of a journal, the newest first; `folder` is its own unless another is named.

    A folder that is not there or cannot be read holds none.
    """
    found = []
    try:
        names = [file.name for file in (folder or folder_of_copies(journal)).iterdir()]
    except OSError:
        return ()
    for name in names:
        told = read_name(journal, name)
        if told is not None:
            found.append(Backup((folder or folder_of_copies(journal)) / name, *told))
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def copies_in(second: Path, ours: Ours) -> tuple[Backup, ...]:
    """A journal's copies in a second place, the newest first; none of another of its name."""
    found = [one for folder in ours.folders(second) for one in backups(ours.path, folder)]
    found += [one for one in backups(ours.path, second) if ours.has(one.path)]
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def unlike_in(second: Path, ours: Ours) -> tuple[tuple[Path, Sealed], ...]:
    """A journal's copies in a second place that do not open as it does; none if it cannot be read.

    Nothing brings those to it that have no counterpart beside the journal any more.
    """
    try:
        told = [(one.path, sealed(one.path, ours.path)) for one in copies_in(second, ours)]
    except OSError:
        return ()
    return tuple((path, how) for path, how in told if how is not Sealed.ALIKE)


def is_due(journal: Path, now: datetime) -> bool:
    """Whether there is no copy yet of this day, as the clock on the wall has it.

    A copy made before a large change does not hold it, and a damaged journal put aside is none. A
    copy from later than `now` does not count: the clock was set back since.
    """
    today = now.astimezone().date()
    found = [one for one in backups(journal) if one.reason in _OF_A_DAY]
    return not any(one.day == today and one.made <= now for one in found)


def back_up(
    journal: Journal,
    reason: Reason,
    *,
    second: Path | None = None,
    drive: Path | None = None,
    now: datetime | None = None,
) -> BackedUp:
    """Make a copy in the journal's own folder, and bring it to a second place where there is one.

    Older copies that need not be kept are removed then. A second place that cannot be reached
    is told in the result; it keeps nothing from being done. `drive` is as `catch_up` has it.
    Raises CannotSave, DamagedJournal.
    """
    made = now or datetime.now(UTC)
    if not journal.is_in_place:  # or a folder would be made where a stick was
        raise CannotSave(journal.path, Obstacle.GONE)
    folder = folder_of_copies(journal.path)
    try:
        owner_only.folder(folder)
    except OSError as error:
        raise refused_by_system(folder, error) from None
    _clear_away(journal, folder)
    path = free_copy(folder, journal.path, made, reason)
    journal.copy_to(path)
    ours = ours_in(journal)
    remove_old(backups(journal.path), made, ours)
    if second is None:
        return BackedUp(path)
    try:
        there = _place(ours, second, drive)
        _clear_away(journal, there)
        to = free_copy(there, journal.path, made, reason)
        if not bring(path, to, journal.key):
            raise CannotSave(to, Obstacle.OTHER)
        remove_old(backups(journal.path, there), made, ours)
        return BackedUp(path, to)
    except CannotSave as failure:
        return BackedUp(path, None, failure)


def _clear_away(journal: Journal, folder: Path) -> None:
    """What a kill left of copies; whoever only reads cannot know whether it is still written."""
    if not journal.is_read_only:
        remove_unfinished(journal.path, folder)


def drive_of(folder: Path) -> Path:
    """Where the drive on which a folder lies is mounted: the folder itself, or one above it."""
    places = (folder.resolve(), *folder.resolve().parents)
    return next((one for one in places if one.is_mount()), places[-1])


def is_there(second: Path, drive: Path | None) -> bool:
    """Whether a second place can be reached. A stick may leave an empty folder behind."""
    return second.is_dir() and (drive is None or drive.is_mount())


def _place(ours: Ours, second: Path, drive: Path | None) -> Path:
    """The journal's own folder in a second place, with those of its copies that lay beside it.

    That is where they lay before each journal had a folder of its own. Raises CannotSave.
    """
    if not is_there(second, drive):  # never made in the place of a stick that is not plugged in
        raise CannotSave(second, Obstacle.OTHER)
    folder = ours.folder(second)
    try:
        owner_only.folder(folder)
        is_beside = second.resolve() == folder_of_copies(ours.path).resolve()
        for one in () if is_beside else backups(ours.path, second):
            to = folder / one.path.name
            if ours.has(one.path) and not to.exists():
                one.path.rename(to)
    except OSError as error:
        raise refused_by_system(folder, error) from None
    return folder


def catch_up(journal: Journal, second: Path, drive: Path | None = None) -> tuple[Path, ...]:
    """Have in a second place the copies that lie in the journal's own folder and are kept there.

    Also those made while it could not be reached, those made before something that knew of no
    second place, and those that do not open there as the journal does. Told are the others that do
    not: in clear, or under a passphrase of before. `drive` is where its drive was mounted when it
    was chosen. Raises CannotSave when a copy cannot be brought there.
    """
    now = journal.clock().local
    ours = ours_in(journal)
    folder = _place(ours, second, drive)
    _clear_away(journal, folder)
    try:
        there = {one.path.name: one for one in backups(ours.path, folder) if ours.opens(one.path)}
        lacking = [one for one in backups(ours.path) if _is_lacking(one, there, ours)]
        keep = to_keep((*there.values(), *lacking), now)
        for one in sorted(lacking, key=lambda one: one.made):
            if one in keep:
                bring(one.path, folder / one.path.name, journal.key)
        remove_old(backups(ours.path, folder), now, ours)
        found = copies_in(second, ours)
        return tuple(one.path for one in found if not ours.opens(one.path))
    except OSError as error:
        raise refused_by_system(folder, error) from None


def _is_lacking(one: Backup, there: Collection[str], ours: Ours) -> bool:
    is_no_copy = one.reason == Reason.DAMAGED or one.path.name in there
    return not is_no_copy and ours.has(one.path) is not False


def remove_old(found: Sequence[Backup], now: datetime, ours: Ours) -> None:
    """Remove the copies that need not be kept. One that cannot be removed stays.

    So does one of another journal that lay there before under the same name, and one of which it
    cannot be told whose it is.
    """
    if len(to_keep(found, now)) == len(found):
        return
    known = [one for one in found if ours.has(one.path)]
    keep = to_keep(known, now)
    for one in known:
        if one not in keep:
            with contextlib.suppress(OSError):
                one.path.unlink()


def to_keep(found: Collection[Backup], now: datetime) -> frozenset[Backup]:
    """Which copies are kept: of days, of weeks and of months the newest each.

    Kept are also all copies of today and yesterday, and those made before a large change in the
    last two weeks or on the last days that have a copy: a clock that leaps ahead makes everything
    old at once. Of a day's rounds of a shared folder, which may be many, the first and the last
    count. What bears a later time than now is kept and takes nothing else's place, since a clock
    may have been set back. A damaged journal that was put aside is no copy, and is kept.
    """
    newest_first = sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)
    aside = {one for one in newest_first if one.made > now or one.reason == Reason.DAMAGED}
    between = _between_rounds([one for one in newest_first if one not in aside])
    past = [one for one in newest_first if one not in aside | between]
    keep = set(aside)
    for number, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        keep.update(_newest_of_each(past, number, period))
    yesterday = now.astimezone().date() - timedelta(days=1)
    newest_days = set(sorted({one.day for one in past}, reverse=True)[:DAILY])
    for one in past:
        is_before_a_change = one.reason not in (Reason.DAILY, Reason.ASKED)
        is_recent = one.made >= now - EACH_KEPT or one.day in newest_days
        if one.day >= yesterday or (is_before_a_change and is_recent):
            keep.add(one)
    return frozenset(keep)


def _between_rounds(found: Iterable[Backup]) -> set[Backup]:
    """Those made for a round of a shared folder between the first and the last of their day."""
    of_day: dict[date, list[Backup]] = defaultdict(list)
    for one in found:
        if one.reason == Reason.ROUND:
            of_day[one.day].append(one)
    return {one for rounds in of_day.values() for one in rounds[1:-1]}


def _newest_of_each(
    newest_first: Sequence[Backup], number: int, period: Callable[[date], Hashable]
) -> Collection[Backup]:
    first_of: dict[Hashable, Backup] = {}
    for one in newest_first:
        first_of.setdefault(period(one.day), one)
    return tuple(first_of.values())[:number]


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
