"""What Today's page says about a day as a whole."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import words
from ui.pages.day_values import TreatmentNear

translate = QCoreApplication.translate


def near_words(near: TreatmentNear, day: date, today: date) -> str:
    """Where the day stands among the treatments."""
    if near.planned == day:
        clock = "" if near.planned_at is None else near.planned_at.strftime("%H:%M")
        return translate("Today", "A treatment is planned for {clock}").format(clock=clock)
    if near.days_after == 0:
        return translate("Today", "The day of treatment {n}").format(n=near.number)
    if near.days_after is not None:
        return translate("Today", "Day {days} after treatment {n}").format(
            days=near.days_after, n=near.number
        )
    if near.planned is not None:
        return translate("Today", "Before the first treatment, planned for {day}").format(
            day=words.short_day(near.planned, today)
        )
    return translate("Today", "No treatment up to this day")


def all_done_words(day: date, today: date) -> str:
    """Said when nothing due is left."""
    if day == today:
        return translate("Today", "That is all for today")
    return translate("Today", "That is all for this day")


def new_day_words(day: date, today: date) -> str:
    """Said when a day ends while a form of it is being filled in."""
    return translate(
        "Today", "A new day has begun. What you are filling in belongs to {day}."
    ).format(day=words.short_day(day, today))


def observer_words(name: str) -> str:
    """Said above the checks while an observer rates."""
    return translate(
        "Today",
        "Writing as {name}: answer for what you saw. It stands beside the patient's own answers "
        "and never replaces them.",
    ).format(name=name)
