"""The views of the trajectories page, in the order in which they are offered.

A view is one file here and one line below.
"""

from typing import Any

from ui.pages.trajectories.view import View
from ui.pages.trajectories.views.around import around_view
from ui.pages.trajectories.views.calendar import calendar_view
from ui.pages.trajectories.views.durations import durations_view
from ui.pages.trajectories.views.each import each_view
from ui.pages.trajectories.views.hours import hours_view
from ui.pages.trajectories.views.side_effects import side_effects_view
from ui.pages.trajectories.views.timeline import timeline_view


def all_views() -> tuple[View[Any], ...]:
    """Every view; the first is shown until another is chosen."""
    return (
        timeline_view(),
        around_view(),
        each_view(),
        durations_view(),
        hours_view(),
        side_effects_view(),
        calendar_view(),
    )
