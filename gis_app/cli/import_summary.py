"""What was understood of a file: as a JSON object for programs, as lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from gis_app.domain.imports import Problem, Understanding
from gis_app.services.imports.confirm import Imported
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.prospect import Prospect
from gis_app.text.import_problems import problem_sentence
from gis_app.text.labels import LABELS, label
from gis_app.text.words import Words

_ROWS_NAMED = 5


def as_document(draft: Draft, found: Prospect, words: Words) -> dict[str, Any]:
    """Return everything that is known of a draft as JSON values."""
    seen, choices = draft.understanding, draft.choices
    return {
        "file": draft.name,
        "sha256": draft.sha256,
        "format": seen.format,
        "kind": seen.kind,
        "encoding": seen.encoding,
        "separator": seen.separator,
        "decimal": seen.decimal,
        "parts": list(seen.parts),
        "part": seen.part,
        "crs": _crs(seen),
        "crs_reason": seen.epsg_reason,
        "axes_swapped": seen.axes_swapped,
        "geometry": seen.geometry,
        "places": seen.places,
        "bounds": list(seen.bounds.box) if seen.bounds else None,
        "features": seen.features,
        "storable": found.storable,
        "refused": draft.refused,
        "columns": [asdict(column) for column in seen.columns],
        "target": choices.target,
        "project": found.project.code,
        "makes_project": found.makes_project,
        "layer": choices.layer,
        "title": dict(choices.title),
        "theme": choices.theme,
        "source": choices.source,
        "licence": choices.licence,
        "date": choices.dated.isoformat() if choices.dated else None,
        "public": choices.public,
        "roles": dict(choices.columns),
        "options": dict(choices.options),
        "newer_version_of": found.before.number if found.before else None,
        "already_imported": found.same,
        "facts": dict(draft.facts),
        "problems": [_problem(problem, words) for problem in draft.problems],
    }


def done_document(done: Imported) -> dict[str, Any]:
    """Return what an import made as JSON values."""
    return {**asdict(done), "layers": list(done.layers)}


def understood_lines(draft: Draft, words: Words) -> Iterator[str]:
    """Yield what was understood of the file, a line each."""
    seen = draft.understanding
    yield f"{draft.name}: " + ", ".join(part for part in _how_read(seen, words) if part)
    if seen.places != "none" or seen.geometry != "none":
        yield words.gettext(
            "Places: %(places)s, %(geometry)s, %(crs)s (%(reason)s)",
            places=_named(words, "way_to_places", seen.places),
            geometry=_named(words, "import_geometry", seen.geometry),
            crs=_crs(seen) or "–",
            reason=_named(words, "epsg_reason", seen.epsg_reason) or "–",
        )
    if seen.axes_swapped:
        yield words.gettext("The axes stand the other way round in the file; they are turned.")
    yield words.ngettext("%(num)s row or feature", "%(num)s rows or features", seen.features)
    for column in seen.columns:
        role = f" → {_named(words, 'import_role', column.role)}" if column.role else ""
        yield f"  {column.name} ({column.kind}){role}: {', '.join(column.examples[:3])}"


def problem_lines(problems: Sequence[Problem], words: Words) -> Iterator[str]:
    """Yield the problems by code, the first rows of each named."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code, problem.column), []).append(problem)
    for (severity, code, column), group in groups.items():
        rows = [str(one.row) for one in group if one.row is not None]
        named = ", ".join(rows[:_ROWS_NAMED]) + (" …" if len(rows) > _ROWS_NAMED else "")
        where = "; ".join(part for part in (column, words.gettext("row %(rows)s", rows=named) if rows else "") if part)
        count = f"{len(group)} × " if len(group) > 1 else ""
        yield f"  [{label(words, 'severity', severity)}] {count}{code}: {problem_sentence(group[0], words)}" + (
            f" ({where})" if where else ""
        )


def table_lines(problems: Sequence[Problem], words: Words) -> Iterator[str]:
    """Yield each problem as cells apart by tabs, with a header."""
    yield "row\tcolumn\tseverity\tcode\tmessage"
    for one in problems:
        cells = (str(one.row or ""), one.column, one.severity, one.code, problem_sentence(one, words))
        yield "\t".join(" ".join(cell.split()) for cell in cells)


def prospect_lines(draft: Draft, found: Prospect, words: Words) -> Iterator[str]:
    """Yield what confirming would do."""
    if found.makes_project:
        yield words.gettext("There is no project yet: “%(value)s” would be made.", value=found.project.code)
    if found.same and found.before:
        yield words.gettext(
            "This very file is import %(number)s already; nothing would be stored.", number=found.before.number
        )
        return
    yield words.ngettext(
        "%(num)s row would be stored as “%(target)s” in the layer “%(layer)s” of the project “%(project)s”.",
        "%(num)s rows would be stored as “%(target)s” in the layer “%(layer)s” of the project “%(project)s”.",
        found.storable,
        target=_named(words, "import_target", draft.choices.target),
        layer=draft.choices.layer,
        project=found.project.code,
    )
    if found.before:
        yield words.gettext(
            "It would be a new version; that of import %(number)s (%(file)s) is kept.",
            number=found.before.number,
            file=found.before.file,
        )


def done_lines(done: Imported, words: Words) -> Iterator[str]:
    """Yield what was stored and how to take it back."""
    if done.repeated:
        yield words.gettext("This very file is import %(number)s already; nothing was stored.", number=done.number)
        return
    if done.made_project:
        yield words.gettext("There was no project; “%(value)s” was made.", value=done.made_project)
    yield words.ngettext(
        "Stored: %(num)s row in “%(layers)s”; put right: %(mended)s, left out: %(refused)s.",
        "Stored: %(num)s rows in “%(layers)s”; put right: %(mended)s, left out: %(refused)s.",
        done.features,
        layers=", ".join(done.layers),
        mended=done.mended,
        refused=done.refused,
    )
    yield words.gettext("To take it back: gis-app imports undo %(number)s", number=done.number)


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "message": problem_sentence(problem, words),
        "severity": problem.severity,
        "params": dict(problem.params),
    }


def _crs(seen: Understanding) -> str | None:
    return f"EPSG:{seen.epsg}" if seen.epsg else None


def _how_read(seen: Understanding, words: Words) -> Iterator[str]:
    yield _named(words, "import_format", seen.format)
    yield seen.part
    yield seen.encoding
    if seen.separator:
        yield words.gettext("cells apart by: %(sign)s", sign=_named(words, "separator", seen.separator))
    if seen.decimal:
        yield words.gettext("decimals as in %(sign)s", sign=f"3{seen.decimal}14")


def _named(words: Words, kind: str, code: str) -> str:
    """Return the label of a code, or the code where it has none."""
    return label(words, kind, code) if code in LABELS[kind] else code
