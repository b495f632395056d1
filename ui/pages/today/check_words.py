"""What a check says of itself: how far it is, and what can be done with it."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from journal.words.scores import score_words
from ui import words
from ui.pages.today.day_values import Check, Stage

translate = QCoreApplication.translate


def status_words(check: Check, today: date) -> str:
    """How far a check is, in words."""
    if check.has_draft:
        if check.times and not check.instrument.several_a_day:
            return translate("Today", "changed, not saved")
        return translate("Today", "half filled in")
    if check.stage is Stage.DUE:
        return translate("Today", "due")
    if check.stage is Stage.INCOMPLETE:
        return translate("Today", "logged without a total, because answers are missing")
    if check.stage is Stage.LOGGED:
        return _logged_words(check)
    if check.next_day is not None:
        return translate("Today", "next on {day}").format(
            day=words.short_day(check.next_day, today)
        )
    return translate("Today", "whenever you like")


def _logged_words(check: Check) -> str:
    scores = score_words(check.instrument, check.scores)
    if check.times > 1 and not check.instrument.several_a_day:  # on two computers, say
        return translate(
            "Today",
            "logged {n} times, last {scores}; the median counts, and the diary shows each",
        ).format(n=check.times, scores=scores)
    if check.times > 1:
        return translate("Today", "logged {n} times, last {scores}").format(
            n=check.times, scores=scores
        )
    return translate("Today", "logged, {scores}").format(scores=scores)


def saved_words(check: Check) -> str:
    """What is said once a check is saved."""
    if check.stage is Stage.INCOMPLETE:
        return translate("Today", "saved as incomplete")
    return translate("Today", "logged, {scores}").format(
        scores=score_words(check.instrument, check.scores)
    )


def action_words(check: Check) -> str:
    """What the button of a check that is not open does."""
    if check.has_draft or check.stage is Stage.INCOMPLETE:
        return translate("Today", "Go on")
    if check.stage is Stage.DUE:
        return translate("Today", "Fill in")
    if check.stage is Stage.LOGGED:
        if check.instrument.several_a_day:
            return translate("Today", "Log another")
        return translate("Today", "Change")
    if check.instrument.due_every is None:
        return translate("Today", "Log now")
    return translate("Today", "Start anyway")
