"""Where a layer or a figure is from: what it says of itself, and the import that brought it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gis_app.domain.imports import ImportRun
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.statistics import Indicator
from gis_app.services.wiring import Context
from gis_app.store import accounts
from gis_app.store import imports as store


@dataclass(frozen=True, slots=True)
class Brought:
    """The import that made a thing; everybody may know the role, only staff the position, the file and its hash.

    Attributes
    ----------
    id
        Of the import, for those who may see its page; else empty.
    """

    on: date
    role: str
    id: str = ""
    position: str = ""
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a layer or a figure is from; what is empty or None is not known and said so.

    Attributes
    ----------
    living
        Its records change on this site every day, so it has no date.
    counted
        Whether it counts things, so that registered and actual may differ.
    counting, made
        Codes of ``domain.layers.COUNTINGS`` and ``MADE``.
    """

    source: Mapping[str, str]
    licence: str
    dated: date | None
    living: bool
    level: str
    counted: bool
    counting: str
    made: str
    invented: bool
    version: str
    retrieved: date | None
    brought: Brought | None


@dataclass(frozen=True, slots=True)
class Imports:
    """What stands by imports: who and when, by layer version and by indicator."""

    of_layer: Mapping[tuple[str, str], Brought]
    of_indicator: Mapping[str, Brought]


def imports_for(context: Context, *, role: Role) -> Imports:
    """Return what the role may know of the imports whose data stand."""
    with context.database.reading() as session:
        runs = store.imports(session, states=store.STANDING)
        known = {account.id: account for account in accounts.accounts(session)} if runs else {}
    of_layer: dict[tuple[str, str], Brought] = {}
    of_indicator: dict[str, Brought] = {}
    for run in reversed(runs):  # the newest is written last
        account = known.get(run.account or "")
        brought = _brought(run, str(account.role) if account else "", account.title if account else "", role)
        of_layer[run.layer, ""] = brought
        of_layer.update({(one.id, one.version): brought for one in run.layers})
        of_indicator.update(dict.fromkeys(_indicators(run), brought))
    return Imports(of_layer, of_indicator)


def origin_of_layer(layer: Layer, imports: Imports) -> Origin:
    """Return where a layer is from."""
    return Origin(
        source=layer.source,
        licence=layer.licence,
        dated=layer.dated,
        living=bool(layer.table),
        level=layer.level,
        counted=layer.role in {"places", "grid"},
        counting=layer.counting,
        made=layer.made,
        invented=layer.invented,
        version=layer.version,
        retrieved=layer.retrieved,
        brought=imports.of_layer.get((layer.id, layer.version)),
    )


def origin_of_indicator(indicator: Indicator, imports: Imports) -> Origin:
    """Return where the figures of an indicator are from."""
    return Origin(
        source=indicator.source,
        licence=indicator.licence,
        dated=indicator.dated,
        living=False,
        level="",
        counted=True,
        counting=indicator.counting,
        made="computed" if indicator.computed else "published",
        invented=indicator.invented,
        version="",
        retrieved=None,
        brought=imports.of_indicator.get(indicator.id),
    )


def _brought(run: ImportRun, role: str, position: str, asking: Role) -> Brought:
    if not may(asking, Permission.SEE_SENSITIVE):
        return Brought(run.at.date(), role)
    page = run.id if may(asking, Permission.IMPORT) else ""
    return Brought(run.at.date(), role, page, position, run.file, run.sha256)


def _indicators(run: ImportRun) -> Sequence[str]:
    stored = run.facts.get("stored")
    found = stored.get("indicators") if isinstance(stored, Mapping) else None
    return [str(one) for one in found] if isinstance(found, list) else []
