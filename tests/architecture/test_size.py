import ast

import pytest

from tests.architecture.source import TOP, Module, body_lines, front_end, functions, is_view, modules

MODULE_LINES = 350
FUNCTION_LINES = 45
VIEW_LINES = 20


@pytest.mark.parametrize("folder", ["gis_app", "tests"])
def test_no_module_is_longer_than_its_budget(folder: str) -> None:
    long = {module.name: module.text.count("\n") for module in modules(folder)}
    assert {name: lines for name, lines in long.items() if lines > MODULE_LINES} == {}


def test_no_script_module_of_the_front_end_is_longer_than_the_budget() -> None:
    long = {file.relative_to(TOP).as_posix(): file.read_text("utf-8").count("\n") for file in front_end(".js")}
    assert {name: lines for name, lines in long.items() if lines > MODULE_LINES} == {}


@pytest.mark.parametrize("folder", ["gis_app", "tests"])
def test_no_function_body_is_longer_than_its_budget(folder: str) -> None:
    found = [
        f"{module.name}:{function.lineno} {function.name}: {body_lines(function)} lines"
        for module in modules(folder)
        for function in functions(module)
        if body_lines(function) > FUNCTION_LINES
    ]
    assert found == []


def test_no_view_is_longer_than_its_budget() -> None:
    found = [
        f"{module.name}:{function.lineno} {function.name}: {body_lines(function)} lines"
        for module in modules("gis_app/web")
        for function in functions(module)
        if is_view(function) and body_lines(function) > VIEW_LINES
    ]
    assert found == []


def test_the_measure_counts_a_body_without_its_docstring() -> None:
    tree = ast.parse('@b.get("/x")\ndef view():\n    """Say.\n\n    More.\n    """\n    one = 1\n    return one\n')
    function = next(functions(Module(TOP / "x.py", "", tree)))
    assert (body_lines(function), is_view(function)) == (2, True)
