"""What the architecture tests read: our files as syntax trees and text."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PACKAGE = TOP / "gis_app"
_GENERATED = "migrations/versions"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path from the top of the repository."""
        return self.path.relative_to(TOP).as_posix()


@cache
def modules(folder: str = "gis_app") -> tuple[Module, ...]:
    """Every Python file of a folder, without generated migrations."""
    files = sorted(path for path in (TOP / folder).rglob("*.py") if _GENERATED not in path.as_posix())
    texts = [(path, path.read_text(encoding="utf-8")) for path in files]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


def functions(module: Module) -> Iterator[Function]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: Function) -> int:
    """Lines of a function's body without its docstring."""
    statements = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not statements:
        return 0
    last = statements[-1].end_lineno or 0
    return last - statements[0].lineno + 1


def is_view(function: Function) -> bool:
    """Whether a function is registered under a route."""
    for decorator in function.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Attribute) and target.attr in {"get", "post", "put", "patch", "delete", "route"}:
            return True
    return False


@cache
def tracked() -> tuple[Path, ...]:
    """Every file in version control."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True, text=True).stdout
    return tuple(TOP / name for name in listing.split("\0") if name and (TOP / name).is_file())


def front_end(*suffixes: str) -> list[Path]:
    """Our templates, styles and scripts (not other people's under ``vendor``)."""
    files = [*(TOP / "static").rglob("*"), *(TOP / "templates").rglob("*")]
    return sorted(file for file in files if file.suffix in suffixes and "vendor" not in file.parts)
