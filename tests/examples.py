"""How many drawn examples a rule is tried on: few in each run, a great many now and then.

`HYPOTHESIS_PROFILE=thorough make test` tries each rule twenty times as often. The examples are
others in every run, so that many usual runs see as much as a thorough one.
"""

import os

from hypothesis import HealthCheck, settings

USUAL, THOROUGH = "usual", "thorough"
_TIMES = {USUAL: 1, THOROUGH: 20}
_BY_HABIT = 30
"""Examples of a rule that asks for no number of its own."""

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", USUAL)


def load_profile() -> None:
    """Make every rule follow the profile. No rule fails for being slow on a busy computer."""
    for name, times in _TIMES.items():
        settings.register_profile(
            name,
            max_examples=_BY_HABIT * times,
            deadline=None,
            derandomize=False,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        )
    settings.load_profile(PROFILE)


def how_often(times: int) -> int:
    """So many examples in a usual run, as many more in a thorough one as of every rule."""
    return times * _TIMES[PROFILE]


def tried(times: int, *, steps: int | None = None) -> settings:
    """Try a rule on so many examples in a usual run; `steps` are those of a state machine."""
    usual = settings(max_examples=how_often(times))
    return usual if steps is None else settings(usual, stateful_step_count=steps)
