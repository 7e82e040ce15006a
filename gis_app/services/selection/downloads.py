"""The files of a stored selection: with them the command line gives the same result."""

from gis_app.domain.selections import Selection
from gis_app.services.selection.evidence import table_csv, table_from
from gis_app.services.selection.output import to_csv
from gis_app.services.selection.workbench import decision_json, rank_again

FILES = {
    "result.csv": "text/csv; charset=utf-8",
    "values.csv": "text/csv; charset=utf-8",
    "criteria.toml": "application/toml; charset=utf-8",
    "decision.json": "application/json; charset=utf-8",
}


def download(selection: Selection, name: str) -> bytes:
    """Return one of ``FILES`` of a stored selection."""
    data = selection.decision["data"]
    if name == "result.csv":
        return to_csv(rank_again(selection))
    if name == "values.csv":
        return table_csv(table_from(data["columns"], data["rows"]))
    if name == "criteria.toml":
        return str(selection.decision["criteria"]).encode()
    return decision_json(selection)
