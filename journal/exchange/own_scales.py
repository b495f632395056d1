"""A scale of the patient's own as the instrument that the journal keeps."""

import tomli_w

from journal.exchange.mapping import OwnScale
from journal.instruments import Instrument

_PARTS = (4, 5, 3, 6, 2, 1)
"""Into how many parts an axis is cut by its ticks, the best first."""


def definition(scale: OwnScale) -> str:
    """The instrument as TOML text. `load_instrument` checks it and names what is wrong."""
    item = {
        "code": "value",
        "text": scale.title,
        "minimum": _plain(scale.minimum),
        "maximum": _plain(scale.maximum),
        "step": _plain(scale.step),
    }
    item |= {end: words for end, words in (("low", scale.low), ("high", scale.high)) if words}
    score = {
        "code": "total",
        "title": scale.title,
        "direction": scale.direction.value,
        "ticks": [_plain(tick) for tick in ticks(scale.minimum, scale.maximum, scale.step)],
    }
    instrument = {
        "code": scale.code,
        "version": 1,
        "title": scale.title,
        "short_title": scale.title,
        "recall": scale.recall,
        "recall_words": scale.recall_words,
        "instruction": scale.title,
        "several_a_day": scale.several_a_day,
        "licence": "A scale of the patient's own",
        "source": f"Brought in from the column “{scale.column}” of a spreadsheet.",
        "items": [item],
        "scores": [score],
    }
    return tomli_w.dumps(instrument)


def is_same(scale: OwnScale, instrument: Instrument) -> bool:
    """Whether a scale of the journal can take the values: same range, direction and recall."""
    (score, *more), (item, *others) = instrument.scores, instrument.items
    return (
        not more
        and not others
        and item.code == "value"
        and (item.minimum, item.maximum) == (scale.minimum, scale.maximum)
        and score.direction is scale.direction
        and instrument.recall == scale.recall
    )


def ticks(minimum: float, maximum: float, step: float) -> tuple[float, ...]:
    """Where an axis is labelled: at whole steps, and at 0 if the scale passes through it.

    >>> ticks(1.0, 7.0, 1.0)
    (1.0, 3.0, 5.0, 7.0)
    >>> ticks(-3.0, 3.0, 1.0)
    (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
    """
    for parts in _PARTS if step > 0 else ():
        apart = (maximum - minimum) / parts
        passes_zero = minimum < 0 < maximum
        if (apart / step).is_integer() and not (passes_zero and minimum / apart % 1):
            between = (minimum + number * apart for number in range(1, parts))
            return (minimum, *between, maximum)
    return (minimum, maximum)


def _plain(value: float) -> float:
    """12 rather than 12.0."""
    return int(value) if float(value).is_integer() else value
