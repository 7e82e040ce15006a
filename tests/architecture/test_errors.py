import ast
import re
from collections.abc import Iterator

from gis_app.domain import errors as tree
from gis_app.domain.errors import KarteError
from gis_app.text import import_problems
from gis_app.text.problems import SENTENCES
from gis_app.web.errors import STATUS
from tests.architecture.source import Module, modules

CLASSES = {name for name, value in vars(tree).items() if isinstance(value, type) and issubclass(value, KarteError)}


def _raised(module: Module) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CLASSES:
                yield node


def _problems(module: Module) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
            yield node


def _code(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def test_every_error_code_has_a_sentence() -> None:
    silent = [
        f"{module.name}:{call.lineno} {_code(call)}"
        for module in modules()
        for call in _raised(module)
        if _code(call) is not None and _code(call) not in SENTENCES
    ]
    assert silent == []


def test_every_problem_of_a_file_has_a_sentence() -> None:
    silent = [
        f"{module.name}:{call.lineno} {_code(call)}"
        for module in modules()
        for call in _problems(module)
        if _code(call) is not None and _code(call) not in import_problems.SENTENCES
    ]
    assert silent == []


def test_every_value_named_in_a_sentence_comes_with_the_error() -> None:
    lacking = []
    for module in modules():
        for call in _raised(module):
            given = {keyword.arg for keyword in call.keywords}
            named = set(re.findall(r"%\((\w+)\)", SENTENCES.get(_code(call) or "", "")))
            if None not in given and not named <= given:
                lacking.append(f"{module.name}:{call.lineno} {_code(call)} lacks {sorted(named - given)}")
    assert lacking == []


def test_every_sentence_belongs_to_a_code_somebody_raises() -> None:
    written = {
        node.value
        for module in modules()
        if module.name != "gis_app/text/problems.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(SENTENCES) - written) == []


def test_every_sentence_of_a_file_belongs_to_a_problem_somebody_finds() -> None:
    written = {
        node.value
        for module in modules()
        if not module.name.startswith("gis_app/text/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(import_problems.SENTENCES) - written) == []


def test_every_class_of_the_error_tree_has_a_status() -> None:
    assert {error.__name__ for error in STATUS} == CLASSES


def test_the_drawn_tree_of_errors_is_the_tree_of_classes() -> None:
    drawn = (tree.__doc__ or "").split("::")[1].split("An error carries")[0]
    assert set(re.findall(r"\b([A-Z][A-Za-z]+)\b(?=\s{2,}|\n)", drawn)) == CLASSES


def test_every_error_has_the_status_of_its_kind() -> None:
    for error, status in STATUS.items():
        assert status >= 500 if error.exit_code in {1, 5} else 400 <= status < 500
