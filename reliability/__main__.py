"""Run campaigns and print the table: `python -m reliability --help` tells the options."""

import argparse
import sys
import tempfile
from pathlib import Path

from reliability.campaigns import PARTS
from reliability.outcome import Outcome, as_markdown

SHOWN = 20


def main() -> int:
    """Run what was asked for; 1 when a promise was broken."""
    asked = _parse()
    outcomes: list[Outcome] = []
    for part in asked.only or PARTS:
        for campaign in PARTS[part]:
            print(f"{part}: {campaign.run.__name__} …", file=sys.stderr, flush=True)
            runs = asked.runs or max(round(campaign.whole * asked.share), 1)
            with tempfile.TemporaryDirectory(prefix="tidemark-reliability-") as home:
                outcome = campaign.run(Path(home), runs, asked.first)
            print("\n".join(outcome.broken[:SHOWN]), file=sys.stderr, flush=True)
            outcomes.append(outcome)
    table = as_markdown(outcomes)
    print(table, end="")
    if asked.markdown:
        asked.markdown.write_text(table, encoding="utf-8")
    return 0 if all(one.is_kept for one in outcomes) else 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m reliability", description="Try to break the program, many times."
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="run this part alone")
    parser.add_argument("--share", type=float, default=1.0, metavar="0.03", help="of the whole")
    parser.add_argument("--runs", type=int, metavar="N", help="how often each, instead")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed to begin at")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
