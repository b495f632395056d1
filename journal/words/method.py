"""The method: each rule with the numbers that were used, and each instrument with its source.

Thresholds come from `Rules`, so that no sentence states another number than the one in use.
"""

from dataclasses import dataclass

from journal.days import LATE_AFTER_DAYS
from journal.instruments import Band, Direction, Instrument, Item, Score
from journal.trajectories.rules import DEFAULT_RULES, Better, Rules
from journal.words import count, figure, opened
from journal.words.card_rules import NOBODY_TREATED, SOURCE
from journal.words.response import MEANINGFUL_CHANGE, change_remark, percent

NOT_DONE = (
    "Nothing is smoothed, filled in between entries, carried forward or forecast. There is no "
    "trend line and no significance test. An empty day stays empty: it is never a zero."
)

_DIRECTIONS = {
    Direction.WORSE: "higher is worse",
    Direction.BETTER: "higher is better",
    Direction.NEITHER: "neither end is better",
}


@dataclass(frozen=True)
class Term:
    """A name, and what is said of it."""

    name: str
    text: str


def rules(used: Rules) -> tuple[Term, ...]:
    """Every rule behind the figures of one score."""
    if used.is_rare:
        return (*_days(used), _last_baseline(used), *_changes(used), *_drawing(used))
    return (*_days(used), _baseline(used), *_response(used), *_changes(used), *_drawing(used))


def instrument(found: Instrument) -> tuple[Term, ...]:
    """What an instrument asks about, how it is scored, where it comes from, and its licence."""
    scores = [_scoring(found, score) for score in found.scores]
    said = [
        Term("Asks about", f"{opened(found.recall_words)}, in these words: “{found.instruction}”"),
        Term("Scoring", " ".join([*scores, "A score needs every one of its items."])),
    ]
    bands = found.main_score.bands
    if bands:
        said.append(Term("Bands", _bands(bands)))
    meaningful = MEANINGFUL_CHANGE.get(found.code)
    if meaningful is not None:
        said.append(Term("Change", f"{opened(change_remark(found.code, meaningful))}."))
    said += [Term("Source", found.source), Term("Licence", found.licence)]
    return tuple(said)


def _scoring(found: Instrument, score: Score) -> str:
    items = [item for item in found.items if item.code in score.items]
    spans = sorted({(item.minimum, item.maximum) for item in items})
    each = " or ".join(f"{figure(least)} to {figure(most)}" for least, most in spans)
    total = f"{figure(score.minimum)} to {figure(score.maximum)}, {_DIRECTIONS[score.direction]}"
    if len(items) == 1:
        return f"{score.title}: {total}."
    return f"{score.title}: {_items(items)} of {each} each, added up: {total}."


def _items(items: list[Item]) -> str:
    return count(len(items), "item")


def _bands(bands: tuple[Band, ...]) -> str:
    said = [f"{band.least}–{band.greatest} {band.name.lower()}" for band in bands]
    return f"{', '.join(said)}. They come with the questionnaire."


def _days(used: Rules) -> tuple[Term, ...]:
    late = count(LATE_AFTER_DAYS, "day")
    return (
        Term(
            "Day value",
            "The median of a day's complete entries of one score from one rater. Raters are never "
            f"mixed. {NOT_DONE}",
        ),
        Term(
            "Late",
            f"Entered more than {late} after the day it is about. Late entries count like others, "
            "are counted on the first page, and are hollow in charts.",
        ),
        Term(
            "Days after",
            "Counted from the day of a completed treatment; day 1 is the day after. Treatments of "
            "one day count as one. A treatment's days end on the day before the next one, or with "
            "the data. On its own day, entries with a clock time before the start count as the "
            "last value before it; those after the start are in no daily figure; those without a "
            "clock time are shown and counted nowhere.",
        ),
        Term(
            "Course",
            "A run of treatments that belong together. A treatment more than "
            f"{count(used.course_gap, 'day')} after the one before opens a new course, unless the "
            "person says otherwise.",
        ),
        Term(
            "Rated days",
            "Of the possible ones, from day 1 to the end of the treatment's days.",
        ),
    )


def _baseline(used: Rules) -> Term:
    return Term(
        "Baseline",
        f"The median of the day values on the {count(used.baseline_days, 'day')} before a "
        f"treatment, of which at least {used.baseline_least} have to be rated. These days never "
        "reach past the treatment before. The course baseline is taken before the first treatment "
        "of the course, the own baseline before each treatment.",
    )


def _last_baseline(used: Rules) -> Term:
    return Term(
        "Baseline",
        f"The last complete questionnaire within {count(used.last_within, 'day')} before the "
        "course. Questionnaires about weeks are too rare for a response line, a response or a "
        "duration.",
    )


def _response(used: Rules) -> tuple[Term, ...]:
    if not used.allows_line or used.least_baseline is None:
        return (
            Term(
                "Response line",
                "None for this score, and so no response, no duration and no change in per cent.",
            ),
        )
    gap = count(used.open_gap, "day")
    return (
        Term(
            "Response line",
            f"A fall of {percent(used.response_fraction)} from the course baseline, or from the "
            "own baseline where the course has none. There is no line where that baseline is below "
            f"{figure(used.least_baseline)}: a fall from a low value says little.",
        ),
        Term(
            "Response",
            "Reached on the first day, day 1 or later, whose value is at or below the line and "
            f"whose next rated day, no more than {count(used.sustain_gap, 'day')} on, is too. That "
            f"first day is day {used.response_by} at the latest. A single day never counts. “Not "
            "reached” is said once the next treatment came or "
            f"{count(used.response_by, 'day')} have passed, if at least {used.coverage_least} and "
            f"at least {percent(used.coverage_share)} of the days up to day {used.response_by}, or "
            "to the end of the treatment's days, were rated; otherwise there are too few entries "
            "to say.",
        ),
        Term("What two days can say", _caution(used)),
        Term(
            "Duration",
            "From the day of the response to the day before the first of two rated days running "
            "above the line. It is “at least” so many days where the next treatment, more than "
            f"{gap} without an entry, or the end of the data came first; it then ends with the "
            "last rated day at or below the line.",
        ),
    )


def _caution(used: Rules) -> str:
    usual = DEFAULT_RULES
    is_usual = (used.response_fraction, used.response_by, used.sustain_gap) == (
        usual.response_fraction,
        usual.response_by,
        usual.sustain_gap,
    )
    other = "" if is_usual else " It was reckoned with the usual thresholds, not with those used."
    return f"{NOBODY_TREATED}{other} {SOURCE}"


def _changes(used: Rules) -> tuple[Term, ...]:
    if used.better is Better.NEITHER:
        return ()
    share = " Per cent are given only where there is a response line." if used.allows_line else ""
    spans = "; ".join(
        f"days {span.first} to {span.last} with at least {max(span.least, 1)} rated"
        + (f" and {percent(span.share)} of them" if span.share else "")
        for span in used.spans
    )
    return (
        Term(
            "Best value and change",
            "The best day value after the treatment, the earliest of equal ones; the value before "
            "the next treatment's start counts too. The change is that value minus the "
            f"baseline, in points.{share}",
        ),
        Term("Medians of days after", f"{spans[:1].upper()}{spans[1:]}."),
    )


def _drawing(used: Rules) -> tuple[Term, ...]:
    return (
        Term(
            "Overlay",
            "One thin line a treatment. A dotted line bridges one to three empty days, longer gaps "
            "are open, and nothing is drawn across a treatment. The median is drawn where "
            f"{used.overlay_least} or more treatments have a value; its band runs from the least "
            f"to the greatest, from {used.quartiles_from} treatments on between the quartiles.",
        ),
    )
