"""Colours that can be told apart and read, files that repeat byte for byte."""

from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from journal.charts import style
from journal.charts.end_labels import spread
from tests.journal.charts.drawn import reading, timeline, treatment


def luminance(colour: str) -> float:
    """WCAG relative luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_texts_can_be_read_on_their_ground(palette: style.Palette) -> None:
    for colour in (palette.ink, palette.muted, palette.accent, palette.treatment):
        assert contrast(colour, palette.ground) >= 4.5


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_later_treatments_are_stronger_in_grey_too(palette: style.Palette) -> None:
    strength = [contrast(palette.in_order(n, 8), palette.ground) for n in range(8)]
    assert strength == sorted(strength)
    assert strength[-1] > 2 * strength[0]
    assert strength[0] > 1.6


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        drawn = timeline([reading(n, 5) for n in range(9)], [treatment(4)])
        style.save(drawn.axes.figure.figure, tmp_path / f"{name}.{ending}")
    one, two = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(one) > 1000


def test_saving_leaves_the_settings_of_matplotlib_alone(tmp_path: Path) -> None:
    before = dict(mpl.rcParams.items())
    style.save(timeline([reading(1, 5)]).axes.figure.figure, tmp_path / "a.pdf")
    after = dict(mpl.rcParams.items())
    del before["backend"], after["backend"]  # found out by matplotlib itself at the first save
    assert after == before


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="gif"):
        style.save(timeline([reading(1, 5)]).axes.figure.figure, tmp_path / "a.gif")


def test_wrapped_lines_fit() -> None:
    text = "Thin lines: one a treatment, each ending where the next treatment begins."
    for width in (1.0, 2.0, 4.0):
        lines = style.wrap(text, 9, width)
        assert " ".join(lines) == text
        assert all(style.text_width(line, 9) <= width for line in lines)


heights = st.lists(st.floats(0.1, 1.0), min_size=1, max_size=6)


@given(heights, st.data())
def test_spread_labels_never_overlap_and_stay_inside_when_there_is_room(
    tall: list[float], data: st.DataObject
) -> None:
    wanted = sorted(data.draw(st.floats(-1, 8)) for _ in tall)
    placed = spread(wanted, tall, 0, 7)
    for index in range(1, len(placed)):
        apart = placed[index] - placed[index - 1]
        assert apart >= (tall[index] + tall[index - 1]) / 2 - 1e-9
    assert placed[0] >= tall[0] / 2 - 1e-9
    assert placed[-1] <= 7 - tall[-1] / 2 + 1e-9
