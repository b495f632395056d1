"""One unit of work that the window asks of the journal: kept whole, or the reason is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from journal.obstacles import CannotSave

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from journal.store import Journal

Result = TypeVar("Result")
Tell = Callable[[Exception], object]


@dataclass(frozen=True)
class Kept(Generic[Result]):
    """The journal took it; `result` is what the work gave back, the id of a new record say."""

    result: Result


def attempt(
    journal: "Journal | None",
    label: str,
    work: "Callable[[Session], Result]",
    tell: Tell,
    *refusals: type[Exception],
) -> Kept[Result] | None:
    """What the journal took; None where it took nothing.

    What stands in the way, CannotSave or one of the `refusals` of the work itself, goes to `tell`;
    the page keeps what was typed. Anything else is a defect and is raised.
    """
    if journal is None:
        return None
    return tried(partial(_written, journal, label, work), tell, *refusals)


def tried(
    work: Callable[[], Result], tell: Tell, *refusals: type[Exception]
) -> Kept[Result] | None:
    """The same for work that writes by itself."""
    told: tuple[type[Exception], ...] = (CannotSave, *refusals)
    try:
        return Kept(work())
    except told as error:
        tell(error)
        return None


def _written(journal: "Journal", label: str, work: "Callable[[Session], Result]") -> Result:
    with journal.write(label) as session:
        return work(session)
