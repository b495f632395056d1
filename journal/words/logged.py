"""What was logged beside the scores, in words: side effects and other medicines."""

from collections.abc import Sequence
from dataclasses import dataclass

from journal.words import count, figure

NONE_LOGGED = "none logged"
NO_END = "no end noted"
"""A record cannot tell whether what has no end is still there."""


@dataclass(frozen=True)
class LoggedEffect:
    """A side effect of one treatment, in words.

    `rank` orders the grades, a greater one being stronger; 0 without a grade. `gone_day` is the
    offset in days on which it ended, `gone_hours` the hours from the treatment's start where a
    clock time was told. `is_gone` is None when no time was told at all.
    """

    name: str
    grade: str = ""
    rank: int = 0
    is_gone: bool | None = None
    gone_day: int | None = None
    gone_hours: float | None = None


@dataclass(frozen=True)
class LoggedMedicines:
    """The medicines of a day, and its single intakes, each in words.

    `has_single` says that some of the medicines are among those taken singly on any day.
    """

    taken: tuple[str, ...] = ()
    intakes: tuple[str, ...] = ()
    has_single: bool = False


NO_MEDICINES = LoggedMedicines()


def effects_figure(effects: Sequence[LoggedEffect]) -> tuple[str, str]:
    """The strongest side effect, and beside it when it was gone and how many there were.

    >>> nausea = LoggedEffect("Nausea", "moderate", 2, True, 0, 3.0)
    >>> effects_figure((nausea, LoggedEffect("Headache", "mild", 1)))
    ('Nausea, moderate', 'gone 3 hours after the start; 2 logged')
    """
    if not effects:
        return NONE_LOGGED, ""
    strongest = strongest_effect(effects)
    same = sum(one.rank == strongest.rank for one in effects)
    many = f"{len(effects)} logged"
    if same > 1 and strongest.grade:
        many += f", {'all' if same == len(effects) else f'{same} of them'} {strongest.grade}"
    return named_effect(strongest), f"{gone_words(strongest)}; {many}"


def strongest_effect(effects: Sequence[LoggedEffect]) -> LoggedEffect:
    """The one of the highest grade; of equal ones the one without an end, else the last to go."""
    return max(effects, key=lambda one: (one.rank, one.is_gone is False, *_gone_order(one)))


def _gone_order(one: LoggedEffect) -> tuple[int, float]:
    return one.gone_day or 0, one.gone_hours or 0.0


def named_effect(one: LoggedEffect) -> str:
    """A side effect with its grade.

    >>> named_effect(LoggedEffect("Nausea"))
    'Nausea, no grade given'
    """
    return f"{one.name}, {one.grade or 'no grade given'}"


def gone_words(one: LoggedEffect) -> str:
    """When a side effect was gone, as far as that was told.

    >>> gone_words(LoggedEffect("Tired", is_gone=True, gone_day=2))
    'gone on day 2 after'
    >>> gone_words(LoggedEffect("Tired", is_gone=False))
    'no end noted'
    """
    if one.is_gone is None:
        return "no time told"
    if not one.is_gone:
        return NO_END
    if one.gone_hours is not None and one.gone_hours >= 0:
        return f"gone {hours_words(one.gone_hours)} after the start"
    if one.gone_day is None:
        return "gone"
    if one.gone_day == 0:
        return "gone the same day"
    return f"gone on day {abs(one.gone_day)} {'after' if one.gone_day > 0 else 'before'}"


def hours_words(hours: float) -> str:
    """A length of time in minutes below an hour, else in hours to a tenth.

    >>> hours_words(0.5), hours_words(1.0), hours_words(3.26)
    ('30 minutes', '1 hour', '3.3 hours')
    """
    if round(hours * 60) < 60:
        return count(round(hours * 60), "minute")
    rounded = round(hours, 1)
    return f"{figure(rounded)} {'hour' if rounded == 1 else 'hours'}"


def medicines_figure(found: LoggedMedicines) -> tuple[str, str]:
    """How many medicines a day has, and beside it which, and the single intakes.

    >>> medicines_figure(LoggedMedicines(("Sertraline 50 mg", "Lorazepam 1 mg")))
    ('2 listed', 'Sertraline 50 mg, Lorazepam 1 mg')
    """
    details = [", ".join(found.taken)]
    if found.intakes:
        details.append(f"single intakes logged: {', '.join(found.intakes)}")
    elif found.has_single:
        details.append("no single intake logged that day")
    listed = f"{len(found.taken)} listed" if found.taken else NONE_LOGGED
    return listed, "; ".join(part for part in details if part)
