"""The only door through which a file becomes data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from gis_app.catalog.staging import at_work
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.imports import ImportRun, LayerVersion, Understanding
from gis_app.services.imports import placing
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import around, check_layer_id, project_for, titled, together
from gis_app.services.imports.registry import plain, target_of
from gis_app.services.imports.target import NewLayer, Progress, Target
from gis_app.services.imports.versions import new_version
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import imports as store
from gis_app.store import projects as project_store
from gis_app.store.undo import Undo

MADE_PROJECT = "made_project"
"""Fact of an import: it made its project, which then grows with what is imported."""
_STAGED, _STORED = 0.6, 0.9
"""How far the whole is when the versions are written, and when the rows are."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made.

    Attributes
    ----------
    layers
        Ids of the layers that have a new version.
    repeated
        The same file with the same choices is the newest of its layer already; nothing was stored.
    made_project
        Code of the project that was made because there was none, else empty.
    """

    import_id: str
    number: int
    project: str
    layers: tuple[str, ...]
    features: int
    mended: int
    refused: int
    repeated: bool = False
    made_project: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """One import on its way into the store; ``made`` is a project that has to be made first."""

    context: Context
    draft: Draft
    target: Target
    run: ImportRun
    project: Project
    made: bool


def confirm(
    context: Context, draft: Draft, *, account: str | None, progress: Progress, import_id: str = ""
) -> Imported:
    """Store what a draft holds: all of it or, on any error or a crash, nothing of it.

    Layer versions are written beside; then one transaction stores the rows and the import; then the versions are
    renamed into place. A process killed before the transaction has stored nothing; one killed after it is ended by
    ``placing.tidy``.

    Parameters
    ----------
    draft
        As ``registry.examined`` returned it.
    import_id
        Id the import gets (a UUID); with the id of an import that is stored already, that one is returned.

    Raises
    ------
    InputRefused
        If no row of the file can be stored, or the disk does not take it.
    Conflict
        If the layer's id belongs to something else.
    NotFound
        If there is no such project.
    """
    placing.tidy(context)
    work = _prepared(context, draft, account, import_id or str(uuid4()))
    known = _stored(work) or _same(work)
    if known is not None:
        return known
    with at_work(context.layers_dir), _nothing_left_on_failure(work):
        layers = _staged(work, progress)
        stored = _store(work, layers)
        progress(_STORED)
        if isinstance(stored, Imported):
            placing.clear(context, work.run.id)
            return stored
        placing.place(context, stored)
    progress(1.0)
    return _imported(stored, made=work.made)


@contextmanager
def _nothing_left_on_failure(work: _Work) -> Iterator[None]:
    """Remove what was staged when the block fails before its transaction is stored."""
    try:
        yield
    except BaseException as error:
        if _stored(work) is None:
            placing.clear(work.context, work.run.id)
        if isinstance(error, OSError):
            raise InputRefused("import_not_written", value=error.strerror or str(error)) from error
        raise


def _prepared(context: Context, draft: Draft, account: str | None, import_id: str) -> _Work:
    target = target_of(draft.choices.target)
    draft = _usable(titled(draft))
    project, made = project_for(context, draft)
    draft = replace(draft, choices=replace(draft.choices, project=project.code))
    check_layer_id(context, draft.choices.layer, project=project.code)
    return _Work(context, draft, target, _run(context, draft, import_id, account), project, made)


def _usable(draft: Draft) -> Draft:
    """Return the draft without the rows that are refused."""
    if draft.frame is None:
        return draft
    refused = draft.refused_rows
    frame = draft.frame[~draft.frame.index.isin(refused)] if refused else draft.frame
    if frame.empty:
        raise InputRefused("import_nothing_left", file=draft.name, value=draft.understanding.features)
    return replace(draft, frame=frame)


def _run(context: Context, draft: Draft, import_id: str, account: str | None) -> ImportRun:
    choices = draft.choices
    return ImportRun(
        id=import_id,
        number=0,
        project=choices.project,
        target=choices.target,
        layer=choices.layer,
        layers=(),
        file=draft.name[-200:],
        sha256=draft.sha256,
        at=context.clock(),
        account=account,
        source=choices.source,
        licence=choices.licence,
        dated=choices.dated,
        features=draft.understanding.features if draft.frame is None else len(draft.frame),
        mended=len({one.row for one in draft.problems if one.severity == "mended" and one.row is not None}),
        refused=draft.refused,
        choices=plain(choices),
        facts={
            "understanding": _described(draft.understanding),
            "problems": dict(Counter(problem.code for problem in draft.problems)),
            "found": dict(draft.facts),
        },
        state="placing",
    )


def _described(understanding: Understanding) -> dict[str, Any]:
    """Return an understanding as JSON values, without the examples of its columns: they are people's own data."""
    values = asdict(understanding)
    values["columns"] = [{"name": one.name, "kind": one.kind, "role": one.role} for one in understanding.columns]
    return values


def _stored(work: _Work) -> Imported | None:
    with work.context.database.reading() as session:
        run = store.find_import(session, work.run.id)
    return None if run is None or run.state not in store.STANDING else _imported(run)


def _same(work: _Work) -> Imported | None:
    with work.context.database.reading() as session:
        return _same_in(session, work.run)


def _same_in(session: Any, run: ImportRun) -> Imported | None:
    """Return the newest import of the layer if it took the same file with the same choices."""
    newest = store.newest(session, project=run.project, layer=run.layer, target=run.target)
    if newest is None or (newest.sha256, newest.choices) != (run.sha256, run.choices):
        return None
    return replace(_imported(newest), repeated=True)


def _staged(work: _Work, progress: Progress) -> Sequence[NewLayer]:
    context, scratch = work.context, placing.scratch(work.context, work.run.id)
    layers = work.target.layers(context, work.draft, scratch, lambda done: progress(done * _STAGED / 2))
    for new in layers:
        check_layer_id(context, new.layer.id, project=work.project.code)
    placing.stage(context, work.run.id, layers)
    progress(_STAGED)
    return layers


def _store(work: _Work, layers: Sequence[NewLayer]) -> ImportRun | Imported:
    """Store rows and import in one transaction; an import of the same file that came first meanwhile wins."""
    context, draft, undo = work.context, work.draft, Undo()
    with context.database.transaction() as session:
        same = _same_in(session, work.run)
        if same is not None:
            return same
        if work.made:
            project_store.put_projects(session, [work.project])
        elif work.project.bounds is None or _made_by_import(session, work.project.code):
            project_store.set_bounds(session, work.project.code, together(work.project.bounds, around(draft)))
        versions = tuple(LayerVersion(new.layer.id, new_version(context, session, new.layer.id)) for new in layers)
        rows = work.target.store(context, session, draft, undo) if work.target.store else {}
        facts = {**work.run.facts, "stored": dict(rows), MADE_PROJECT: work.made}
        run = store.add_import(session, replace(work.run, layers=versions, facts=facts), undo=undo.to_blob())
        audit.record(session, run.account, "import.done", run.id, context.clock())
        return run


def _made_by_import(session: Any, project: str) -> bool:
    """Whether nobody but imports ever said where the project is."""
    return any(run.facts.get(MADE_PROJECT) for run in store.imports(session, project=project))


def _imported(run: ImportRun, *, made: bool = False) -> Imported:
    return Imported(
        import_id=run.id,
        number=run.number,
        project=run.project,
        layers=tuple(one.id for one in run.layers) or (run.layer,),
        features=run.features,
        mended=run.mended,
        refused=run.refused,
        made_project=run.project if made else "",
    )
