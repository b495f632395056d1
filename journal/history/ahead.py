"""What was written at a time that has not come yet: a clock was set back since, or is wrong now."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.records import Write

AHEAD = timedelta(hours=1)
"""How far the clocks of two computers may be apart before anything is said of it."""


def written_ahead(session: Session, now: Instant) -> Instant | None:
    """The moment of the latest write, where that is more than an hour from now."""
    query = select(Write).order_by(Write.made_utc.desc(), Write.id.desc()).limit(1)
    latest = session.scalars(query).one_or_none()
    if latest is None or latest.made_utc <= now.utc + AHEAD:
        return None
    return latest.made_at
