"""A folder that a syncing program keeps in step, and the same journal on several computers.

Each computer writes one file there, its own copy, and only reads those of the others, so no two
ever write one file and no conflict can arise. A copy is named after the journal and this
computer's id, is encrypted as the journal is, and takes its place whole. The others' are copied to
a private place, seen whole, and joined record by record; which state stands is the rule of
`heads`, which knows no order. What is still on its way is left for the next time, and told.

Two journals are the same one when they have the same identity, which every journal gets when it
is first shared, or when they share a write: the copies were made of one file before that. A
journal in which nothing was written yet is whatever journal it meets. A stranger's is not joined,
and nothing is written into a folder that holds strangers' journals alone.

When a computer finds that its own copy was written by somebody else, its memory was copied to
another computer. It takes a new id then, and both go on.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from journal.obstacles import CannotSave, DamagedJournal, JournalError
from journal.on_disk.keys import Key
from journal.records import new_id
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.merging import LABEL, KindMerge, MergePlan, carry_out_merge, plan_merge
from journal.safekeeping.shared_copies import (
    LeftForLater,
    Seal,
    Why,
    copy_name,
    fetch,
    looks_of,
    read_copy_name,
    why_no_copy,
    write_copy,
)
from journal.safekeeping.shared_identity import content_of, give_identity, is_same
from journal.safekeeping.this_computer import Share, ThisComputer
from journal.store import Journal

Progress = Callable[[float, str], None]
"""Told the share that is done, from 0 to 1, and the name of the file being read."""


class Trouble(StrEnum):
    """Why the folder as a whole could not be kept in step."""

    NOT_SHARED = "not shared"
    """No folder was chosen, or the journal is the sample's, damaged, or open only to read."""
    GONE = "gone"
    """The folder is not there, or cannot be read: a drive that is not plugged in, perhaps."""
    CANNOT_WRITE = "cannot write"
    """The others were joined, and this computer's own copy could not be written."""
    JOURNAL_INSIDE = "journal inside"
    """The journal itself lies in the folder, where a syncing program would spoil it."""
    STRANGERS = "strangers"
    """The folder holds other journals alone, so this one was not put beside them."""
    OTHER_KEY = "other key"
    """It holds only copies that do not open with this journal's key, so whose they are is unknown;
    this journal was not put beside them."""


@dataclass(frozen=True)
class Joined:
    """One copy that was joined: its file, the name of the computer that wrote it, and what came
    of it by kind of record. `undecided` counts the records that wait for a decision now."""

    file: str
    computer: str
    kinds: Mapping[str, KindMerge]
    undecided: int

    @property
    def is_new(self) -> bool:
        """Whether it held anything that this journal did not."""
        return bool(self.kinds)


@dataclass(frozen=True)
class Left:
    """One file that was left for later, and why."""

    file: str
    why: Why


@dataclass(frozen=True)
class Round:
    """What became of one round.

    `joined` are the copies that were read anew; `left` those that could not be joined, now or
    before; `in_clear` the others' copies that are not encrypted though this journal is. `wrote`
    tells whether this computer's own copy was written, `has_new_id` that it took another name,
    since somebody else had written the one it had.
    """

    joined: tuple[Joined, ...] = ()
    left: tuple[Left, ...] = ()
    in_clear: tuple[str, ...] = ()
    others: int = 0
    wrote: bool = False
    has_new_id: bool = False
    trouble: Trouble | None = None
    failure: CannotSave | None = None


@dataclass
class Seen:
    """What is remembered between the rounds of one opening of a journal, so that nothing is read
    twice. Begun anew whenever the journal is opened, for it may be another file by then."""

    joined: dict[str, tuple[str, bool]] = field(default_factory=dict)
    left: dict[str, tuple[str, Why]] = field(default_factory=dict)


def keep_in_step(
    journal: Journal,
    folder: Path | None,
    computer: ThisComputer,
    *,
    seen: Seen | None = None,
    progress: Progress | None = None,
) -> Round:
    """Join what the other computers have put into the folder, and put this one's copy there.

    May run on any thread while the journal is used. Where nothing changed nothing is written.
    Whatever is wrong with the folder is told in the result; CannotSave and DamagedJournal are
    raised for the journal itself, and CannotSave where nothing can be remembered. Before the
    first joining of a day that changes something a backup is made.
    """
    seen = Seen() if seen is None else seen
    if folder is None or journal.is_sample or journal.is_read_only or journal.is_damaged:
        return Round(trouble=Trouble.NOT_SHARED)
    try:
        names = sorted(file.name for file in folder.iterdir())
        is_inside = folder.resolve() in journal.path.parents
    except OSError:
        return Round(trouble=Trouble.GONE)
    if is_inside:
        return Round(trouble=Trouble.JOURNAL_INSIDE)
    give_identity(journal)
    share = computer.share_of(journal.path)
    with computer.private_folder(journal.path) as private:
        work = _Work(journal, folder, computer, private, seen)
        share, has_new_id = work.own_id(share, names)
        done = work.join(share, names, progress or _silent)
        done = replace(done, has_new_id=has_new_id)
        own = copy_name(journal.path, share.id)
        if own not in names and not done.others:
            trouble = _trouble_of({one.why for one in done.left})
            if trouble is not None:
                return replace(done, trouble=trouble)
        try:
            return replace(done, wrote=work.write(share, folder / own))
        except CannotSave as failure:
            if failure.path.parent != folder:
                raise
            return replace(done, trouble=Trouble.CANNOT_WRITE, failure=failure)


def _trouble_of(whys: Collection[Why]) -> Trouble | None:
    """Whether a journal may not be put beside what is there: it may go to somebody else's home."""
    if Why.OTHER_JOURNAL in whys:
        return Trouble.STRANGERS
    return Trouble.OTHER_KEY if Why.OTHER_PASSPHRASE in whys else None


def _silent(_share: float, _file: str) -> None:
    pass


@dataclass(frozen=True)
class _Work:
    """One round in one folder."""

    journal: Journal
    folder: Path
    computer: ThisComputer
    private: Path
    seen: Seen

    @property
    def _salt(self) -> str:
        return "" if self.journal.key is None else self.journal.key.salt.hex()

    # ---- whose copy is ours ----

    def own_id(self, share: Share, names: list[str]) -> tuple[Share, bool]:
        """This computer's id; a new one where there is none, or somebody else writes under it."""
        own = copy_name(self.journal.path, share.id)
        if share.id and (own not in names or self._is_ours(share, self.folder / own)):
            return share, False
        return replace(share.renamed(), folder=self.folder), bool(share.id)

    def _is_ours(self, share: Share, own: Path) -> bool:
        try:
            if looks_of(own) == share.file:
                return True
            _, _, seal = fetch(own, self.private, self.journal.key)
        except OSError:
            return True  # gone in the meantime
        except LeftForLater:
            return False
        return seal.token in share.tokens

    # ---- reading the others ----

    def join(self, share: Share, names: list[str], progress: Progress) -> Round:
        joined: list[Joined] = []
        left: list[Left] = []
        others = [name for name in names if read_copy_name(name) not in (None, share.id)]
        for name in set(names) - set(others):
            why = None if read_copy_name(name) else why_no_copy(name)
            if why is not None:
                left.append(Left(name, why))
        for number, name in enumerate(others):
            progress(number / len(others), name)
            try:
                found = self._join(name)
            except LeftForLater as later:
                left.append(Left(name, later.why))
            else:
                joined += [] if found is None else [found]
        in_clear = [name for name in others if self.seen.joined.get(name, ("", False))[1]]
        return Round(
            tuple(joined),
            tuple(sorted(left, key=lambda one: one.file)),
            tuple(in_clear),
            len(self.seen.joined.keys() & set(others)),
        )

    def _join(self, name: str) -> Joined | None:
        """None where this copy was joined before and has not changed. Raises LeftForLater."""
        path = self.folder / name
        try:
            looks = looks_of(path)
        except OSError:
            raise LeftForLater(Why.ON_ITS_WAY) from None
        if self.seen.joined.get(name, ("",))[0] == looks:
            return None
        with self.journal.read() as session:
            now = f"{looks} {content_of(session)} {self._salt}"
        found, why = self.seen.left.get(name, ("", Why.DAMAGED))
        if found == now:
            raise LeftForLater(why)
        self.seen.joined.pop(name, None)
        try:
            fetched, key, seal = fetch(path, self.private, self.journal.key)
            plan = self._join_fetched(fetched, key, seal)
        except LeftForLater as later:
            self.seen.left[name] = now, later.why
            raise
        self.seen.left.pop(name, None)
        self.seen.joined[name] = looks, self.journal.is_encrypted and key is None
        kinds, undecided = ({}, 0) if plan is None else (plan.kinds, len(plan.undecided))
        return Joined(name, seal.name, kinds, undecided)

    def _join_fetched(self, fetched: Path, key: Key | None, seal: Seal) -> MergePlan | None:
        """Join a copy that lies in the private place and may be changed there; then it goes."""
        try:
            other = Journal.open(fetched, key, clock=self.journal.clock)
        except CannotSave:
            raise LeftForLater(Why.UNREADABLE) from None
        except JournalError:
            raise LeftForLater(Why.DAMAGED) from None
        try:
            with other:
                if not is_same(self.journal, other):
                    raise LeftForLater(Why.OTHER_JOURNAL)
                return _merge(self.journal, other, seal.content)
        except DamagedJournal as error:
            if error.path != other.path:
                raise
            raise LeftForLater(Why.DAMAGED) from None  # a value in it is none of its kind
        finally:
            fetched.unlink(missing_ok=True)

    # ---- writing our own ----

    def write(self, share: Share, own: Path) -> bool:
        """Whether this computer's copy had to be written. Raises CannotSave, DamagedJournal."""
        with self.journal.read() as session:
            content = content_of(session)
        try:
            is_there = looks_of(own) == share.file
        except OSError:
            is_there = False
        if is_there and (share.content, share.salt) == (content, self._salt):
            return False
        seal = Seal(share.id, self.computer.name, new_id(), content)
        # First remembered: a kill in between must not make a stranger of this computer's own file.
        share = replace(share.writing(seal.token), folder=self.folder)
        self.computer.keep(self.journal.path, share)
        looks = write_copy(self.journal, own, self.private, seal)
        share = replace(share, file=looks, content=content, salt=self._salt)
        self.computer.keep(self.journal.path, share)
        return True


def _merge(journal: Journal, other: Journal, content: str) -> MergePlan | None:
    """None where the other holds just what this one holds.

    What is to be done is reckoned while others may write, since it takes long in a large journal;
    it is reckoned again only where somebody did. The other is read innermost, so that a fault of
    its file is never taken for one of the journal's.
    """
    with journal.read() as ours, other.read() as theirs:
        before = content_of(ours)
        if before == content:
            return None
        plan = plan_merge(ours, theirs)
    if not plan.is_changing:
        return plan
    back_up(journal, Reason.ROUND, now=journal.clock().local)
    with journal.write(LABEL) as session:
        if content_of(session) != before:
            with other.read() as theirs:
                plan = plan_merge(session, theirs)
        if plan.is_changing:
            carry_out_merge(session, plan)
    return plan
