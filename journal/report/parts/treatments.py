"""Each treatment: how it was given, its response card, and charts of all of them."""

from journal.report.choices import Paper
from journal.report.data import ReportData
from journal.report.document import Block, Fact, Facts, Heading, Paragraph
from journal.report.parts.made import Made
from journal.report.pictures import around_within, durations_drawing, each_drawing
from journal.words import report as said
from journal.words.cards import ResponseCard


def treatments_blocks(data: ReportData, paper: Paper) -> Made:
    """A panel each, the durations, and under them one card each."""
    shown = around_within(data.main, data.first)
    if not shown:
        return Made((Paragraph(said.NO_TREATMENTS_HERE),))
    drawings = [each_drawing("each.svg", data.main, shown, paper)]
    if data.main.rules.allows_line:
        drawings.append(durations_drawing("durations.svg", data.main, shown, paper))
    blocks: list[Block] = [drawing.picture for drawing in drawings]
    for card in data.cards:
        given = _given(data, card)
        blocks.append(Heading(card.title, given))
        blocks.append(Facts(tuple(Fact(one.label, one.figure, one.detail) for one in card.lines)))
    return Made(tuple(blocks), tuple(drawings))


def _given(data: ReportData, card: ResponseCard) -> str:
    """How the treatment, or those of one day, were given, as the clinic told it."""
    day = next(one.day for one in data.treatments if one.id == card.key)
    return "; ".join(
        said.given(
            one.start.local.time(),
            one.substance,
            one.phase,
            one.minutes,
            one.clinic,
        )
        for one in data.treatments
        if one.day == day
    )
