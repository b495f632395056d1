"""Rounded surfaces, rings and marks, as every widget and the style draw them."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from ui import look


def draw_surface(
    painter: QPainter,
    area: QRect,
    fill: QColor | str | None,
    line: QColor | str | None,
    *,
    radius: float = look.RADIUS,
    width: float = look.HAIR,
) -> None:
    """A rounded rectangle inside `area`, its line wholly within; None leaves a part out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QColor(fill))
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inside = QRectF(area)
    else:
        painter.setPen(QPen(QColor(line), width))
        half = width / 2
        inside = QRectF(area).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inside, radius, radius)
    painter.restore()


def draw_ring(painter: QPainter, area: QRect, colour: str, *, radius: float = look.RADIUS) -> None:
    """The ring of the keyboard focus: two pixels, inside `area`."""
    draw_surface(painter, area, None, colour, radius=radius, width=2)


def draw_inner_ring(painter: QPainter, area: QRect, colour: str) -> None:
    """The ring on a filled surface: drawn a little inside it, in the colour of its text."""
    draw_surface(
        painter, area.adjusted(3, 3, -3, -3), None, colour, radius=look.RADIUS - 3, width=1.5
    )


def draw_chevron(painter: QPainter, centre: QPointF, size: float, turn: int, colour: str) -> None:
    """A small arrow head; `turn` is clockwise degrees from pointing down, a multiple of 90."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.rotate(turn)
    pen = QPen(QColor(colour), max(1.5, size / 6))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    half, rise = size / 2, size / 4
    painter.drawPolyline(QPolygonF([QPointF(-half, -rise), QPointF(0, rise), QPointF(half, -rise)]))
    painter.restore()


def draw_tick(painter: QPainter, area: QRectF, colour: str) -> None:
    """A tick mark filling `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.5, area.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.30))
    painter.drawPolyline(
        QPolygonF(
            [QPointF(area.x() + x * area.width(), area.y() + y * area.height()) for x, y in points]
        )
    )
    painter.restore()


def write_elided(
    painter: QPainter, font: QFont, colour: str, area: QRect, text: str, side: Qt.AlignmentFlag
) -> None:
    """Write one line of text in the middle of an area's height, shortened to its width."""
    painter.setFont(font)
    painter.setPen(colour)
    fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, fitting)
