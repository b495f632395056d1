"""A chart as SVG for a page that is set with the same fonts: its texts stay texts.

That takes half the time of drawing every letter, and what is written in a chart can be searched
for in the end.
"""

import io
from functools import lru_cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from journal.charts import style

_POINTS = 72
_SETTINGS: Final[dict[Any, Any]] = {"svg.fonttype": "none", "svg.hashsalt": "tidemark"}


def svg(figure: Figure) -> str:
    """Draw a chart; the same chart gives the same text."""
    figure.dpi = _POINTS
    width, height = figure.get_size_inches() * _POINTS
    drawn = io.StringIO()
    with style.evenly_spaced(), mpl.rc_context(_SETTINGS):
        said = {"Date": None, "Creator": "Tidemark"}
        renderer: Any = _Renderer(width, height, drawn, metadata=said)  # type: ignore[no-untyped-call]
        figure.draw(renderer)
        renderer.finalize()
    return drawn.getvalue()


class _Renderer(RendererSVG):
    """matplotlib's own, which measures a text once for all charts: many stand in several."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        return _measured(s, str(prop.get_file()), prop.get_size_in_points(), ismath)


@lru_cache(maxsize=4096)
def _measured(text: str, face: str, size: float, ismath: Any) -> tuple[float, float, float]:
    font = FontProperties(fname=face, size=size)
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath)
    return width, height, descent
