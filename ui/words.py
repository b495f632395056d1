"""The words of the windows for routes, grades, phases, days and clock times.

Everything is a function, because a translator may be installed after this module is loaded.
"""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from journal.words import SELF

translate = QCoreApplication.translate


def route(word: str) -> str:
    """How a treatment was given; the word is one of `records.Route`."""
    known = {
        "IV": translate("Words", "into a vein (IV)"),
        "IM": translate("Words", "into a muscle (IM)"),
        "SC": translate("Words", "under the skin (SC)"),
        "nasal": translate("Words", "nasal spray"),
        "oral": translate("Words", "swallowed"),
        "sublingual": translate("Words", "under the tongue"),
    }
    return known.get(word, word)


def grade(word: str) -> str:
    """Grade of a side effect; the word is one of `records.Severity`."""
    known = {
        "mild": translate("Words", "mild"),
        "moderate": translate("Words", "moderate"),
        "severe": translate("Words", "severe"),
    }
    return known.get(word, word)


def phase(word: str) -> str:
    """Part of a course; the word is one of `records.Phase`."""
    known = {
        "induction": translate("Words", "induction"),
        "maintenance": translate("Words", "maintenance"),
        "booster": translate("Words", "booster"),
    }
    return known.get(word, word)


def status(word: str) -> str:
    """Where a treatment stands; the word is one of `records.Status`."""
    known = {
        "planned": translate("Words", "planned"),
        "completed": translate("Words", "completed"),
        "cancelled": translate("Words", "cancelled"),
    }
    return known.get(word, word)


def series(title: str, rater: str) -> str:
    """One score from one rater, among those there are to choose from."""
    if rater == SELF:
        return title
    return translate("Words", "{title}, rated by {name}").format(title=title, name=rater)


def day_title(day: date, today: date) -> str:
    """A day as a page title: the year only when it is not this one."""
    return _spelt(day, "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy")


def short_day(day: date, today: date) -> str:
    """A day inside a sentence: "today", "yesterday", "23 November"."""
    if day == today:
        return translate("Words", "today")
    if day == today - timedelta(days=1):
        return translate("Words", "yesterday")
    return _spelt(day, "d MMMM" if day.year == today.year else "d MMMM yyyy")


def clock(at: time | datetime) -> str:
    """A time of day as this system writes it: "14:05" or "2:05 pm"."""
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def moment(at: datetime) -> str:
    """An instant inside a sentence, as this computer's clock has it: "today at 14:05"."""
    here = at.astimezone()
    return translate("Words", "{day} at {time}").format(
        day=short_day(here.date(), datetime.now().astimezone().date()), time=clock(here)
    )


def full_day(day: date) -> str:
    """A day that may be any, inside a sentence: "Saturday 10 January 2026"."""
    return _spelt(day, "dddd d MMMM yyyy")


def month(year_and_month: str) -> str:
    """The month of "2026-11", spelt out."""
    year, _, number = year_and_month.partition("-")
    return _spelt(date(int(year), int(number), 1), "MMMM yyyy")


def locale() -> QLocale:
    """The language of the words, with the clock and the week of the place where the person lives.

    No system's language counts that the words are not written in, so nothing mixes two.
    """
    language = QLocale(translate("Words", "en", "the code of this language")).language()
    here = QLocale(language, QLocale.system().territory())
    is_known = here.territory() == QLocale.system().territory()
    return here if is_known else QLocale(language, QLocale.Country.UnitedKingdom)


def _spelt(day: date, form: str) -> str:
    return locale().toString(QDate(day.year, day.month, day.day), form)
