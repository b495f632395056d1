"""How everything was worked out: each instrument, and each rule with its numbers."""

from collections.abc import Iterable

from journal.report.data import ReportData
from journal.report.document import Block, Explained, Heading, Terms
from journal.report.parts.made import Made
from journal.words import method
from journal.words.method import Term


def method_blocks(data: ReportData) -> Made:
    """The rules under the thresholds of this journal, then the instruments in this report."""
    blocks: list[Block] = [_terms(method.rules(data.main.rules))]
    instruments = {one.instrument.code: one.instrument for one in (data.main, *data.others)}
    for instrument in instruments.values():
        blocks += [Heading(instrument.title), _terms(method.instrument(instrument))]
    return Made(tuple(blocks))


def _terms(found: Iterable[Term]) -> Terms:
    return Terms(tuple(Explained(one.name, one.text) for one in found))
