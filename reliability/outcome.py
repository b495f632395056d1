"""What a campaign found, as a row of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """One promise put to the test.

    `what` was done `runs` times; `found` counts what became of it; `broken` holds a line for each
    time that the promise was not kept, with the seed that shows it again. `command` does it again.
    """

    what: str
    runs: int
    found: Mapping[str, int]
    command: str
    broken: tuple[str, ...] = field(default=())

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept every time."""
        return self.runs > 0 and not self.broken

    @property
    def words(self) -> str:
        """What became of the runs, in a line."""
        counted = [f"{n:,} {what}" for what, n in sorted(self.found.items())]
        return ", ".join([*counted, f"{len(self.broken)} broken promises"])


def as_markdown(outcomes: list[Outcome]) -> str:
    """The outcomes as a Markdown table."""
    lines = ["| what | runs | found | command |", "|---|---:|---|---|"]
    lines += [f"| {one.what} | {one.runs:,} | {one.words} | `{one.command}` |" for one in outcomes]
    return "\n".join(lines) + "\n"
