"""The page that a passphrase is written on by hand."""

from datetime import date

from journal.report.choices import Paper
from journal.report.document import Explained, PassphraseSheet
from journal.report.typesetting import Sheet, sheet
from journal.report.version import program_version
from journal.words import passphrase_sheet as said


def passphrase_sheet(journal: str, day: date, paper: Paper) -> Sheet:
    """The page for the journal of this file name, made on this day, ready to be set."""
    page = PassphraseSheet(
        title=said.TITLE,
        paper=paper,
        second=said.second_line(journal, day),
        instruction=said.INSTRUCTION,
        lines=(
            (said.WORDS_LINE, said.WORDS_LINES),
            (said.SINCE_LINE, 1),
        ),
        marking=said.CAPITALS,
        terms=tuple(Explained(name, text) for name, text in said.TERMS),
        origin=said.origin(program_version()),
    )
    return sheet(page, {})
