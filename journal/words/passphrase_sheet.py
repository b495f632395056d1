"""What stands on the page that a passphrase is written on."""

from datetime import date

from journal.words import full_day

TITLE = "The passphrase of a journal"
INSTRUCTION = "Write the passphrase here by hand, letter by letter."
WORDS_LINE = "Passphrase:"
WORDS_LINES = 3
SINCE_LINE = "In use since:"
CAPITALS = (
    "Capital and small letters, spaces and accents count. Mark what could be mistaken: a zero and "
    "the letter O, a one and the letter l."
)

TERMS = (
    (
        "What it is for",
        "The journal and its backups are encrypted. The passphrase opens them, on this computer "
        "and on any other that has the file.",
    ),
    (
        "Where to keep it",
        "Where you keep other papers that matter and that nobody looks through: not beside the "
        "computer, and not as a photo on a phone. A second sheet in another place helps when the "
        "first is lost.",
    ),
    (
        "Who should know of it",
        "Whoever finds this page and the file can read everything in the journal. If somebody "
        "should be able to read it for you one day, tell them where this page is.",
    ),
    (
        "When it is lost",
        "Nobody can open the journal then: not you, not the clinic, not the people who make "
        "Tidemark. There is no second way in. If the journal is still open somewhere, export it "
        "there before it locks itself: Settings, Export. The export can be brought into a new "
        "journal.",
    ),
    (
        "When it is changed",
        "Backups are changed with it. Write a new page and destroy this one.",
    ),
)
"""Each a heading and what is said under it."""


def second_line(journal: str, day: date) -> str:
    """Of which file it is, and when the page was made.

    >>> second_line("mine.tidemark", date(2026, 1, 10))
    'mine.tidemark · 10 January 2026'
    """
    return f"{journal} · {full_day(day)}"


def origin(version: str) -> str:
    """Which program made the page; it was never told the passphrase."""
    return f"Tidemark {version} · the passphrase itself is never printed"
