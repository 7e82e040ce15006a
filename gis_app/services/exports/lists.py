"""The list of everything on the map as a file, with the filters of its page."""

from gis_app.catalog.exports.content import Head, Origin, Sheet
from gis_app.catalog.exports.formats import MEDIA_TYPES, TABLES
from gis_app.catalog.exports.sheets import to_csv
from gis_app.domain.errors import UnknownCode
from gis_app.domain.paging import EVERYTHING
from gis_app.domain.roles import Role
from gis_app.services.exports.layer_files import Export, workbook
from gis_app.services.exports.origin import origin_of
from gis_app.services.layers import layers_of
from gis_app.services.listing import GROUPS, Entry, list_everything
from gis_app.services.wiring import Context
from gis_app.text.labels import LABELS, label
from gis_app.text.words import Words


def export_listing(
    context: Context,
    *,
    project: str | None,
    role: Role,
    extension: str,
    words: Words,
    group: str = "",
    kind: str = "",
    where: str = "",
    text: str = "",
) -> Export:
    """Return the list as one CSV or a workbook with a sheet for each group; filters as in ``list_everything``.

    Raises
    ------
    NotFound
        If there is no such project.
    UnknownCode
        If there is no such group, or we do not write that format.
    """
    if extension not in TABLES:
        raise UnknownCode("export_format_unknown", value=extension, expected=", ".join(TABLES))
    found = list_everything(
        context, project=project, role=role, group=group, kind=kind, where=where, text=text, lines=EVERYTHING
    )
    layers = layers_of(context, project=found.project.code, role=role)
    pages = [
        Sheet(
            label(words, "layer_role", one),
            _heads(words),
            [_row(entry, words) for entry in found.entries if entry.group == one],
            next((origin_of(layer, words) for layer in layers if layer.role == one), Origin("")),
        )
        for one in GROUPS
        if group in {"", one}
    ]
    if extension == "xlsx":
        content = workbook(pages, words)
    else:
        rows = [row for page in pages for row in page.rows]
        content = to_csv(Sheet(words.pick(found.project.title), _heads(words), rows, Origin("")))
    return Export(f"{found.project.code}-saraksts.{extension}", MEDIA_TYPES[extension], content)


def _heads(words: Words) -> list[Head]:
    titles = {
        "group": words.gettext("What it is"),
        "name": words.gettext("Name"),
        "kind": words.gettext("Kind"),
        "detail": words.gettext("Address or description"),
        "territory": words.gettext("Territory"),
        "precision": words.gettext("Precision of the place"),
    }
    return [Head(name, title) for name, title in titles.items()]


def _row(entry: Entry, words: Words) -> list[str]:
    return [
        label(words, "layer_role", entry.group),
        entry.name,
        _kind(entry, words),
        entry.detail,
        entry.territory,
        label(words, "precision", entry.precision) if entry.precision else "",
    ]


def _kind(entry: Entry, words: Words) -> str:
    labels = {"places": "resource_kind", "communities": "community_kind", "territories": "level"}.get(entry.group, "")
    known = LABELS.get(labels, {}).get(entry.kind)
    return words.gettext(known) if known else entry.kind
