"""What the joining of a copy asks, one thing at a time: its passphrase, whose it is, whether to."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.safekeeping.joining import joined_kinds
from journal.safekeeping.merging import MergePlan
from journal.safekeeping.shared_identity import OtherJournal
from journal.words.joining import would_join
from ui import look
from ui.forms.passphrase import PassphraseField
from ui.widgets.button import Button, Weight
from ui.widgets.flow import Flow
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class Asking(QWidget):
    """The passphrase of the other copy."""

    answered = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = PassphraseField()
        self.problem = Text()
        self.button = Button(translate("Joining", "Open the copy"))
        self.cancel = Button(translate("Joining", "Leave it"), weight=Weight.QUIET)
        rows = FormRows()
        rows.add(
            translate("Joining", "Passphrase of the copy"),
            self.field,
            translate("Joining", "The one with which it is opened on the other computer."),
        )
        column = _column(self)
        column.addWidget(rows)
        column.addWidget(self.problem)
        column.addWidget(Flow((self.button, self.cancel)))
        self.field.returnPressed.connect(self._answer)
        self.button.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, problem: str) -> None:
        """Ask, saying first what was wrong with the last answer."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        if self.field.text():
            self.answered.emit(self.field.text())


class Stranger(QWidget):
    """Asks about a journal that was begun by itself: whether it is about the same person."""

    agreed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Text()
        self.agree = Button(translate("Joining", "It is the same person"))
        self.cancel = Button(_leave_words(is_changing=True), weight=Weight.QUIET)
        column = _column(self)
        column.addWidget(self.words)
        column.addWidget(Flow((self.agree, self.cancel)))
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, error: OtherJournal) -> None:
        """Ask, naming the patients where both have a name."""
        said = [
            translate(
                "Joining",
                "That journal was begun by itself: it is no copy of this one. Nothing was changed. "
                "The two can be joined if they are about the same person, as when a caregiver "
                "began a journal too. Two people's entries would be mixed for good.",
            )
        ]
        if error.patient and error.ours:
            named = translate("Joining", "It is about “{patient}”, and this one about “{ours}”.")
            said.append(named.format(patient=error.patient, ours=error.ours))
        self.words.setText(" ".join(said))
        self.show()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)


class Preview(QWidget):
    """What joining would do, before it is done."""

    agreed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Text()
        self.agree = Button(translate("Joining", "Join this copy"), weight=Weight.MAIN)
        self.cancel = Button(_leave_words(is_changing=True), weight=Weight.QUIET)
        self.kept = second_line(
            translate(
                "Joining",
                "A backup is made first: Ctrl+Z does not take a joined copy back, but the backup "
                "leads back.",
            )
        )
        column = _column(self)
        for part in (self.words, self.kept, Flow((self.agree, self.cancel))):
            column.addWidget(part)
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, plan: MergePlan) -> None:
        """Show what would happen."""
        self.words.setText("\n".join(would_join(joined_kinds(plan))))
        self.agree.setVisible(plan.is_changing)
        self.cancel.set_words(_leave_words(is_changing=plan.is_changing))
        self.kept.setVisible(plan.is_changing)
        self.show()
        target = self.agree if plan.is_changing else self.cancel
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _leave_words(*, is_changing: bool) -> str:
    return translate("Joining", "Leave it") if is_changing else translate("Joining", "Put it away")


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.SMALL)
    return column
