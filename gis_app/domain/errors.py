"""One drawn tree of errors.

::

    KarteError
    ├── InputRefused          the person can mend it: file, row, column, value, what was expected
    │   ├── UnknownCode       a code that is in no list
    │   └── TooLarge          more than we take
    ├── NotFound              nothing has that id
    ├── NotAllowed            the role may not
    │   └── NotLoggedIn       nobody is logged in
    ├── Conflict              the same id with other content
    ├── Closed                the meeting is not open (any more)
    ├── TooMany               too many requests from one device
    ├── Infeasible            no answer satisfies the constraints
    └── NotRun                the data needed is not there

An error carries a ``code`` and parameters, never a sentence: ``text.problems`` makes the words,
``web.errors`` the status and ``cli`` the exit code.
"""

from typing import Any, ClassVar


class KarteError(Exception):
    """Base of every error a person may be shown.

    Parameters
    ----------
    code
        Key of the message in ``text.problems``.
    params
        Values named in the message (``file``, ``row``, ``column``, ``value``, ``expected``, …).
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        details = ", ".join(f"{key}={value!r}" for key, value in params.items())
        super().__init__(f"{code} ({details})" if details else code)


class InputRefused(KarteError):
    """Input that its sender can mend."""

    exit_code = 4


class UnknownCode(InputRefused):
    """A code that is in no list."""


class TooLarge(InputRefused):
    """More bytes, characters or rows than we take."""


class NotFound(KarteError):
    """Nothing has that id."""

    exit_code = 4


class NotAllowed(KarteError):
    """The role may not do or see this."""

    exit_code = 4


class NotLoggedIn(NotAllowed):
    """Nobody is logged in."""


class Conflict(KarteError):
    """The id is taken by other content."""

    exit_code = 4


class Closed(KarteError):
    """The meeting is not open (any more)."""

    exit_code = 4


class TooMany(KarteError):
    """Too many requests in too short a time."""

    exit_code = 4


class Infeasible(KarteError):
    """No answer satisfies the constraints."""

    exit_code = 3


class NotRun(KarteError):
    """The data that this needs is not there."""

    exit_code = 5
