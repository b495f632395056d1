"""What the diary says: its groups of kinds, its periods, and what emptying the trash means."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate

from journal.days import Instant
from journal.diary import DiaryEntry, Happened, WholeRecord
from journal.history.trash import Emptying
from journal.undecided import Done, UndecidedRecord
from journal.words import diary as said
from journal.words.diary import Difference
from ui import words
from ui.icons import Icon

translate = QCoreApplication.translate

GROUPS: Mapping[str, tuple[str, ...]] = {
    "checks": ("check_ins",),
    "treatments": ("treatments", "vital_signs"),
    "side-effects": ("side_effects",),
    "medicines": ("medicines", "intakes"),
    "notes": ("notes",),
    "questions": ("questions",),
    "visits": ("visits",),
    "others": ("own_instruments", "people"),
}
"""The kinds of records that are switched together."""

ICONS = {
    "check_ins": Icon.TODAY,
    "treatments": Icon.TREATMENTS,
    "vital_signs": Icon.VITAL_SIGNS,
    "side_effects": Icon.SIDE_EFFECT,
    "medicines": Icon.MEDICINE,
    "intakes": Icon.MEDICINE,
    "notes": Icon.NOTE,
    "questions": Icon.QUESTION,
    "visits": Icon.APPOINTMENT,
    "own_instruments": Icon.SETTINGS,
    "people": Icon.PERSON,
}

LONG = 60
"""Words of more characters stand below what they are about, and are not repeated in full."""

PERIODS = {"all": None, "4-weeks": 28, "3-months": 91, "12-months": 365}
"""The days up to today that a period goes back."""


def shortened(title: str) -> str:
    """The beginning of a title that is long, as a note's is.

    >>> shortened("A good day."), shortened("A good day. " * 9)
    ('A good day.', 'A good day. A good day. A good day. A good day. A good…')
    """
    if len(title) <= LONG:
        return title
    return title[:LONG].rsplit(maxsplit=1)[0].rstrip(" .,;") + "…"


def groups() -> tuple[tuple[str, str], ...]:
    """The groups of kinds, as chips say them."""
    names = {
        "checks": translate("Diary", "Checks"),
        "treatments": translate("Diary", "Treatments"),
        "side-effects": translate("Diary", "Side effects"),
        "medicines": translate("Diary", "Medicines"),
        "notes": translate("Diary", "Notes"),
        "questions": translate("Diary", "Questions"),
        "visits": translate("Diary", "Visits"),
        "others": translate("Diary", "Others"),
    }
    return tuple((group, names[group]) for group in GROUPS)


def periods() -> tuple[tuple[str, str], ...]:
    """The periods to choose from."""
    names = {
        "all": translate("Diary", "All days"),
        "4-weeks": translate("Diary", "Last 4 weeks"),
        "3-months": translate("Diary", "Last 3 months"),
        "12-months": translate("Diary", "Last 12 months"),
    }
    return tuple((period, names[period]) for period in PERIODS)


def first_day(period: str, today: date) -> date | None:
    """The first day of a period that goes back from today; None without a beginning."""
    back = PERIODS[period]
    return None if back is None else today - timedelta(days=back - 1)


def day_words(day: date | None) -> tuple[str, str]:
    """A day as the list says it: the date, and below it the day of the week."""
    if day is None:
        return translate("Diary", "No day"), ""
    here, shown = words.locale(), QDate(day.year, day.month, day.day)
    return here.toString(shown, "d MMM yyyy"), here.toString(shown, "dddd")


def second_words(one: DiaryEntry) -> str:
    """What stands under the title of an entry: its kind, and what else it says."""
    by = translate("Diary", "by {person}").format(person=one.by) if one.by else ""
    if said.KINDS[one.kind] == "Check" and one.by:
        by = ""  # its own words say who rated
    parts = (said.KINDS[one.kind], one.second, by)
    return " · ".join(part for part in parts if part)


def aside_words(one: DiaryEntry) -> tuple[str, str]:
    """What stands at the end of an entry: the time, and whether there are earlier versions.

    In the trash every one was changed, by being put there. What is undecided says so instead.
    """
    if one.is_undecided and not one.is_in_trash:
        return one.clock, translate("Diary", "undecided")
    is_marked = one.is_changed and not one.is_in_trash
    return one.clock, translate("Diary", "changed") if is_marked else ""


def widest_asides() -> tuple[str, ...]:
    """The words for which there is room at the end of an entry."""
    return translate("Diary", "changed"), translate("Diary", "undecided")


def spoken(one: DiaryEntry) -> str:
    """All of an entry, for who does not see it."""
    parts = (*reversed(day_words(one.day)), one.title, second_words(one), *aside_words(one))
    return ", ".join(part for part in parts if part)


def count_words(shown: int, of: int) -> str:
    """How many records are shown of how many."""
    if shown == of:
        one = translate("Diary", "1 record")
        return one if of == 1 else translate("Diary", "%n records", "", of)
    return translate("Diary", "{shown} of {count} records").format(shown=shown, count=of)


def record_second(record: WholeRecord) -> str:
    """What a record is, and its day."""
    day = "" if record.day is None else words.full_day(record.day)
    return " · ".join(part for part in (said.KINDS[record.kind], day) if part)


def happened_title(one: Happened) -> str:
    """What was done to a record, and by whom."""
    if not one.by:
        return one.label
    return translate("Diary", "{what}, by {person}").format(what=one.label, person=one.by)


def happened_words(one: Happened) -> str:
    """When it was done, and what became another."""
    when, differences = moment_words(one.made_at), differences_words(one.differences)
    return "\n".join(part for part in (when, differences) if part)


def moment_words(at: Instant) -> str:
    """A moment as the clock on the wall had it."""
    local = at.local
    day = words.full_day(local.date())
    return translate("Diary", "{day} at {clock}").format(day=day, clock=words.clock(local))


def differences_words(differences: Iterable[Difference]) -> str:
    """What became another, one line each."""
    nothing = translate("Diary", "nothing")
    changed = translate("Diary", "{what}: {before} → {after}")
    return "\n".join(
        changed.format(what=part.label, before=part.before or nothing, after=part.after or nothing)
        for part in differences
    )


def deciding_second(record: UndecidedRecord) -> str:
    """What stands under the title of a record that waits for a decision."""
    day = "" if record.day is None else words.full_day(record.day)
    return " · ".join(part for part in (said.KINDS[record.kind], day, record.second) if part)


def changed_words(record: UndecidedRecord) -> str:
    """When and by whom it was changed in one copy."""
    return _done_words(record.changed)


def thrown_away_words(record: UndecidedRecord) -> str:
    """When and by whom it was thrown away in the other."""
    return _done_words(record.thrown_away)


def _done_words(done: Done) -> str:
    when = moment_words(done.at)
    if not done.by:
        return when
    return translate("Diary", "{when}, by {person}").format(when=when, person=done.by)


def decided_words(record: UndecidedRecord, *, is_kept: bool) -> str:
    """Said once the person has decided."""
    text = (
        translate("Diary", "“{record}” is kept. Ctrl+Z takes that back.")
        if is_kept
        else translate("Diary", "“{record}” is in the trash. Ctrl+Z takes that back.")
    )
    return text.format(record=record.title)


def to_decide_words(n: int) -> str:
    """The place where records are decided about, and how many there are."""
    return translate("Diary", "To decide (%n)", "", n)


def trash_words(emptying: Emptying) -> str:
    """What is in the trash, said before it is asked about."""
    if not emptying.n:
        return translate(
            "Diary",
            "Records outside the trash refer to what is left here, so it stays. Move those to "
            "the trash first.",
        )
    return translate(
        "Diary", "Records stay here until you empty the trash. Until then each can be brought back."
    )


def question_words(emptying: Emptying) -> str:
    """What is asked before the trash is emptied: how much, and that it is for good."""
    counted = said.kinds_counted(emptying.removed)
    asked = translate(
        "Diary",
        "Take {what} out of the trash for good, with their earlier versions? This cannot be "
        "undone. Backups made before today hold them until those backups are replaced.",
    ).format(what=counted)
    if not emptying.kept:
        return asked
    stay = translate(
        "Diary", "Other records refer to these, so they stay in the trash: {what}."
    ).format(what=said.kinds_counted(emptying.kept))
    return f"{asked} {stay}"


def emptied_words(emptying: Emptying) -> str:
    """Said once the trash was emptied."""
    return translate("Diary", "Taken out of the trash for good: {what}.").format(
        what=said.kinds_counted(emptying.removed)
    )
