"""What a blank paper form says besides the instrument's own words."""

from journal.instruments import Instrument
from journal.words import figure

DAY_LINE = "Day:"
RATER_LINE = "Rated by:"
TIME_LINE = "Time:"
IMAGINED = "Imagined"
MY_NUMBER = "My number:"

BOXES = "Put one cross in each row. Leave a row empty to skip it: an empty row is not a zero."
BOX_AND_IMAGINED = (
    "Put one cross under each heading in each row. Where the situation did not come up and was "
    "imagined, put a cross under “Imagined” too. Leave a row empty to skip it."
)
LINES = "Put one mark on the line, or write the number down."
MIXED = "Leave a question empty to skip it: an empty one is not a zero."


def second_line(found: Instrument) -> str:
    """What the form asks about, and its range."""
    score = found.main_score
    return (
        f"Asks about {found.recall_words} · {score.title.lower()} {figure(score.minimum)} to "
        f"{figure(score.maximum)}"
    )


def origin(found: Instrument, version: str) -> str:
    """From which instrument and program the form is, for every page."""
    return f"{found.code}, version {found.version} · Tidemark {version}"


def licence(found: Instrument) -> tuple[str, ...]:
    """Where the instrument comes from, and its licence line word for word."""
    return (found.licence, f"Source: {found.source}")
