"""The method: each rule with the numbers that were used, and each instrument with its source.

Thresholds come from `Rules`, so that no sentence states another number than the one in use.
"""

from dataclasses import dataclass

from journal.days import LATE_AFTER_DAYS
from journal.instruments import Band, Instrument, Item, Score
from journal.trajectories.rules import Better, Rules
from journal.words import DIRECTIONS, count, figure, opened
from journal.words import rule_sentences as sentences
from journal.words.response import MEANINGFUL_CHANGE, change_remark

NOT_DONE = (
    "Nothing is smoothed, filled in between entries, carried forward or forecast. There is no "
    "trend line and no significance test. An empty day stays empty: it is never a zero."
)


@dataclass(frozen=True)
class Term:
    """A name, and what is said of it."""

    name: str
    text: str


def rules(used: Rules) -> tuple[Term, ...]:
    """Every rule behind the figures of one score."""
    return (*_days(used), *_response(used), *_changes(used), *_drawing(used))


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
    total = f"{figure(score.minimum)} to {figure(score.maximum)}, {DIRECTIONS[score.direction]}"
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
            f"A run of treatments that belong together. {sentences.course(used)}",
        ),
        Term(
            "Rated days",
            "Of the possible ones, from day 1 to the end of the treatment's days.",
        ),
    )


def _response(used: Rules) -> tuple[Term, ...]:
    if used.is_rare:
        return (Term("Baseline", sentences.last_baseline(used)),)
    baseline = Term("Baseline", sentences.baseline(used))
    if not used.allows_line:
        none = "None for this score, and so no response, no duration and no change in per cent."
        return (baseline, Term("Response line", none))
    return (
        baseline,
        Term("Response line", sentences.response_line(used)),
        Term("Response", sentences.response(used)),
        Term("What two days can say", sentences.caution(used)),
        Term("Duration", sentences.duration(used, end="the end of the data")),
    )


def _changes(used: Rules) -> tuple[Term, ...]:
    if used.better is Better.NEITHER:
        return ()
    return (
        Term("Best value and change", sentences.change(used)),
        Term("Medians of days after", sentences.medians(used)),
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
