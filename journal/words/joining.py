"""What the joining of another copy of a journal does, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journal.words import count
from journal.words.diary import kinds_counted


@dataclass(frozen=True)
class JoinedKinds:
    """How many records of each kind come in, change, are overtaken or go, and wait undecided."""

    new: Mapping[str, int]
    changed: Mapping[str, int]
    overtaken: Mapping[str, int]
    gone: Mapping[str, int]
    undecided: int = 0
    is_changing: bool = True


def would_join(told: JoinedKinds) -> Sequence[str]:
    """What would happen, sentence by sentence; one that says so where nothing would.

    >>> would_join(JoinedKinds({"notes": 2}, {}, {}, {}))
    ('2 notes would come in.',)
    >>> would_join(JoinedKinds({}, {}, {}, {}, is_changing=False))
    ('That copy holds nothing that this journal does not.',)
    """
    if not told.is_changing:
        return ("That copy holds nothing that this journal does not.",)
    said = [
        _said(told.new, "{records} would come in."),
        _said(told.changed, "{records} would become what the other copy holds."),
        _said(
            told.overtaken,
            "{records} changed in both: the newer change stands, and the older is kept as an "
            "earlier version.",
        ),
        _said(
            told.gone, "{records} would go for good, as the trash of the other copy was emptied."
        ),
    ]
    return _rest(said, told, "Only earlier versions would come in.")


def did_join(told: JoinedKinds) -> Sequence[str]:
    """What happened, sentence by sentence; one that says so where nothing did.

    >>> did_join(JoinedKinds({"notes": 1}, {"visits": 1}, {}, {}, undecided=1))[:2]
    ('1 note came in.', '1 visit became what the other copy holds.')
    """
    if not told.is_changing:
        return ("That copy held nothing that this journal did not.",)
    said = [
        _said(told.new, "{records} came in."),
        _said(told.changed, "{records} became what the other copy holds."),
        _said(
            told.overtaken,
            "{records} changed in both: the newer change stands, and the older is kept as an "
            "earlier version.",
        ),
        _said(told.gone, "{records} went for good, as the trash of the other copy was emptied."),
    ]
    return _rest(said, told, "Only earlier versions came in.")


def _said(counted: Mapping[str, int], sentence: str) -> str:
    found = {kind: number for kind, number in counted.items() if number}
    return sentence.format(records=kinds_counted(found)) if found else ""


def _rest(said: Sequence[str], told: JoinedKinds, otherwise: str) -> Sequence[str]:
    asked = ""
    if told.undecided:
        records = count(told.undecided, "record")
        verb = "was" if told.undecided == 1 else "were"
        asked = (
            f"{records} {verb} deleted in one copy and changed in the other. Nothing is decided "
            "about that until you do so in the diary."
        )
    return tuple(one for one in (*said, asked) if one) or (otherwise,)
