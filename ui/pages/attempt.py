"""One unit of work that a page asks of the journal: kept whole, or the reason is told."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from journal.obstacles import CannotSave
from journal.store import Journal


def attempt(
    journal: Journal | None,
    label: str,
    work: Callable[[Session], object],
    tell: Callable[[Exception], object],
    *refusals: type[Exception],
) -> bool:
    """Whether the journal took it.

    What stands in the way, CannotSave or one of the `refusals` of the work itself, goes to `tell`;
    the page keeps what was typed. Anything else is a defect and is raised.
    """
    if journal is None:
        return False
    told: tuple[type[Exception], ...] = (CannotSave, *refusals)
    try:
        with journal.write(label) as session:
            work(session)
    except told as error:
        tell(error)
        return False
    return True
