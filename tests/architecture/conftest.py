"""Reports the medians of the size budget: they are told, not enforced."""

from statistics import median

import pytest

from tests.architecture.source import body_lines, functions, is_view, modules


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the medians after the run."""
    ours = modules("gis_app")
    every = [function for module in ours for function in functions(module)]
    views = [f for module in modules("gis_app/web") for f in functions(module) if is_view(f)]
    terminalreporter.write_line(
        "size of gis_app, medians: "
        f"module {median(m.text.count(chr(10)) for m in ours):.0f} lines, "
        f"function {median(map(body_lines, every)):.0f}, "
        f"view {median(map(body_lines, views)) if views else 0:.0f} "
        f"({len(ours)} modules, {len(every)} functions, {len(views)} views)"
    )
