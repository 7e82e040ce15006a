"""Choices, understanding and problems as plain JSON values and back: for drafts on disk, jobs and the history."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Column, Problem, Understanding


def choices_to_plain(choices: Choices) -> dict[str, Any]:
    """Return choices as JSON values."""
    return {**asdict(choices), "dated": choices.dated and choices.dated.isoformat()}


def choices_from_plain(values: Mapping[str, Any]) -> Choices:
    """Return the choices that ``choices_to_plain`` wrote."""
    dated = values.get("dated")
    return Choices(**{**values, "dated": date.fromisoformat(dated) if dated else None})


def understanding_to_plain(understanding: Understanding) -> dict[str, Any]:
    """Return an understanding as JSON values."""
    return asdict(understanding)


def understanding_from_plain(values: Mapping[str, Any]) -> Understanding:
    """Return the understanding that ``understanding_to_plain`` wrote and JSON carried."""
    columns = tuple(Column(**{**column, "examples": tuple(column["examples"])}) for column in values["columns"])
    bounds = values["bounds"] and Bounds(**values["bounds"])
    return Understanding(**{**values, "parts": tuple(values["parts"]), "columns": columns, "bounds": bounds})


def problem_to_plain(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON values; a parameter that JSON does not know becomes text."""
    params = {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in problem.params.items()
    }
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "severity": problem.severity,
        "params": params,
    }


def problem_from_plain(values: Mapping[str, Any]) -> Problem:
    """Return the problem that ``problem_to_plain`` wrote."""
    return Problem(**values)
