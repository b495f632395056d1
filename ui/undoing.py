"""Undo and redo of what was written in this window since the journal was opened.

A text field keeps its own undoing; these keys mean the journal wherever no text is being typed.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ui import words
from ui.notices import Notices
from ui.page_stack import PageStack

if TYPE_CHECKING:
    from journal.diary import Written
    from journal.store import Journal

translate = QCoreApplication.translate

UNDO, REDO = "undo", "redo"
"""Keys of the actions that a notice offers."""


class Undoing(QObject):
    """Puts writes back, the latest first, and has the notice say which, and how it is done again.

    Everything typed is kept before. While pages are held by a longer piece of work nothing is done.
    """

    def __init__(self, stack: PageStack, notices: Notices) -> None:
        super().__init__()
        self._stack = stack
        self._notices = notices
        self._journal: Journal | None = None
        self._to_undo: list[str] = []
        self._to_redo: list[str] = []
        self._seen = 0
        notices.chosen.connect(self._act)

    def open(self, journal: "Journal") -> None:
        """Begin anew: what was written before is not of this session."""
        self.close()
        self._journal = journal
        self._seen = len(journal.writes_made)

    def close(self) -> None:
        """Let go of the journal."""
        self._journal = None
        self._to_undo.clear()
        self._to_redo.clear()

    def undo(self) -> None:
        """Undo the latest change of this session."""
        if self._can_begin():
            self._put_back(self._to_undo, self._to_redo, is_undo=True)

    def redo(self) -> None:
        """Make the change again that was undone last."""
        if self._can_begin():
            self._put_back(self._to_redo, self._to_undo, is_undo=False)

    def _can_begin(self) -> bool:
        if self._journal is None or self._stack.is_held:
            return False
        self._stack.flush()
        fresh = self._fresh()
        if fresh:  # something else was written since, so there is nothing to redo
            self._to_undo += fresh
            self._to_redo.clear()
        return True

    def _act(self, action: str) -> None:
        """An action of the notice."""
        if action == UNDO:
            self.undo()
        elif action == REDO:
            self.redo()

    def _fresh(self) -> tuple[str, ...]:
        if self._journal is None:
            return ()
        made = self._journal.writes_made
        fresh, self._seen = made[self._seen :], len(made)
        return fresh

    def _put_back(self, stack: list[str], other: list[str], *, is_undo: bool) -> None:
        from journal.obstacles import CannotSave

        while stack:
            written = self._read(stack[-1])
            if written is None:
                stack.pop()  # it was emptied out of the trash
                continue
            try:
                done = self._write(stack[-1], written.label)
            except CannotSave as error:
                self._notices.say_problem(words.problem(error) or "")
                return
            stack.pop()
            if done:
                other += self._fresh()
            self._say(written, is_undo=is_undo, is_done=done)
            return
        self._notices.say(_nothing_words(is_undo=is_undo))

    def _read(self, key: str) -> "Written | None":
        from journal.diary import written
        from journal.settings import journal_settings

        if self._journal is None:
            return None
        with self._journal.read() as session:
            return written(session, key, journal_settings(session).day_ends_at)

    def _write(self, key: str, label: str) -> bool:
        """Whether the journal could put it back as it was."""
        from journal.history.states import RefersToGone
        from journal.history.undoing import ChangedSince, undo, undo_label

        if self._journal is None:
            return False
        try:
            with self._journal.write(undo_label(label)) as session:
                undo(session, key)
        except (ChangedSince, RefersToGone):
            return False
        return True

    def _say(self, written: "Written", *, is_undo: bool, is_done: bool) -> None:
        what = _written_words(written)
        if not is_done:
            text = translate(
                "Undo",
                "Not undone: {what}. It was changed again since. Its earlier versions are in the "
                "diary.",
            )
            self._notices.say(text.format(what=what))
        elif is_undo:
            text, action = translate("Undo", "Undone: {what}"), translate("Undo", "Redo")
            self._notices.say(text.format(what=what), action, REDO)
        else:
            text, action = translate("Undo", "Done again: {what}"), translate("Undo", "Undo")
            self._notices.say(text.format(what=what), action, UNDO)


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


def _nothing_words(*, is_undo: bool) -> str:
    if is_undo:
        return translate(
            "Undo",
            "Nothing to undo: nothing was changed since this journal was opened. Earlier versions "
            "are in the diary.",
        )
    return translate("Undo", "Nothing to redo.")
