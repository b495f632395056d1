"""Pages as images, one at a time; keys and buttons turn them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui import look, surface
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text

translate = QCoreApplication.translate

_SHEET = 297 / 210
_WIDEST = 46
"""The width of a page at most, in lines of text."""

_FORWARD = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)


class PageView(QWidget):
    """One page as wide as there is room for.

    `turn_wanted` carries how many pages on, or back when negative; far more than there are for
    either end.
    """

    turn_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage) -> None:
        """Show another page."""
        self._image = image
        self.updateGeometry()
        self.update()

    @property
    def has_page(self) -> bool:
        """Whether there is a page to see."""
        return not self._image.isNull()

    @property
    def most_dots(self) -> float:
        """The width of a page at its widest, in dots of the screen: finer pages would be lost."""
        return self._widest() * self.devicePixelRatioF()

    def sizeHint(self) -> QSize:
        width = self._widest()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.text_width(self.font(), 24), look.WIDE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self._widest()) * self._ratio())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = {Qt.Key.Key_Home: -1_000, Qt.Key.Key_End: 1_000}
        if event.key() in _FORWARD:
            self.turn_wanted.emit(1)
        elif event.key() in _BACK:
            self.turn_wanted.emit(-1)
        elif event.key() in far:
            self.turn_wanted.emit(far[Qt.Key(event.key())])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.fillRect(area, Qt.GlobalColor.white if self.has_page else colours.raised)
        if self.has_page:
            ratio = self.devicePixelRatioF()
            fine = QSize(round(area.width() * ratio), round(area.height() * ratio))
            scaled = self._image.scaled(
                fine,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(area, scaled)
        painter.setPen(colours.hairline)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            surface.draw_ring(painter, area, colours.accent, radius=0)
        painter.end()

    def _area(self) -> QRect:
        width = min(self.width(), self._widest())
        height = min(round(width * self._ratio()), self.height())
        return QRect(QPoint((self.width() - width) // 2, 0), QSize(width, height))

    def _ratio(self) -> float:
        return self._image.height() / self._image.width() if self.has_page else _SHEET

    def _widest(self) -> int:
        return self.fontMetrics().height() * _WIDEST


class Preview(Card):
    """The pages, how far they are drawn, and what stood in the way.

    `stop_wanted` asks to stop the drawing, `again_wanted` to draw what was stopped. The buttons
    `stop` and `again` are laid out by whoever has room for them.
    """

    stop_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._images: tuple[bytes, ...] = ()
        self._spoken = ""
        self._shown = 0
        self.page = PageView()
        self.back = Button(translate("Report", "Page back"), Icon.CHEVRON_LEFT)
        self.forward = Button(translate("Report", "Next page"), Icon.CHEVRON_RIGHT, icon_after=True)
        self.number = Text("", wraps=False)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(look.TIGHT)
        keeps_room = self.bar.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # the page below does not jump
        self.bar.setSizePolicy(keeps_room)
        self.bar.setAccessibleName(translate("Report", "How far the pages are drawn"))
        self.said = Text("")
        self.stop = Button(translate("Report", "Stop drawing"), Icon.CLOSE)
        self.again = Button(translate("Report", "Draw the pages"))
        self._lay_out()
        self._connect()
        self.show_pages((), "")
        self.say_idle()

    @property
    def shown(self) -> int:
        """The page that is shown, from 0."""
        return self._shown

    def show_pages(self, images: Sequence[bytes], spoken: str) -> None:
        """Show pages; the one shown before stays if it is still there."""
        self._images, self._spoken = tuple(images), spoken
        self._show(min(self._shown, max(len(self._images) - 1, 0)))

    def say_drawing(self, share: float) -> None:
        """Say how far the drawing is."""
        self.bar.setValue(round(share * 100))
        self.bar.show()
        self.stop.show()
        self.again.hide()
        self.said.hide()
        if not self._images:
            self.number.setText(translate("Report", "Drawing the pages"))

    def say_idle(self, text: str = "", *, can_draw: bool = False) -> None:
        """Nothing is being drawn; `text` says why, if there is something to say."""
        self.bar.hide()
        self.stop.hide()
        self.again.setVisible(can_draw)
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._show_number()

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.setSpacing(look.SMALL)
        turning.addWidget(self.back)
        turning.addWidget(self.number, 1)
        turning.addWidget(self.forward)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.setSpacing(look.TIGHT)
        column.addLayout(turning)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addWidget(self.page)
        self.body.addLayout(column)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.page.turn_wanted.connect(self._turn)
        self.back.clicked.connect(self._turn_back)
        self.forward.clicked.connect(self._turn_forward)
        self.stop.clicked.connect(self.stop_wanted)
        self.again.clicked.connect(self.again_wanted)

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_forward(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        self._show(max(0, min(self._shown + step, len(self._images) - 1)))

    def _show(self, place: int) -> None:
        self._shown = place
        count = len(self._images)
        self.page.show_image(QImage.fromData(self._images[place]) if place < count else QImage())
        self._show_number()
        words = self.number.text()
        self.page.setAccessibleName(words or translate("Report", "No page yet"))
        self.page.setAccessibleDescription(self._spoken if place == 0 else "")
        self.back.setEnabled(place > 0)
        self.forward.setEnabled(place + 1 < count)

    def _show_number(self) -> None:
        count = len(self._images)
        words = translate("Report", "Page {number} of {count}")
        self.number.setText(words.format(number=self._shown + 1, count=count) if count else "")
