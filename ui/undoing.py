"""Undo and redo of what was written in this window since the journal was opened.

A text field keeps its own undoing; these keys mean the journal wherever no text is being typed.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ui import words
from ui.attempt import tried
from ui.jobs import Jobs, Progress
from ui.notices import Notices
from ui.page_names import HELP
from ui.page_stack import PageStack
from ui.problem_words import problem_words

if TYPE_CHECKING:
    from journal.diary import Written
    from journal.store import Journal

translate = QCoreApplication.translate

UNDO, REDO = "undo", "redo"
"""Keys of the actions that a notice offers."""

_AT_ONCE = 200
"""A change of more records than these is put back on a thread."""

_STAYS_OPEN = frozenset((HELP,))


@dataclass(frozen=True)
class _Way:
    """One step back or on: the write that is put back, what it was, and which way it goes."""

    key: str
    written: "Written"
    is_undo: bool


class Undoing(QObject):
    """Puts writes back, the latest first, and has the notice say which, and how it is done again.

    Everything typed is kept before. What changed many records is put back on a thread, and the
    pages wait for it; while they wait for anything, nothing is undone.
    """

    def __init__(self, jobs: Jobs, stack: PageStack, notices: Notices) -> None:
        super().__init__()
        self._jobs = jobs
        self._stack = stack
        self._notices = notices
        self._journal: Journal | None = None
        self._to_undo: list[str] = []
        self._to_redo: list[str] = []
        self._seen = 0
        self._way: _Way | None = None
        self._said = ""
        notices.chosen.connect(self._act)

    def open(self, journal: "Journal") -> None:
        """Begin anew: what was written before is not of this session."""
        self.close()
        self._journal = journal
        self._seen = len(journal.writes_made)

    def close(self) -> None:
        """Let go of the journal."""
        self._journal = None
        self._let_go()
        self._to_undo.clear()
        self._to_redo.clear()

    def see_written(self) -> None:
        """Something was written: what the notice offers is no longer what the key would do."""
        if self._journal is None or self._way is not None:
            return
        if self._said and len(self._journal.writes_made) > self._seen:
            self._notices.unsay(self._said)
            self._said = ""

    def undo(self) -> None:
        """Undo the latest change of this session."""
        self._go(self._to_undo, is_undo=True)

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self._go(self._to_redo, is_undo=False)

    def _act(self, action: str) -> None:
        """An action of the notice."""
        if action == UNDO:
            self.undo()
        elif action == REDO:
            self.redo()

    def _go(self, stack: list[str], *, is_undo: bool) -> None:
        if self._journal is None or self._stack.is_held:
            return
        self._stack.flush()
        fresh = self._fresh()
        if fresh:  # something else was written since, so there is nothing to redo
            self._to_undo += fresh
            self._to_redo.clear()
        while stack:
            written = _read(self._journal, stack[-1])  # where that fails, it stays the latest one
            key = stack.pop()
            if written is not None:
                self._begin(_Way(key, written, is_undo))
                return
            # else it was emptied out of the trash
        self._notices.say(_nothing_words(is_undo=is_undo))

    def _fresh(self) -> tuple[str, ...]:
        if self._journal is None:
            return ()
        made = self._journal.writes_made
        fresh, self._seen = made[self._seen :], len(made)
        return fresh

    def _begin(self, way: _Way) -> None:
        if self._journal is None:
            return
        self._way = way
        work = partial(_put_back, self._journal, way.key, way.written.label)
        if way.written.n > _AT_ONCE:
            self._stack.hold(is_held=True, stays_open=_STAYS_OPEN)
            self._notices.say(_busy_words(way.written))
            self._jobs.start(work, self._finish, failed=self._fail, cancelled=self._keep)
            return
        if (done := tried(work, self._fail, Exception)) is not None:
            self._finish(done.result)

    def _finish(self, is_done: bool) -> None:
        way = self._let_go()
        if way is None:
            return
        if is_done:
            (self._to_redo if way.is_undo else self._to_undo).extend(self._fresh())
        self._say(way, is_done=is_done)

    def _keep(self) -> _Way | None:
        """The change stays the latest one, so that the same key tries again."""
        way = self._let_go()
        if way is not None:
            (self._to_undo if way.is_undo else self._to_redo).append(way.key)
        return way

    def _fail(self, error: Exception) -> None:
        way = self._keep()
        text = problem_words(error)
        if text is None:
            raise error
        if way is not None:
            self._notices.say_problem(text)

    def _let_go(self) -> _Way | None:
        way, self._way = self._way, None
        if way is not None and self._stack.is_held:
            self._stack.hold(is_held=False, stays_open=_STAYS_OPEN)
        return way

    def _say(self, way: _Way, *, is_done: bool) -> None:
        what = _written_words(way.written)
        if not is_done:
            text = translate(
                "Undo",
                "Not undone: {what}. It was changed again since. Its earlier versions are in the "
                "diary.",
            )
            self._notices.say(text.format(what=what))
        elif way.is_undo:
            self._said = translate("Undo", "Undone: {what}").format(what=what)
            self._notices.say(self._said, translate("Undo", "Redo"), REDO)
        else:
            self._said = translate("Undo", "Done again: {what}").format(what=what)
            self._notices.say(self._said, translate("Undo", "Undo"), UNDO)


def _read(journal: "Journal", key: str) -> "Written | None":
    from journal.diary import written
    from journal.settings import journal_settings

    with journal.read() as session:
        return written(session, key, journal_settings(session).day_ends_at)


def _put_back(journal: "Journal", key: str, label: str, _progress: Progress | None = None) -> bool:
    """Whether the journal could put it back as it was. Raises CannotSave."""
    from journal.history.deciding import undo_decided
    from journal.history.states import RefersToGone
    from journal.history.undoing import ChangedSince, undo_label

    try:
        with journal.write(undo_label(label)) as session:
            undo_decided(session, key)
    except (ChangedSince, RefersToGone):
        return False
    return True


def _written_words(written: "Written") -> str:
    """What was written, and of which day."""
    from journal.history.undoing import plain_label

    label = plain_label(written.label)
    if not written.days:
        return label
    first, last = (words.full_day(day) for day in (written.days[0], written.days[-1]))
    if written.n > 1:
        label = translate("Undo", "{what} (%n records)", "", written.n).format(what=label)
    if first == last:
        return translate("Undo", "{what}, {day}").format(what=label, day=first)
    return translate("Undo", "{what}, {first} to {last}").format(what=label, first=first, last=last)


def _busy_words(written: "Written") -> str:
    text = translate("Undo", "Putting back {what}. The pages take entries again when that is done.")
    return text.format(what=_written_words(written))


def _nothing_words(*, is_undo: bool) -> str:
    if is_undo:
        return translate(
            "Undo",
            "Nothing to undo of what was done since this journal was opened. Earlier versions are "
            "in the diary.",
        )
    return translate("Undo", "Nothing to redo.")
