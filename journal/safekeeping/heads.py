"""Which of a record's states stands when two copies of a journal meet: a pure rule.

A state that any version names as the one before a change is over. Of those that are not over one
is left unless both copies changed the record without having seen the other's change. Then the
newer change stands, and the older becomes a version; but a record thrown away in one copy and
changed in the other stays in view, and the person decides. The rule asks neither which copy is
whose nor in which order they met, so all copies come to the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from journal.history.states import CHANGED, State, text_of

DELETED = "deleted_utc"


@dataclass(frozen=True)
class Standing:
    """What becomes of a record's states.

    `state` stands. `over` were overtaken by it without having been seen, and become versions.
    `thrown_away` waits for the person's decision.
    """

    state: State
    over: tuple[State, ...] = ()
    thrown_away: State | None = None


def standing(states: Iterable[State], over: Collection[str]) -> Standing:
    """What stands of a record's states; `over` are the texts of those that a version names.

    >>> old = {"text": "a", "changed_utc": "1", "deleted_utc": None}
    >>> new = {"text": "b", "changed_utc": "2", "deleted_utc": None}
    >>> standing([old, new], over=[text_of(old)]) == Standing(new)
    True
    >>> standing([new, old], over=[]).over == (old,)
    True
    """
    found = {text_of(state): state for state in states}
    heads = {text: state for text, state in found.items() if text not in over} or found
    in_order = [heads[text] for text in sorted(heads, key=lambda text: _rank(heads[text], text))]
    in_view = [state for state in in_order if state[DELETED] is None]
    thrown = [state for state in in_order if state[DELETED] is not None]
    if not in_view or not thrown:
        return Standing(in_order[-1], tuple(in_order[:-1]))
    return Standing(in_view[-1], (*in_view[:-1], *thrown[:-1]), thrown[-1])


def _rank(state: State, text: str) -> tuple[str, str]:
    return state[CHANGED] or "", text
