"""Side effects: by hours from the treatment that they followed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from journal import queries
from journal.charts.shown import Shown
from journal.side_effect_terms import load_vocabulary
from journal.trajectories.side_effects import SideEffects
from journal.words import side_effects as words
from journal.words.hours import numbered_words
from ui.icons import Icon
from ui.pages.trajectories.view import (
    Asked,
    Chosen,
    Known,
    Member,
    Nothing,
    Picture,
    View,
    offer_nothing,
)
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

_Read = tuple[SideEffects, bool]
"""The side effects, and whether they are a sample's."""


def side_effects_view() -> View[_Read]:
    name = translate("Trajectories", "Side effects")
    return View("side-effects", name, _read, offer_nothing, _show, is_about_score=False)


def _read(session: Session, _asked: Asked, known: Known) -> _Read:
    found = queries.side_effects_after(session, load_vocabulary(), known.today, known.day_ends_at)
    return found, known.is_sample


def _show(found: _Read, _chosen: Chosen) -> Picture | Nothing:
    effects, _ = found
    if effects.is_empty:
        return Nothing(
            translate("Trajectories", "No side effect yet"),
            translate(
                "Trajectories",
                "Side effects are logged under “Today”. When each began and ended is drawn here, "
                "by hours from the treatment that it followed.",
            ),
            Icon.SIDE_EFFECT,
        )
    followed = {one.number for one in effects.spans} | {one.number for one in effects.undated}
    return Picture(
        partial(_draw, found),
        ChartWords(
            words.title(), words.description(effects), "side-effects", partial(_height, effects)
        ),
        words.table(effects),
        tuple(
            Member(one.key, numbered_words(number, one))
            for number, one in enumerate(effects.treatments, 1)
            if number in followed
        ),
    )


def _draw(
    found: _Read, figure: "Figure", palette: "Palette", scale: float, shown: Shown
) -> Artists:
    from journal.charts.side_effects import draw_side_effects

    effects, is_sample = found
    return draw_side_effects(
        figure, effects, palette, shown=shown, scale=scale, is_sample=is_sample
    )


def _height(effects: SideEffects, wide: float, scale: float) -> float:
    from journal.charts.side_effects import height_for

    return height_for(effects, wide, scale)
