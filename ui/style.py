"""Qt's Fusion style with this program's own frames, so that plain Qt fields fit the pages."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionProgressBar,
    QStyleOptionSpinBox,
    QWidget,
)

from ui import look, surface

_Primitive = QStyle.PrimitiveElement
_Complex = QStyle.ComplexControl
_Control = QStyle.ControlElement
_Contents = QStyle.ContentsType
_Part = QStyle.SubControl
_State = QStyle.StateFlag

FIELD_PADDING = 6
SCROLL_BAR = 12
FRAME = 3
"""Keeps square contents clear of the rounded corners of a frame."""
_Metric = QStyle.PixelMetric
_EXTENTS: dict[int, int] = {
    _Metric.PM_ScrollBarExtent: SCROLL_BAR,
    _Metric.PM_DefaultFrameWidth: FRAME,
}
_INDICATORS: frozenset[int] = frozenset(
    {
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
    }
)
_NO_HINTS: frozenset[int] = frozenset(
    {
        QStyle.StyleHint.SH_ComboBox_Popup,  # a list below the field rather than over it
        QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons,
    }
)
"""Asked for a hundred times for each thing laid out, and so kept ready."""
_SINGLE_LINE = (
    _Contents.CT_PushButton,
    _Contents.CT_LineEdit,
    _Contents.CT_ComboBox,
    _Contents.CT_SpinBox,
)
_EDIT_FIELDS = (
    (_Complex.CC_ComboBox, _Part.SC_ComboBoxEditField),
    (_Complex.CC_SpinBox, _Part.SC_SpinBoxEditField),
)
_ARROWS = (
    (_Complex.CC_ComboBox, _Part.SC_ComboBoxArrow),
    (_Complex.CC_SpinBox, _Part.SC_SpinBoxUp),
    (_Complex.CC_SpinBox, _Part.SC_SpinBoxDown),
)


class Style(QProxyStyle):
    """Draws frames, buttons, boxes and scroll bars flat and rounded, in the palette's colours.

    A focused field is framed in the accent. Everything not drawn here is Fusion's.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Primitive.PE_PanelLineEdit:
            if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
                _draw_field(option, painter)
        elif element == _Primitive.PE_Frame and isinstance(widget, QAbstractScrollArea):
            _draw_field(option, painter, is_filled=False)
        elif element == _Primitive.PE_PanelButtonCommand:
            _draw_button(option, painter)
        elif element == _Primitive.PE_IndicatorCheckBox:
            _draw_check(option, painter)
        elif element == _Primitive.PE_IndicatorRadioButton:
            _draw_radio(option, painter)
        elif element == _Primitive.PE_FrameFocusRect and isinstance(
            widget, (QCheckBox, QRadioButton)
        ):
            accent = look.colours_of(option.palette).accent
            surface.draw_ring(painter, option.rect, accent, radius=4)
        elif element == _Primitive.PE_FrameFocusRect and isinstance(widget, QPushButton):
            pass  # its frame shows the focus already
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _Complex.CC_ComboBox:
            _draw_field(option, painter)
            arrow = self.subControlRect(control, option, _Part.SC_ComboBoxArrow, widget)
            _draw_arrow(option, arrow, 0, painter)
        elif control == _Complex.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            _draw_field(option, painter)
            if option.buttonSymbols != QAbstractSpinBox.ButtonSymbols.NoButtons:
                up = self.subControlRect(control, option, _Part.SC_SpinBoxUp, widget)
                down = self.subControlRect(control, option, _Part.SC_SpinBoxDown, widget)
                _draw_arrow(option, up, 180, painter)
                _draw_arrow(option, down, 0, painter)
        elif control == _Complex.CC_ScrollBar:
            thumb = self.subControlRect(control, option, _Part.SC_ScrollBarSlider, widget)
            _draw_scroll_thumb(option, thumb, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        colours = look.colours_of(option.palette)
        if element == _Control.CE_ProgressBarGroove:
            surface.draw_surface(painter, option.rect, colours.hairline, None, radius=4)
        elif element == _Control.CE_ProgressBarContents and isinstance(
            option, QStyleOptionProgressBar
        ):
            _draw_progress(option, painter)
        elif element in (_Control.CE_HeaderSection, _Control.CE_HeaderEmptyArea):
            painter.fillRect(option.rect, colours.paper)
            edge = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), look.HAIR)
            painter.fillRect(edge, colours.hairline)
        else:
            super().drawControl(element, option, painter, widget)

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        result = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind == _Contents.CT_ItemViewItem and widget is not None:
            result.setHeight(max(result.height(), round(widget.fontMetrics().height() * 1.8)))
        if kind in _SINGLE_LINE and widget is not None:
            result.setHeight(look.control_height(widget.font()))
            if kind == _Contents.CT_PushButton:
                result.setWidth(result.width() + look.MEDIUM)
            else:
                result.setWidth(result.width() + 2 * FIELD_PADDING)
        return result

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        result = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if (
            element == QStyle.SubElement.SE_LineEditContents
            and isinstance(option, QStyleOptionFrame)
            and option.lineWidth > 0
        ):
            return result.adjusted(FIELD_PADDING, 0, -FIELD_PADDING, 0)
        return result

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        area = self._part(control, option, part, widget)
        if (control, part) in _EDIT_FIELDS:
            return area.adjusted(FIELD_PADDING, 0, -FIELD_PADDING, 0)
        if (control, part) in _ARROWS:
            inward = (
                FIELD_PADDING
                if option.direction == Qt.LayoutDirection.RightToLeft
                else -FIELD_PADDING
            )
            return area.translated(inward, 0)
        return area

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _EXTENTS:
            return _EXTENTS[metric]
        if widget is not None and metric in _INDICATORS:
            return look.icon_size(widget.font())
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        if hint in _NO_HINTS:
            return 0
        return super().styleHint(hint, option, widget, answer)

    def _part(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None,
    ) -> QRect:
        # Qt takes no widget as well as one; its stubs do not know that here.
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]


def _draw_field(option: QStyleOption, painter: QPainter, *, is_filled: bool = True) -> None:
    colours = look.colours_of(option.palette)
    has_focus = bool(option.state & _State.State_HasFocus)
    surface.draw_surface(
        painter,
        option.rect,
        colours.paper if is_filled else None,
        colours.accent if has_focus else colours.hairline,
        width=2 if has_focus and is_filled else look.HAIR,
    )


def _draw_button(option: QStyleOption, painter: QPainter) -> None:
    colours = look.colours_of(option.palette)
    state = option.state
    is_default = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )
    has_focus = bool(state & _State.State_HasFocus)
    is_raised = bool(state & (_State.State_MouseOver | _State.State_Sunken))
    surface.draw_surface(
        painter,
        option.rect,
        colours.raised if is_raised and state & _State.State_Enabled else colours.paper,
        colours.accent if has_focus or is_default else colours.hairline,
        width=2 if has_focus else look.HAIR,
    )


def _draw_check(option: QStyleOption, painter: QPainter) -> None:
    colours = look.colours_of(option.palette)
    is_on = bool(option.state & _State.State_On)
    fill, line = (colours.accent, colours.accent) if is_on else (colours.paper, colours.muted)
    area = option.rect.adjusted(1, 1, -1, -1)
    surface.draw_surface(painter, area, fill, line, radius=4, width=1.25)
    if is_on:
        surface.draw_tick(painter, QRectF(area), colours.on_accent)


def _draw_radio(option: QStyleOption, painter: QPainter) -> None:
    colours = look.colours_of(option.palette)
    is_on = bool(option.state & _State.State_On)
    area = option.rect.adjusted(1, 1, -1, -1)
    line = colours.accent if is_on else colours.muted
    surface.draw_surface(
        painter, area, colours.paper, line, radius=area.width() / 2, width=5 if is_on else 1.25
    )


def _draw_arrow(option: QStyleOption, area: QRect, turn: int, painter: QPainter) -> None:
    colours = look.colours_of(option.palette)
    is_enabled = bool(option.state & _State.State_Enabled)
    surface.draw_chevron(
        painter,
        QPointF(QRectF(area).center()),
        option.fontMetrics.height() * 0.42,
        turn,
        colours.muted if is_enabled else colours.hairline,
    )


def _draw_scroll_thumb(option: QStyleOptionComplex, thumb: QRect, painter: QPainter) -> None:
    """Only the thumb is drawn; where everything is in view there is none."""
    if not option.state & _State.State_Enabled:
        return
    colours = look.colours_of(option.palette)
    is_held = bool(option.state & (_State.State_MouseOver | _State.State_Sunken))
    fill = look.mixed(colours.muted, colours.page, 0.2 if is_held else 0.55)
    surface.draw_surface(painter, thumb.adjusted(3, 3, -3, -3), fill, None, radius=3)


def _draw_progress(option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """The share done; nothing moves while the share is unknown."""
    colours = look.colours_of(option.palette)
    span = option.maximum - option.minimum
    if span <= 0:
        return
    done = QRect(option.rect)
    done.setWidth(round(done.width() * (option.progress - option.minimum) / span))
    surface.draw_surface(painter, done, colours.accent, None, radius=4)
