"""What Today's page says about a day as a whole, and on its small cards."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import words
from ui.pages.today.day_values import Day, TreatmentNear

translate = QCoreApplication.translate

_SHORT = 70
"""The most characters of a note that its small card shows."""


def near_words(near: TreatmentNear, day: date, today: date) -> str:
    """Where the day stands among the treatments."""
    if near.planned == day:
        clock = "" if near.planned_at is None else words.clock(near.planned_at)
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


def day_begun_words(before: date, shown: date, today: date, *, is_filling: bool) -> str:
    """Said when today is another day than before; nothing where a new day is simply shown."""
    if today > before:
        text = translate("Today", "A new day has begun. What you are filling in belongs to {day}.")
        return text.format(day=words.short_day(shown, today)) if is_filling else ""
    if is_filling:
        text = translate(
            "Today",
            "This computer's clock now says an earlier day, {today}. What you are filling in "
            "belongs to {day}. If the clock is wrong, put it right before you go on.",
        )
        return text.format(today=words.full_day(today), day=words.full_day(shown))
    return translate(
        "Today",
        "This computer's clock now says an earlier day, and this is that day. If the clock is "
        "wrong, put it right before you log anything.",
    )


def to_come_words(day: date) -> str:
    """Said in place of a day that has not come, or that the clock has not come to again."""
    return translate(
        "Today",
        "{day} has not come yet by this computer's clock, so nothing of it can be logged or "
        "changed. This is today.",
    ).format(day=words.full_day(day))


def observer_words(name: str) -> str:
    """Said above the checks while an observer rates."""
    return translate(
        "Today",
        "Writing as {name}: answer for what you saw. It stands beside the patient's own answers "
        "and never replaces them.",
    ).format(name=name)


def other_rater_words(name: str) -> str:
    """Said where a check that somebody else rated was to be changed; no name is the patient."""
    who = name or translate("Today", "the patient")
    return translate(
        "Today",
        "That check is by {name}. To change it, choose {name} under “Writing” at the bottom left.",
    ).format(name=who)


def not_asked_words(title: str) -> str:
    """Said where a check was to be changed that the day does not ask for."""
    return translate(
        "Today",
        "“{title}” is not asked for now. To change what was logged with it, choose it under “What "
        "is logged” in the settings.",
    ).format(title=title)


def one_of_several_words(title: str) -> str:
    """Said where one of several checks of a day was to be changed."""
    return translate(
        "Today",
        "“{title}” is logged several times a day, and one that is saved is not changed. It can go "
        "to the trash, and another be logged in its place.",
    ).format(title=title)


def logged_words(begun: Collection[str], logged: Sequence[str]) -> str:
    """What is logged on a day, on one line, or that something was begun."""
    if begun:
        return translate("Today", "begun, not saved")
    return ", ".join(logged) if logged else translate("Today", "none logged this day")


def note_words(day: Day) -> str:
    """The note of a day, shortened; of a private one only that there is one."""
    if day.note.is_draft:
        return translate("Today", "begun, not saved")
    if not day.note.text:
        return translate("Today", "add a line, private or for the clinic")
    if day.note.is_private:
        return translate("Today", "a private note")  # its words are nobody's who walks past
    text = " ".join(day.note.text.split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def question_words(day: Day) -> str:
    """How many questions wait, or that one was begun."""
    if day.question_draft:
        return translate("Today", "begun, not kept yet")
    count = len(day.questions)
    if not count:
        return translate("Today", "keep a question for the next visit")
    one = translate("Today", "1 question waiting")
    return one if count == 1 else translate("Today", "%n questions waiting", "", count)
