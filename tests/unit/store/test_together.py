from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gis_app.domain.errors import Conflict
from gis_app.services.wiring import Context
from gis_app.store.together import Together

Work = Callable[[Session], int]


class _Room:
    """Somebody is storing; the others come while that lasts and wait."""

    def __init__(self, context: Context) -> None:
        self.database = context.database
        self.transactions = 0
        self.busy, self.go_on = Event(), Event()
        self.line = Together(self.transaction)
        with self.database.transaction() as session:
            session.execute(text("CREATE TABLE guest (number INTEGER PRIMARY KEY)"))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        self.transactions += 1
        with self.database.transaction() as session:
            yield session

    def first(self, session: Session) -> int:
        self.busy.set()
        assert self.go_on.wait(10)
        return self.guest(0)(session)

    def guest(self, number: int) -> Work:
        def work(session: Session) -> int:
            session.execute(text("INSERT INTO guest VALUES (:number)"), {"number": number})
            return number

        return work

    def store(self, *works: Work) -> list[Future[int]]:
        with ThreadPoolExecutor(len(works) + 1) as threads:
            one = threads.submit(self.line.store, self.first)
            assert self.busy.wait(10)
            others = [threads.submit(self.line.store, work) for work in works]
            while len(self.line._waiting) < len(works):
                self.busy.wait(0.001)
            self.go_on.set()
        return [one, *others]

    def guests(self) -> list[int]:
        with self.database.reading() as session:
            return list(session.scalars(text("SELECT number FROM guest ORDER BY number")))


def _refused(_session: Session) -> int:
    raise Conflict("mark_conflict")


def test_those_who_wait_are_stored_in_one_transaction_and_each_gets_its_own_answer(context: Context) -> None:
    room = _Room(context)
    answers = room.store(*(room.guest(number) for number in range(1, 7)))
    assert [answer.result() for answer in answers] == list(range(7))
    assert room.guests() == list(range(7))
    assert room.transactions == 2


def test_a_refusal_reaches_only_the_one_who_is_refused(context: Context) -> None:
    room = _Room(context)
    _, one, refused, other = room.store(room.guest(1), _refused, room.guest(2))
    assert (one.result(), other.result()) == (1, 2)
    assert isinstance(refused.exception(), Conflict)
    assert room.guests() == [0, 1, 2]


def test_an_error_nobody_expected_undoes_only_its_own_work(context: Context) -> None:
    room = _Room(context)
    _, one, same, other = room.store(room.guest(1), room.guest(1), room.guest(2))
    found = [one.exception(), same.exception()]
    assert [type(error).__name__ for error in found] in (["NoneType", "IntegrityError"], ["IntegrityError", "NoneType"])
    assert other.result() == 2
    assert room.guests() == [0, 1, 2]


def test_nothing_is_acknowledged_when_the_transaction_cannot_be_stored(context: Context) -> None:
    room = _Room(context)

    @contextmanager
    def full_disk() -> Iterator[Session]:
        with room.database.reading() as session:
            yield session
        raise OSError("no space left")

    line = Together(full_disk)
    with pytest.raises(OSError, match="no space"):
        line.store(lambda _session: 1)
