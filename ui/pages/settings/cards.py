"""The parts of the settings, each a card: values in, values out."""

from collections.abc import Iterable, Sequence
from datetime import time

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QTimeEdit,
    QWidget,
)

from journal.instruments import Instrument
from ui import look
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.form_rows import FormRows
from ui.widgets.segments import Segments
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_KEPT_AFTER = 600
"""Milliseconds of rest after which a name or a time is kept."""


def how_often(instrument: Instrument) -> str:
    """When an instrument comes up."""
    if instrument.due_every == 1:
        return translate("Settings", "every day")
    if instrument.due_every is not None:
        return translate("Settings", "every %n days", "", instrument.due_every)
    if instrument.several_a_day:
        return translate("Settings", "whenever you like, several times a day")
    return translate("Settings", "whenever you like")


def instrument_words(instrument: Instrument) -> str:
    """When an instrument comes up, how long it is and what it is about."""
    return f"{how_often(instrument)}, {_length(instrument)}"


class LoggedCard(Card):
    """Which instruments are logged. `changed` carries their codes in display order."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__(
            translate("Settings", "What is logged"),
            translate(
                "Settings",
                "Taking one away keeps everything that was logged with it.",
            ),
        )
        self.boxes: dict[str, QCheckBox] = {}
        self._offered: list[Instrument] = []
        self._often: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.LARGE)
        self._grid.setVerticalSpacing(look.TIGHT)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    def show_instruments(self, known: Iterable[Instrument], logged: Sequence[str]) -> None:
        """Show all instruments that can be logged by hand, ticked where they are."""
        offered = [one for one in known if not one.treatment_day_only]
        if offered != self._offered:
            self._build(offered)
        for code, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(code in logged)

    def _build(self, offered: Sequence[Instrument]) -> None:
        for widget in (*self._often, *self.boxes.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        before = next(iter(self.boxes.values()), None)
        self._offered = list(offered)
        self._often, self.boxes = [], {}
        for row, instrument in enumerate(offered):
            box = QCheckBox(instrument.title)
            box.setAccessibleDescription(how_often(instrument))
            box.setMinimumHeight(look.LEAST_CONTROL)
            box.toggled.connect(self._toggled)
            often = second_line(instrument_words(instrument))
            self._grid.addWidget(box, row, 0)
            self._grid.addWidget(often, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._often.append(often)
            self.boxes[instrument.code] = box
            if before is not None:  # made late, and yet reached where it stands
                QWidget.setTabOrder(before, box)
            before = box

    def _toggled(self) -> None:
        self.changed.emit(tuple(code for code, box in self.boxes.items() if box.isChecked()))


def _length(instrument: Instrument) -> str:
    count = len(instrument.items)
    one = translate("Settings", "1 question")
    many = translate("Settings", "%n questions", "", count)
    return translate("Settings", "{length} about {recall}").format(
        length=one if count == 1 else many, recall=instrument.recall_words
    )


class DayCard(Card):
    """When a day ends. `changed` carries the time."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("Settings", "When a day ends"))
        self.field = QTimeEdit()
        self.field.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.field.setTimeRange(QTime(0, 0), QTime(11, 59))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_KEPT_AFTER)
        self._rest.timeout.connect(self._tell)
        self.field.timeChanged.connect(self._touched)
        self.field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        rows = FormRows()
        rows.add(translate("Settings", "The day ends at"), self.field)
        self.body.addWidget(rows)
        self.body.addWidget(
            second_line(
                translate(
                    "Settings",
                    "What you log before this time of night still belongs to the day before. "
                    "Entries that are already there keep their day.",
                )
            )
        )

    def show_time(self, ends_at: time) -> None:
        """Show the time."""
        if not self._rest.isActive():
            with QSignalBlocker(self.field):
                self.field.setTime(QTime(ends_at.hour, ends_at.minute))

    def flush(self) -> None:
        """Tell a change now instead of soon."""
        if self._rest.isActive():
            self._rest.stop()
            self._tell()

    def _touched(self) -> None:
        self._rest.start()

    def _tell(self) -> None:
        shown = self.field.time()
        self.changed.emit(time(shown.hour(), shown.minute()))


class LookCard(Card):
    """Light or dark, and how large the text is."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Look"))
        self.theme = Segments(
            (
                ("system", translate("Settings", "As the computer")),
                ("light", translate("Settings", "Light")),
                ("dark", translate("Settings", "Dark")),
            ),
            translate("Settings", "Colours"),
        )
        self.scale = Segments(
            (
                ("1.0", translate("Settings", "As the computer")),
                ("1.25", translate("Settings", "Larger")),
                ("1.5", translate("Settings", "Largest")),
            ),
            translate("Settings", "Text size"),
        )
        self.theme.chosen.connect(self.theme_chosen)
        self.scale.chosen.connect(self._choose_scale)
        rows = FormRows()
        rows.add(translate("Settings", "Colours"), self.theme)
        rows.add(translate("Settings", "Text size"), self.scale)
        self.body.addWidget(rows)

    def show_look(self, theme: str, scale: float) -> None:
        """Show what is chosen; a scale that is not offered counts as the computer's."""
        self.theme.set_value(theme)
        offered = [segment.value for segment in self.scale.segments]
        self.scale.set_value(str(scale) if str(scale) in offered else "1.0")

    def _choose_scale(self, value: str) -> None:
        self.scale_chosen.emit(float(value))


class FileCard(Card):
    """Where the journal lies, and what can be done with it as a file.

    `asked` carries the key of the button that was pressed.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(translate("Settings", "The journal"))
        self._path = Text(anywhere=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._path)
        self.body.addWidget(
            second_line(
                translate(
                    "Settings",
                    "One file, readable by you alone. Copies of it are made by themselves: see "
                    "“Backups”. To take it to another computer, close Tidemark and copy it there.",
                )
            )
        )
        self.without_log = second_line(
            translate(
                "Settings",
                "Its folder is one in which nobody can read the journal while another saves, as in "
                "some network folders. Saving is safe there all the same.",
            )
        )
        self.body.addWidget(self.without_log)
        self.buttons: dict[str, Button] = {}
        self.body.addSpacing(look.SMALL)
        for row in self._rows():
            for key, title, icon_name in row:
                button = Button(title, icon_name)
                button.setProperty("key", key)
                button.clicked.connect(self._pressed)
                self.buttons[key] = button
            self.body.addWidget(Flow([self.buttons[key] for key, _, _ in row]))

    def show_path(self, path: str, *, is_sample: bool, has_log: bool = True) -> None:
        """Show where it lies, and whether its folder allows a write-ahead log."""
        self.without_log.setVisible(not has_log)
        sample = translate("Settings", "The sample patient, in a throw-away copy. Nothing is kept.")
        self._path.setText(sample if is_sample else path)

    def _rows(self) -> tuple[tuple[tuple[str, str, Icon], ...], ...]:
        return (
            (("bring-in", translate("Settings", "Bring entries in"), Icon.IMPORT),),
            (
                ("open", translate("Settings", "Open another journal"), Icon.FOLDER),
                ("start", translate("Settings", "Start a new journal"), Icon.PLUS),
                ("sample", translate("Settings", "Look at the sample patient"), Icon.TRAJECTORIES),
            ),
        )

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.asked.emit(str(button.property("key")))
