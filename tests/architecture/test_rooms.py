import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGE, TOP, Module, modules

ROOMS = sorted(file.parent for file in PACKAGE.rglob("__init__.py") if file.parent != PACKAGE)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(PACKAGE).as_posix())
def test_every_room_says_its_rule_in_a_few_lines(room: object) -> None:
    lines = (PACKAGE / str(room) / "README.md").read_text(encoding="utf-8").splitlines()
    assert 4 <= len([line for line in lines if line.strip()]) <= 8


def test_every_public_thing_has_a_docstring() -> None:
    missing = [f"{module.name}: {name}" for module in modules() for name in _without_docstring(module)]
    assert missing == []


def _without_docstring(module: Module) -> Iterator[str]:
    if ast.get_docstring(module.tree) is None and module.text.strip():
        yield "module"
    for node in module.tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node.name
        for part in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and ast.get_docstring(part) is None:
                yield f"{node.name}.{part.name}"


def _loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_the_command_line_starts_without_flask() -> None:
    verbs = sorted(path.stem for path in (PACKAGE / "cli").glob("*.py") if path.stem != "__init__")
    every = ", ".join(f"gis_app.cli.{name}" for name in verbs)
    assert {"flask", "werkzeug", "folium"} & _loaded_after(f"import {every}") == set()


def test_a_verb_waits_for_no_other_verb() -> None:
    assert {"sqlalchemy", "pandas", "shapely"} & _loaded_after("import gis_app.cli") == set()


def test_importing_the_package_imports_nothing_else() -> None:
    assert {"flask", "click", "sqlalchemy", "shapely", "babel"} & _loaded_after("import gis_app") == set()
