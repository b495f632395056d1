"""One unit of work that a page asks of the journal: kept whole, or the reason is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from journal.obstacles import CannotSave
from journal.store import Journal

Result = TypeVar("Result")


@dataclass(frozen=True)
class Kept(Generic[Result]):
    """The journal took it; `result` is what the work gave back, the id of a new record say."""

    result: Result


def attempt(
    journal: Journal | None,
    label: str,
    work: Callable[[Session], Result],
    tell: Callable[[Exception], object],
    *refusals: type[Exception],
) -> Kept[Result] | None:
    """What the journal took; None where it took nothing.

    What stands in the way, CannotSave or one of the `refusals` of the work itself, goes to `tell`;
    the page keeps what was typed. Anything else is a defect and is raised.
    """
    if journal is None:
        return None
    told: tuple[type[Exception], ...] = (CannotSave, *refusals)
    try:
        with journal.write(label) as session:
            result = work(session)
    except told as error:
        tell(error)
        return None
    return Kept(result)
