"""Facts put into tables: new ones added, known ones replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.store.models import Base

_AT_ONCE = 500


def put(session: Session, model: type[Base], key: str, facts: Iterable[Mapping[str, Any]]) -> None:
    """Store rows of a table given as ``{column: value}``; one whose ``key`` column is known is replaced.

    Reads the known rows in one query per 500, not one per row; keeps the order of ``facts``.
    """
    waiting = list(facts)
    for start in range(0, len(waiting), _AT_ONCE):
        _put_some(session, model, key, waiting[start : start + _AT_ONCE])
    session.flush()


def _put_some(session: Session, model: type[Base], key: str, facts: list[Mapping[str, Any]]) -> None:
    query = select(model).where(getattr(model, key).in_([fact[key] for fact in facts]))
    known = {getattr(row, key): row for row in session.scalars(query)}
    replaced = []
    for fact in facts:
        row = known.get(fact[key])
        if row is None:
            known[fact[key]] = row = model()
            session.add(row)
            _set(row, fact)
        else:
            replaced.append((row, fact))
    session.flush()  # a known row may come to name a new one, which must be there by then
    for row, fact in replaced:
        _set(row, fact)


def _set(row: Base, fact: Mapping[str, Any]) -> None:
    for name, value in fact.items():
        setattr(row, name, value)
