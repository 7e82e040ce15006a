import ast

from tests.architecture.source import Function, Module, functions, modules


def _tests(module: Module) -> list[Function]:
    return [f for f in functions(module) if f.name.startswith("test_")]


def _claims(function: Function) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"raises", "expect"} or name.startswith(("assert_", "_assert", "expect_", "wait_for")):
                return True
    return False


def test_every_test_claims_something() -> None:
    found = [f"{module.name}: {f.name}" for module in modules("tests") for f in _tests(module) if not _claims(f)]
    assert found == []


def test_the_name_of_a_test_is_a_sentence() -> None:
    names = [f.name for module in modules("tests") for f in _tests(module)]
    assert [name for name in names if len(name.split("_")) < 4] == []


def test_no_test_waits_a_fixed_time() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"wait_for_timeout"}
    ]
    assert found == []
