"""Small writes of several threads in one transaction: whoever comes first stores for those who wait meanwhile.

SQLite has one writer, and each commit waits for the disk. Sixty phones that send at once would stand in line for one
commit each; so the line is emptied at once and pays for one.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from gis_app.domain.errors import KarteError

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Turn:
    work: Callable[[Session], Any]
    result: Any = None
    error: Exception | None = None
    over: bool = False

    def take(self, session: Session) -> None:
        self.error = None
        try:
            self.result = self.work(session)
        except KarteError as refusal:  # it has written nothing: the others may go on
            self.error = refusal


class Together:
    """The line of those who want to write.

    Parameters
    ----------
    transaction
        Opens the transaction in which everything that waits is stored.
    """

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]]) -> None:
        self._transaction = transaction
        self._waiting: list[_Turn] = []
        self._line = Lock()
        self._writing = Lock()

    def store(self, work: Callable[[Session], T]) -> T:
        """Do ``work`` in a transaction, perhaps with the work of others; returns when that is stored.

        Raises what ``work`` raises. A ``KarteError`` must come before ``work`` has written anything, for the others are
        stored all the same; any other error undoes the transaction, and the others are stored each by itself.
        """
        mine = _Turn(work)
        with self._line:
            self._waiting.append(mine)
        with self._writing:
            if not mine.over:
                with self._line:
                    turns, self._waiting = self._waiting, []
                self._store(turns)
        if mine.error is not None:
            raise mine.error
        result: T = mine.result
        return result

    def _store(self, turns: list[_Turn]) -> None:
        try:
            with self._transaction() as session:
                for turn in turns:
                    turn.take(session)
        except Exception as error:  # noqa: BLE001 - it is raised again where the work came from
            if len(turns) > 1:
                for turn in turns:
                    self._store([turn])
                return
            turns[0].error = error
        for turn in turns:
            turn.over = True
