"""What every target of an import is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis_app.domain.layers import Layer
from gis_app.services.imports.draft import Draft
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Progress = Callable[[float], None]
"""Takes how far the work is, from 0 to 1."""


OPTION_KINDS = ("choice", "text", "number", "date", "flag")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that only one target asks; pages make a control of it, the answer lies in ``Choices.options``.

    Its label is in the list ``import_option`` of ``text.labels``.

    Attributes
    ----------
    kind
        One of ``OPTION_KINDS``; answers are text, a number, an ISO date or true.
    codes, labels
        Of a choice: what may be chosen, and the list of ``text.labels`` with their words.
    """

    name: str
    kind: str = "text"
    codes: tuple[str, ...] = ()
    labels: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class NewLayer:
    """A version of a layer that an import makes: its features, or a finished data file (moved into the version)."""

    layer: Layer
    frame: GeoDataFrame | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What an import can become.

    Attributes
    ----------
    kinds
        The kinds of understanding it takes (``domain.imports.KINDS``).
    required, optional
        Roles of columns it asks for.
    options
        What else it asks.
    examine
        Returns the draft with what is wrong or notable for this target; stores nothing.
    layers
        Returns the layer versions it makes; files may be written only into the given empty folder.
    store
        Puts its rows inside the transaction of ``confirm``; the mapping is kept with the import.
    """

    code: str
    kinds: tuple[str, ...]
    examine: Callable[[Context, Draft], Draft]
    layers: Callable[[Context, Draft, Path, Progress], Sequence[NewLayer]]
    store: Callable[[Context, Any, Draft, Any], Mapping[str, Any]] | None = None
    """``store(context, session, draft, undo)``; ``undo`` is told which rows are about to be put (``store/undo.py``)."""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
