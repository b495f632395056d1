"""The full-screen view: one leaf at a time, large type, nothing else on the screen.

Left and right turn the leaves, up and down go through what stands on one, Esc leaves. Nothing
private is read for it: notes are not shown at all, and no message of the window reaches it.
"""

from functools import partial
from math import ceil

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import day_of
from journal.questions import AnsweredBeforeAsked, answer_question, reopen_question
from journal.questions import questions as all_questions
from journal.settings import journal_settings
from journal.store import Journal
from ui import look
from ui.appointment.leaves import Leaf, make_leaves
from ui.appointment.questions import QuestionsLeaf
from ui.appointment.reading import AppointmentData, read_appointment
from ui.attempt import attempt
from ui.drafts.half_written import HalfWritten
from ui.icons import Icon
from ui.problem_words import problem_words
from ui.shortcuts import LOCK_KEY
from ui.surroundings import Surroundings
from ui.widgets.announcing import announce
from ui.widgets.button import Button, Weight
from ui.widgets.text import Text

translate = QCoreApplication.translate

LEAST_TEXT = 32
"""Pixels of the smallest text: readable at two metres on a laptop (ticks of charts at 24)."""

_LEAST_OF_BAR = 24
"""Pixels of the words of the bar at least, which are for who holds the keyboard."""

_LINES = 25
"""On a larger screen the smallest text grows, so that so many lines fill it."""


def text_pixels(height: int) -> int:
    """The size of running text on a screen so many pixels high; second lines are smaller.

    >>> text_pixels(800), text_pixels(1600)
    (37, 74)
    """
    return ceil(max(LEAST_TEXT, height / _LINES) / look.SECOND_LINE)


class AppointmentView(QWidget):
    """A window of its own over everything else, made for one appointment and then thrown away.

    `left` is sent once when it closes, `lock_wanted` when the journal is to be locked; `failed`
    carries an error that is nobody's here.
    """

    keeps_others_waiting = True
    """No dialog of the program comes up over it."""
    left = Signal()
    lock_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        surroundings: Surroundings,
        journal: Journal,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle("Tidemark")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = surroundings.clock
        self._journal = journal
        self.leaves: tuple[Leaf, ...] = ()
        self.stack = QStackedWidget()
        self.stack.setAccessibleName(translate("Appointment", "Appointment"))
        self.waiting = Text(translate("Appointment", "Reading the journal…"), muted=True)
        self.stack.addWidget(self.waiting)
        self.problem = Text()
        self.problem.hide()
        self.place = Text("", muted=True, wraps=False)
        self.back = Button("", Icon.CHEVRON_LEFT, Weight.QUIET)
        self.on = Button("", Icon.CHEVRON_RIGHT, Weight.QUIET)
        self.down = Button("", Icon.CHEVRON_DOWN, Weight.QUIET)
        self.leave = Button(translate("Appointment", "Leave (Esc)"), weight=Weight.QUIET)
        self.bar = QWidget()
        self._may_lose = False
        self._draft = HalfWritten("answers at an appointment", self._typed, self)
        self._lay_out()
        self._connect()
        self._job = surroundings.jobs.start(
            partial(read_appointment, journal, surroundings.instruments, surroundings.clock),
            self._show,
            failed=self._tell_failed,
        )

    @property
    def shown(self) -> int:
        """The place of the leaf that is shown, from 0."""
        return max(self.stack.currentIndex() - 1, 0)

    def turn(self, step: int) -> None:
        """Turn so many leaves on, or back, not past an end."""
        if not self.leaves:
            return
        self._flush()
        place = min(max(self.shown + step, 0), len(self.leaves) - 1)
        leaf = self.leaves[place]
        self.stack.setCurrentWidget(leaf.widget)
        told = translate("Appointment", "{n} of {all}").format(n=place + 1, all=len(self.leaves))
        self.place.setText(told)
        self.back.setEnabled(place > 0)
        self.on.setEnabled(place < len(self.leaves) - 1)
        self._show_way_down()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleName(f"{leaf.name}, {told}")
        announce(self, self.accessibleName())

    def end(self) -> None:
        """Close it whatever was typed, because the journal is about to be closed."""
        self._may_lose = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ahead = -1 if self.isRightToLeft() else 1
        turns = {
            Qt.Key.Key_Right: ahead,
            Qt.Key.Key_Left: -ahead,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Space: 1,
            Qt.Key.Key_Home: -len(self.leaves),
            Qt.Key.Key_End: len(self.leaves),
        }
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in turns:
            self.turn(turns[key])
        elif key in steps and self.leaves:
            self.leaves[self.shown].step(steps[key])
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type follows the screen; the system's own size is meant for half a metre."""
        super().resizeEvent(event)
        font = QFont(self.font())
        font.setPixelSize(text_pixels(event.size().height()))
        if font != self.font():
            self.setFont(font)
        self._fit_bar()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything first. What the journal refuses is said once before it is left."""
        self._flush()
        if self.unkept and not self._may_lose:
            self._may_lose = True
            self.turn(len(self.leaves))
            event.ignore()
            return
        self._job.cancel()
        event.accept()
        self.left.emit()

    def _lay_out(self) -> None:
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(look.MEDIUM)
        self.back.setAccessibleName(translate("Appointment", "Page before"))
        self.on.setAccessibleName(translate("Appointment", "Next page"))
        for button in (self.back, self.on, self.down, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows and Esc do the same
        bar.addWidget(self.back)
        bar.addWidget(self.place)
        bar.addWidget(self.on)
        bar.addStretch(1)
        bar.addWidget(self.down)
        bar.addWidget(self.leave)
        self.down.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.WIDE, look.LARGE, look.WIDE, look.MEDIUM)
        column.setSpacing(look.SMALL)
        # Type follows the height, so what stands here must never ask for more height.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.back.clicked.connect(self._turn_back)
        self.on.clicked.connect(self._turn_on)
        self.down.clicked.connect(self._go_down)
        self.leave.clicked.connect(self.close)
        for keys in ("Esc", "F11"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        QShortcut(QKeySequence(LOCK_KEY), self).activated.connect(self.lock_wanted)

    def _turn_back(self) -> None:
        self.turn(-1)

    def _turn_on(self) -> None:
        self.turn(1)

    def _go_down(self) -> None:
        self.leaves[self.shown].step(1)

    def _show_way_down(self) -> None:
        """That there is more below, or something to go through."""
        if self.leaves:
            sheet = self.leaves[self.shown].widget
            self.down.set_words(sheet.down_words)
            self.down.setVisible(sheet.has_more)
            self._fit_bar()

    def _fit_bar(self) -> None:
        """The bar's words grow smaller where they would lie over one another."""
        font = QFont(self.font())
        self.bar.setFont(font)
        free = self.width() - 2 * look.WIDE
        while self.bar.sizeHint().width() > free and font.pixelSize() > _LEAST_OF_BAR:
            font.setPixelSize(font.pixelSize() - 1)
            self.bar.setFont(font)

    def _show(self, data: AppointmentData) -> None:
        self.leaves = make_leaves(data, can_write=not self._journal.is_read_only)
        for leaf in self.leaves:
            self.stack.addWidget(leaf.widget)
            leaf.widget.moved.connect(self._show_way_down)
        if self.questions is not None:
            self.questions.show_typed(self._draft.open(self._journal))
            self.questions.told.connect(self._keep_answer)
            self.questions.touched.connect(self._draft.touch)
        self.stack.setCurrentIndex(1)
        self.turn(0)

    def _tell_failed(self, error: Exception) -> None:
        text = problem_words(error)
        if text is None:
            self.failed.emit(error)
            return
        self.waiting.setText(text)

    def _flush(self) -> None:
        if self.questions is not None:
            self.questions.flush()
            self._draft.touch()
            self._draft.flush()

    def _typed(self) -> dict[str, str]:
        return {} if self.questions is None else self.questions.typed()

    @property
    def questions(self) -> QuestionsLeaf | None:
        """The leaf of questions, once the journal is read."""
        found = (one.content for one in self.leaves)
        return next((one for one in found if isinstance(one, QuestionsLeaf)), None)

    @property
    def unkept(self) -> bool:
        """Whether an answer stands here that the journal refused."""
        return not self.problem.isHidden()

    def _is_answered_elsewhere(self, question_id: str, answer: str) -> bool:
        """Whether there is another answer by now; it is said before that one is written over."""
        if self.questions is None:
            return False
        line = self.questions.line(question_id)
        with self._journal.read() as session:
            found = next((one for one in all_questions(session) if one.id == question_id), None)
        if found is None or found.is_open or found.answer == answer or line.before is None:
            return False
        now = (True, found.answer)
        if now == line.before:
            return False
        line.see(now)
        text = translate(
            "Appointment",
            "This was answered elsewhere: “{answer}”. Yours is kept over it when you go on; the "
            "other stays among its earlier versions.",
        )
        self.problem.setText(text.format(answer=found.answer))
        self.problem.show()
        return True

    def _keep_answer(self, question_id: str, is_answered: bool, answer: str) -> None:
        """Keep a tick or an answer at once; what the journal refuses stays where it was written."""
        if is_answered and self._is_answered_elsewhere(question_id, answer):
            return

        def keep(session: Session) -> None:
            if is_answered:
                today = day_of(self._clock(), journal_settings(session).day_ends_at)
                answer_question(session, question_id, today, answer)
            else:
                reopen_question(session, question_id)

        if attempt(self._journal, "Answer a question", keep, self._tell, AnsweredBeforeAsked):
            self.problem.hide()
            self._may_lose = False
        elif self.questions is not None:
            self.questions.take_back(question_id)

    def _tell(self, error: Exception) -> None:
        self.problem.setText(problem_words(error) or "")
        self.problem.show()
