"""What is said of an error that nobody expected: where it came from, and nothing of anybody's.

An error's message may quote an entry, so it is never said; its type and the places that it came
through in the program are.
"""

import logging
from pathlib import Path
from traceback import walk_tb

_ROOT = Path(__file__).resolve().parent.parent
_MOST_PLACES = 60
_MOST_CAUSES = 10
_log = logging.getLogger(__name__)


def places_of(error: BaseException) -> str:
    """The error's type and traceback, with those of its causes, and none of their messages.

    The innermost place comes last, as in Python's own traceback; of very many the middle is left
    out.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(parts) < _MOST_CAUSES:
        seen.add(id(current))
        kind = type(current)
        lines = [
            f"  {place_of(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
            for frame, line in walk_tb(current.__traceback__)
        ]
        if len(lines) > _MOST_PLACES:
            half = _MOST_PLACES // 2
            lines[half:-half] = ["  …"]
        parts.append("\n".join([f"{kind.__module__}.{kind.__qualname__}", *lines]))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nwhich followed\n".join(parts)


def place_of(file_name: str) -> str:
    """A path inside the program, a package or Python itself; of any other file nothing.

    >>> place_of("/home/anna/anna.py"), place_of("<frozen runpy>")
    ('elsewhere', '<frozen runpy>')
    """
    import sysconfig  # only when something went wrong

    path = Path(file_name)
    roots = (Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("stdlib")), _ROOT)
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return file_name if file_name.startswith("<") else "elsewhere"


def note_defect(error: BaseException) -> str:
    """Log an error that nobody expected; returns what was noted, free of its message."""
    places = places_of(error)
    # Not handed over as the error itself: without a log, logging would print its message.
    _log.error("an error that nobody caught", extra={"facts": places})
    return places
