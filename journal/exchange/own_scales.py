"""A column that is a scale of the patient's own, as the instrument that the journal keeps."""

from journal import own_scales
from journal.exchange.mapping import OwnScale
from journal.instruments import Direction, Instrument
from journal.own_scales import Question, Slider


def definition(scale: OwnScale) -> str:
    """The instrument as TOML text. `load_instrument` checks it and names what is wrong."""
    slider = Slider(scale.minimum, scale.maximum, scale.step, scale.low, scale.high)
    return own_scales.definition(
        own_scales.OwnScale(
            title=scale.title,
            questions=(Question(scale.title, slider),),
            recall=scale.recall,
            recall_words=scale.recall_words,
            several_a_day=scale.several_a_day,
            direction=scale.direction,
            source=f"Brought in from the column “{scale.column}” of a spreadsheet.",
            code=scale.code,
        )
    )


def is_same(scale: OwnScale, instrument: Instrument) -> bool:
    """Whether a scale of the journal can take the values: same range and recall, one direction.

    Where only one of the two says which end is better, that one is believed.
    """
    (score, *more), (item, *others) = instrument.scores, instrument.items
    directions = {score.direction, scale.direction} - {Direction.NEITHER}
    return (
        not more
        and not others
        and item.code == "value"
        and (item.minimum, item.maximum) == (scale.minimum, scale.maximum)
        and len(directions) < 2
        and instrument.recall == scale.recall
    )
