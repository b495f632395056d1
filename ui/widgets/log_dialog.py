"""The log on the screen, to be read before anybody sends it; the program itself never does."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from journal import owner_only
from ui import look
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.file_dialog import begin_folder
from ui.widgets.flow import Flow
from ui.widgets.text import Text

translate = QCoreApplication.translate

FILE_NAME = "tidemark-log.txt"


class LogDialog(QDialog):
    """Shows a text that cannot be changed, with ways to copy it and to save it."""

    def __init__(self, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self.setWindowTitle(translate("Log", "The log"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(320, 240))
        self.text = QPlainTextEdit(log or translate("Log", "Nothing has gone wrong."))
        self.copy = Button(translate("Log", "Copy"), Icon.COPY)
        self.save = Button(translate("Log", "Save as"), Icon.SAVE)
        self.close_button = Button(translate("Log", "Close"), Icon.CLOSE)
        self.said = Text()
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(self.accept)

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 44, unit * 30)

    def choose_file(self) -> QFileDialog:
        """Ask where to save it; returns the dialog that was opened."""
        dialog = QFileDialog(self, translate("Log", "Save the log"), str(begin_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(FILE_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_as)
        dialog.open()
        return dialog

    def save_as(self, path: str) -> None:
        """Write it to a file that only its owner can read."""
        try:
            owner_only.write(Path(path), self._log.encode())
        except OSError:
            self._say(
                translate("Log", "It cannot be saved there. Choose another folder for the file.")
            )
            return
        self._say(translate("Log", "Saved as {path}.").format(path=path))

    def _lay_out(self) -> None:
        about = Text(
            translate(
                "Log",
                "This is all that is kept about faults: when they happened and in which part of "
                "the program. It holds nothing you wrote, no names, and no names of files of "
                "yours. Tidemark sends it nowhere. If you ask somebody for help, you can copy it "
                "or save it and give it to them.",
            )
        )
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(translate("Log", "The log"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font = self.text.font()
        font.setFamilies(fixed.families())
        self.text.setFont(font)
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # the newest comes last
        for button in (self.copy, self.save):
            button.setEnabled(bool(self._log))
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.LARGE, look.LARGE, look.LARGE, look.LARGE)
        layout.setSpacing(look.MEDIUM)
        layout.addWidget(about)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.said)
        layout.addWidget(Flow((self.copy, self.save, self.close_button)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._log)
        self._say(translate("Log", "The log is on the clipboard."))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
