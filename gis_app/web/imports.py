"""Bringing a file in, page by page; nothing is stored before the last one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from shapely.geometry import mapping
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError, NotFound, TooLarge
from gis_app.domain.latvia import outline
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.domain.roles import Permission
from gis_app.maps import assets
from gis_app.services import import_steps
from gis_app.services.imports import drafts
from gis_app.services.imports.draft_jobs import STORE
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.lines import imported_layers
from gis_app.services.imports.problem_files import FILES, problem_file
from gis_app.services.imports.registry import target_of
from gis_app.services.imports.seen import preview_of, seen_of
from gis_app.services.projects import project_or_first
from gis_app.text.import_problems import problem_sentence
from gis_app.text.labels import label
from gis_app.text.problems import sentence, sentence_of
from gis_app.web import import_form as form
from gis_app.web import import_pages as pages
from gis_app.web.context import about_project, current_context
from gis_app.web.errors import STATUS
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, may_now, requires

blueprint = language_blueprint("imports", __name__)


@blueprint.url_value_preprocessor
def take_large_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let those who may import send more than anybody else; runs before anything reads the request."""
    if endpoint != "imports.upload" or not may_now(Permission.IMPORT):
        return
    most = current_context().settings.import_max_mb
    request.max_content_length = most * drafts.MEGABYTE + form.BESIDE_THE_FILE
    if (request.content_length or 0) > request.max_content_length:
        raise TooLarge("upload_too_large", expected=most)


@blueprint.context_processor
def helpers() -> dict[str, object]:
    """Give templates the steps and what makes words of codes."""
    words = current_words()
    return {
        "steps": pages.STEPS,
        "named": lambda kind, code: pages.named(words, kind, code),
        "crs_name": lambda epsg: pages.crs_name(words, epsg),
        "option_title": lambda target, option: pages.option_title(words, target, option),
        "offered": lambda unit: pages.offered(words, unit),
        "leaflet": assets,
    }


@blueprint.get("/data/import")
@requires(Permission.IMPORT)
def choose() -> str:
    """Ask for a file."""
    return _choose()


@blueprint.post("/data/import")
@requires(Permission.IMPORT)
def upload() -> AnyResponse | tuple[str, int]:
    """Keep a file as a draft and show what was understood of it."""
    files = [(file.filename or "", file.stream) for file in request.files.getlist("file")]
    project = project_or_first(current_context(), request.form.get("project"))
    try:
        draft = import_steps.bring(current_context(), files, project=project.code, account=_me())
    except KarteError as error:
        return _choose(problem=sentence(error, current_words())), STATUS[type(error)]
    return redirect(url_for("imports.one", draft_id=draft.id))


@blueprint.get("/data/import/<uuid:draft_id>")
@requires(Permission.IMPORT)
def one(draft_id: UUID) -> str | AnyResponse:
    """Show what was understood; every guess can be put right."""
    draft = _draft(draft_id)
    job = import_steps.job_of(current_context(), draft)
    if job is not None and job.kind == STORE and job.state != "failed":
        return redirect(url_for("import_history.working", job_id=job.id))
    if job is not None and not job.ended:
        return render_template("imports/reading.html", draft=draft, job=job)
    problem = draft.problem or (job and job.problem)
    onward = request.args.get("onward", "")
    if onward in pages.ONWARD and not problem and seen_of(draft):
        return redirect(url_for(f"imports.{onward}", draft_id=draft_id))
    return _understood(draft, problem=sentence_of(problem, current_words()) if problem else "")


@blueprint.post("/data/import/<uuid:draft_id>")
@requires(Permission.IMPORT)
def correct(draft_id: UUID) -> AnyResponse:
    """Understand the file anew with what the person put right."""
    draft = _draft(draft_id)
    import_steps.decide(current_context(), draft, form.corrected(draft.choices, request.form))
    return redirect(url_for("imports.one", draft_id=draft_id))


@blueprint.get("/data/import/<uuid:draft_id>/preview")
@requires(Permission.IMPORT)
def preview(draft_id: UUID) -> Response:
    """Send places of the draft for the small map."""
    return Response(preview_of(_draft(draft_id)), mimetype="application/geo+json")


@blueprint.get("/data/import/<uuid:draft_id>/purpose")
@requires(Permission.IMPORT)
def purpose(draft_id: UUID) -> str | AnyResponse:
    """Ask what the file is for and which column says what."""
    draft = _draft(draft_id)
    return _purpose(draft) if seen_of(draft) else redirect(url_for("imports.one", draft_id=draft_id))


@blueprint.post("/data/import/<uuid:draft_id>/purpose")
@requires(Permission.IMPORT)
def map_columns(draft_id: UUID) -> AnyResponse | tuple[str, int]:
    """Keep the target and its columns and look at the file with its eyes."""
    draft = _draft(draft_id)
    target = target_of(request.form.get("target", ""))
    if "show" in request.form or target.code != import_steps.understood(draft).choices.target:
        import_steps.decide(current_context(), draft, form.turned_to(draft.choices, target))
        return _then(draft_id, "purpose")
    places = pages.coordinate_columns(draft, import_steps.understood(draft))
    choices = form.mapped(draft.choices, request.form, target, places=places)
    lacking = form.lacking(choices, target)
    if lacking:
        return _purpose(draft, lacking=lacking), 400
    import_steps.decide(current_context(), draft, choices)
    return _then(draft_id, "problems")


@blueprint.get("/data/import/<uuid:draft_id>/problems")
@requires(Permission.IMPORT)
def problems(draft_id: UUID) -> str | AnyResponse:
    """Show what is wrong, by kind of trouble, row and column."""
    draft = _draft(draft_id)
    seen = seen_of(draft)
    if seen is None:
        return redirect(url_for("imports.one", draft_id=draft_id))
    words, wanted = current_words(), request.args.get("severity", "")
    groups = [(group, pages.sentences(group.first, words)) for group in seen.groups if wanted in {"", group.severity}]
    facts = pages.facts_of(seen, words)
    return render_template("imports/problems.html", draft=draft, seen=seen, groups=groups, facts=facts, wanted=wanted)


@blueprint.post("/data/import/<uuid:draft_id>/units")
@requires(Permission.IMPORT)
def name_units(draft_id: UUID) -> AnyResponse:
    """Keep which territories are meant where the table leaves it open."""
    draft = _draft(draft_id)
    open_units = import_steps.understood(draft).facts.get("ambiguous") or []
    import_steps.decide(current_context(), draft, form.answered(draft.choices, request.form, open_units))
    return _then(draft_id, "problems")


@blueprint.get("/data/import/<uuid:draft_id>/<name>")
@requires(Permission.IMPORT)
def problems_file(draft_id: UUID, name: str) -> Response:
    """Send everything that is wrong as CSV or as a workbook."""
    if name not in FILES:
        raise NotFound("not_found")
    words, draft = current_words(), _draft(draft_id)
    header = tuple(words.gettext(text) for text in pages.PROBLEM_HEADER)
    content = problem_file(
        draft,
        name,
        header=header,
        title=words.gettext("What is wrong"),
        cells=lambda problem: (label(words, "severity", problem.severity), problem_sentence(problem, words)),
    )
    disposition = f'attachment; filename="{name}"'
    return Response(content, mimetype=FILES[name], headers={"Content-Disposition": disposition})


@blueprint.get("/data/import/<uuid:draft_id>/about")
@requires(Permission.IMPORT)
def about(draft_id: UUID) -> str | AnyResponse:
    """Ask where the data are from and who may see them."""
    draft = _draft(draft_id)
    if not draft.choices.target:
        return redirect(url_for("imports.purpose", draft_id=draft_id))
    return _about(draft)


@blueprint.post("/data/import/<uuid:draft_id>/about")
@requires(Permission.IMPORT)
def describe(draft_id: UUID) -> AnyResponse | tuple[str, int]:
    """Keep source, licence, date, title, theme and audience."""
    draft = _draft(draft_id)
    choices = form.described(draft.choices, request.form)
    lacking = form.undescribed(choices, request.form)
    if lacking:
        return _about(replace(draft, choices=choices), lacking=lacking), 400
    import_steps.decide(current_context(), draft, choices)
    return redirect(url_for("imports.confirm", draft_id=draft_id))


@blueprint.get("/data/import/<uuid:draft_id>/confirm")
@requires(Permission.IMPORT)
def confirm(draft_id: UUID) -> str | AnyResponse:
    """Say in a few words what will be stored."""
    draft = _draft(draft_id)
    seen = seen_of(draft)
    if seen is None or not draft.choices.title:
        return redirect(url_for("imports.one" if seen is None else "imports.about", draft_id=draft_id))
    standing = next((layer for layer in _versions(draft) if layer.id == draft.choices.layer), None)
    return render_template("imports/confirm.html", draft=draft, seen=seen, standing=standing)


@blueprint.post("/data/import/<uuid:draft_id>/confirm")
@requires(Permission.IMPORT)
def store(draft_id: UUID) -> AnyResponse:
    """Queue the storing."""
    job_id = import_steps.confirm_draft(current_context(), _draft(draft_id))
    return redirect(url_for("import_history.working", job_id=job_id))


@blueprint.post("/data/import/<uuid:draft_id>/discard")
@requires(Permission.IMPORT)
def discard(draft_id: UUID) -> AnyResponse:
    """Throw the draft away."""
    draft = _draft(draft_id)
    import_steps.refuse_busy(current_context(), draft)
    drafts.throw_away(draft)
    return redirect(url_for("imports.choose", project=draft.project))


def _me() -> str:
    return current_account_id() or ""


def _draft(draft_id: UUID) -> OpenDraft:
    draft = drafts.open_draft(current_context(), str(draft_id), account=_me())
    about_project(project_or_first(current_context(), draft.project))
    return draft


def _then(draft_id: UUID, onward: str) -> AnyResponse:
    """Lead to a step, past the wait for a large file that is understood anew."""
    return redirect(url_for("imports.one", draft_id=draft_id, onward=onward))


def _versions(draft: OpenDraft) -> list[Any]:
    return imported_layers(current_context(), project=draft.project, target=draft.choices.target)


def _choose(*, problem: str = "") -> str:
    context = current_context()
    project = project_or_first(context, request.values.get("project"))
    waiting = drafts.drafts_of(context, project=project.code, account=_me())
    return render_template(
        "imports/choose.html",
        project=project,
        waiting=waiting,
        problem=problem,
        accept=pages.SUFFIXES,
        most_mb=context.settings.import_max_mb,
    )


def _understood(draft: OpenDraft, *, problem: str) -> str:
    words, seen = current_words(), seen_of(draft)
    known = seen.understanding if seen else None
    return render_template(
        "imports/understood.html",
        draft=draft,
        seen=seen,
        problem=problem,
        country=mapping(outline()),
        encodings=pages.listed(words, "encoding", guess=known.encoding if known else ""),
        separators=pages.separators(words, guess=known.separator if known else ""),
        decimals=pages.listed(words, "decimal", guess=known.decimal if known else ""),
        systems=pages.crs_choices(words, seen),
        place_roles=pages.place_roles(draft, seen, words),
    )


def _purpose(draft: OpenDraft, *, lacking: tuple[str, ...] = ()) -> str:
    seen = import_steps.understood(draft)
    targets = pages.fitting(seen)
    codes = [target.code for target in targets]
    code = seen.choices.target
    target = target_of(code) if code in codes else None
    return render_template(
        "imports/purpose.html",
        draft=draft,
        seen=seen,
        targets=targets,
        target=target,
        roles=pages.roles_of(target, draft, seen, current_words()) if target else [],
        answers={**seen.choices.options, **draft.choices.options},
        lacking=lacking,
    )


def _about(draft: OpenDraft, *, lacking: tuple[str, ...] = ()) -> str:
    return render_template(
        "imports/about.html",
        draft=draft,
        seen=import_steps.understood(draft),
        versions=_versions(draft),
        themes=THEME_BLOCKS,
        licences=form.LICENCES,
        lacking=lacking,
        sent=request.form,
    )
