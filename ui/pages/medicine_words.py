"""What is said about medicines and intakes on the pages that list them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import QCoreApplication

from journal.days import day_of
from journal.medicines import IntakeEntry, MedicineEntry
from ui import words
from ui.forms.medicine import kind_words
from ui.widgets.entry_list import Action, EntryWords

translate = QCoreApplication.translate


def medicine_words(entry: MedicineEntry, today: date) -> str:
    """Kind, amount and days of a medicine on one line."""
    parts = (kind_words(entry.kind), entry.amount, span_words(entry, today))
    return ", ".join(part for part in parts if part)


def second_words(entries: Sequence[MedicineEntry], today: date) -> str:
    """How many medicines are taken now; empty without any medicine."""
    if not entries:
        return ""
    count = sum(one.covers(today) for one in entries)
    one = translate("Medicines", "1 taken now")
    return one if count == 1 else translate("Medicines", "%n taken now", "", count)


def medicines_listed(
    entries: Sequence[MedicineEntry], today: date, actions: tuple[Action, ...]
) -> tuple[EntryWords, ...]:
    """Medicines as a list says them: taken now, to come, ended, each part under its head."""
    parts = (
        (translate("Medicines", "Taken now"), [one for one in entries if one.covers(today)]),
        (translate("Medicines", "Not begun yet"), [one for one in entries if _begins(one, today)]),
        (translate("Medicines", "Ended"), [one for one in entries if _has_ended(one, today)]),
    )
    return tuple(
        EntryWords(
            key=one.id or "",
            title=one.name,
            second=medicine_words(one, today),
            actions=actions,
            heading=heading if place == 0 else "",
        )
        for heading, found in parts
        for place, one in enumerate(found)
    )


def span_words(entry: MedicineEntry, today: date) -> str:
    """From when to when a medicine is taken, as far as it is known."""
    begin = "" if entry.from_day is None else words.short_day(entry.from_day, today)
    end = "" if entry.to_day is None else words.short_day(entry.to_day, today)
    if begin and end:
        return translate("Medicines", "from {begin} to {end}").format(begin=begin, end=end)
    if end:
        return translate("Medicines", "until {end}").format(end=end)
    if begin and entry.covers(today):
        return translate("Medicines", "since {begin}").format(begin=begin)
    return translate("Medicines", "from {begin}").format(begin=begin) if begin else ""


def intakes_listed(
    entries: Sequence[IntakeEntry],
    names: Mapping[str | None, str],
    day_ends_at: time,
    today: date | None,
    actions: tuple[Action, ...],
) -> tuple[EntryWords, ...]:
    """Intakes as a list says them: under their months as seen from `today`, else those of a day.

    The head of a month says how many it holds.
    """
    months = Counter(_month(one, day_ends_at) for one in entries)
    listed = []
    before = None
    for one in entries:
        name = names.get(one.medicine_id, "")
        month = _month(one, day_ends_at)
        clock = "" if one.taken_at is None else words.clock(one.taken_at.local)
        title, first = (
            (name, clock) if today is None else (when_words(one, day_ends_at, today), name)
        )
        is_first = today is not None and month != before
        before = month
        listed.append(
            EntryWords(
                key=one.id or "",
                title=title,
                second=", ".join(part for part in (first, one.amount) if part),
                actions=actions,
                heading=month_words(month, months[month]) if is_first else "",
            )
        )
    return tuple(listed)


def when_words(entry: IntakeEntry, day_ends_at: time, today: date) -> str:
    """Day and time of an intake."""
    if entry.taken_at is None:
        return translate("Medicines", "time not known")
    day = words.day_title(day_of(entry.taken_at, day_ends_at), today)
    return translate("Medicines", "{day}, {clock}").format(
        day=day, clock=words.clock(entry.taken_at.local)
    )


def taken_words(entries: Sequence[IntakeEntry], known: Sequence[MedicineEntry]) -> tuple[str, ...]:
    """The intakes of a day, each as the medicine and its time."""
    names = {one.id: one.name for one in known}
    said = []
    for one in entries:
        clock = "" if one.taken_at is None else words.clock(one.taken_at.local)
        said.append(f"{names.get(one.medicine_id, '')} {clock}".strip())
    return tuple(said)


def month_words(year_and_month: str, count: int) -> str:
    """The head of a month of intakes, and how many it holds."""
    if not year_and_month:
        return translate("Medicines", "Time not known")
    one = translate("Medicines", "{month}: 1 intake")
    said = one if count == 1 else translate("Medicines", "{month}: %n intakes", "", count)
    return said.format(month=words.month(year_and_month))


def trash_words(name: str, count: int) -> str:
    """Said when a medicine is in the trash, with so many intakes."""
    if not count:
        return translate("Medicines", "{medicine} is in the trash.").format(medicine=name)
    one = translate("Medicines", "{medicine} is in the trash, and its 1 intake with it.")
    many = translate(
        "Medicines", "{medicine} is in the trash, and its %n intakes with it.", "", count
    )
    return (one if count == 1 else many).format(medicine=name)


def _month(entry: IntakeEntry, day_ends_at: time) -> str:
    """The month of an intake's day, such as "2026-11"; empty without a time."""
    at = entry.taken_at
    return "" if at is None else day_of(at, day_ends_at).strftime("%Y-%m")


def _begins(entry: MedicineEntry, today: date) -> bool:
    return entry.from_day is not None and entry.from_day > today


def _has_ended(entry: MedicineEntry, today: date) -> bool:
    return not entry.covers(today) and not _begins(entry, today)
