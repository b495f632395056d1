"""Text that a spreadsheet would take for a formula is guarded by an apostrophe in front.

It is taken away again on the way in. The apostrophe is added to texts that begin with one of
= + - @, a tab or a line break, also after apostrophes of their own, and taken only from such
texts, so that every text comes back as it was. The same is done inside a text behind a semicolon,
a tab or a line break: a spreadsheet that expects another delimiter than the comma begins a new
cell there, whatever the quotes say.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_BEHIND_SPACE = re.compile(r"""(?<![\s;'"])[\s;'"]++(?=[=+\-@＝＋－＠])""")
"""A whole run of space, quotes and semicolons with the sign of a formula behind it."""

_SEPARATOR = re.compile(r"[;\t\r\n]")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("pulse; =1+1"), guarded("a walk - far")
    ("'=1+1", "pulse; '=1+1", 'a walk - far')
    """
    inside = _BEHIND_SPACE.sub(_with_guard, text)
    return f"'{inside}" if _FORMULA.match(inside) else inside


def unguarded(text: str) -> str:
    """The text that was guarded.

    >>> unguarded("'=1+1")
    '=1+1'
    """
    inside = text[1:] if text.startswith("'") and _FORMULA.match(text) else text
    return _BEHIND_SPACE.sub(_without_guard, inside)


def _with_guard(run: re.Match[str]) -> str:
    return f"{run[0]}'" if _SEPARATOR.search(run[0]) else run[0]


def _without_guard(run: re.Match[str]) -> str:
    is_guarded = run[0].endswith("'") and _SEPARATOR.search(run[0])
    return run[0][:-1] if is_guarded else run[0]
