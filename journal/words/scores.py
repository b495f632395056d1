"""What a check came to, in words."""

from collections.abc import Mapping

from journal.instruments import Instrument
from journal.words import figure


def score_words(instrument: Instrument, scores: Mapping[str, float]) -> str:
    """The total with its range, or each score by its name where there is no total.

    "incomplete" when no score could be reckoned. A range that begins below 0 is named whole, since
    "-2 of 3" would read as a share.
    """
    main = instrument.main_score
    if main.code in scores and main.code == "total":
        value = figure(scores["total"])
        if main.minimum < 0:
            least, most = figure(main.minimum), figure(main.maximum)
            return f"{value} on a scale from {least} to {most}"
        return f"{value} of {figure(main.maximum)}"
    known = [
        f"{score.title.lower()} {figure(scores[score.code])}"
        for score in instrument.scores
        if score.code in scores
    ]
    return ", ".join(known) or "incomplete"
