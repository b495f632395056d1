"""What is said of the days between two points that nobody rated."""


def gap_words(*, are_bridged: bool, are_open: bool) -> str:
    """What an empty place means; nothing where there is none.

    >>> gap_words(are_bridged=True, are_open=False)
    'Dotted: across one to three empty days; longer gaps are left open.'
    >>> gap_words(are_bridged=False, are_open=True)
    'Empty days are left open.'
    """
    if are_bridged:
        return "Dotted: across one to three empty days; longer gaps are left open."
    return "Empty days are left open." if are_open else ""
