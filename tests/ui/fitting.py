"""What does not fit: words that are cut, and pages that are too wide."""

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.button import Button
from ui.widgets.card import CardButton
from ui.widgets.chips import Chip
from ui.widgets.nav_rail import RailButton
from ui.widgets.page_body import PageBody
from ui.widgets.scale_buttons import AnswerButton
from ui.widgets.text import Text

NARROW = 816
"""What a window of 1024 pixels leaves beside the rail."""


def cut(root: QWidget) -> list[str]:
    """What is too small for its words, or lies outside its parent."""
    faults = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, Text):
            least = widget.minimumSizeHint().width() - 1
            is_cut = widget.width() < least or widget.height() < widget.heightForWidth(
                widget.width()
            )
        elif isinstance(widget, AnswerButton):
            is_cut = widget.width() < widget.room(widget.words_width(3))
            is_cut = is_cut or widget.height() < widget.height_for(widget.width())
        elif isinstance(widget, (Button, Chip, RailButton)):
            hint = widget.sizeHint()
            is_cut = widget.width() < hint.width() or widget.height() < hint.height()
        elif isinstance(widget, CardButton):
            is_cut = widget.height() < widget.heightForWidth(widget.width())
        else:
            continue
        parent = widget.parentWidget()
        inside = parent is None or parent.rect().contains(widget.geometry())
        if is_cut or not inside:
            faults.append(
                f"{type(widget).__name__} “{widget.accessibleName()}” {widget.geometry()}"
            )
    return faults


def is_wide(page: QWidget) -> bool:
    """Whether something of a page would have to be scrolled sideways."""
    areas = [page] if isinstance(page, QScrollArea) else page.findChildren(PageBody)
    return any(area.horizontalScrollBar().maximum() > 0 for area in areas)
