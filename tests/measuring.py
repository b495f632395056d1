"""The words of charts are measured once in a process: matplotlib forgets them with each figure.

Measuring them anew took a tenth of the time of the tests that draw.
"""

from functools import wraps
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg

Measures = tuple[float, float, float]
"""Width, height and descent, in pixels."""


def measure_once() -> None:
    """Remember what a text measures in a font, at a resolution, hinted or not."""
    measure = RendererAgg.get_text_width_height_descent
    known: dict[tuple[object, ...], Measures] = {}

    @wraps(measure)
    def remembered(renderer: RendererAgg, s: str, prop: Any, ismath: Any) -> Measures:
        key = (s, hash(prop), ismath, renderer.dpi, mpl.rcParams["text.hinting"])
        if key not in known:
            known[key] = measure(renderer, s, prop, ismath)  # type: ignore[no-untyped-call]
        return known[key]

    RendererAgg.get_text_width_height_descent = remembered  # type: ignore[method-assign]
