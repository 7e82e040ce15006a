import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import TOP, tracked

LARGEST_BYTES = 600_000
# The words are put together here so that this file does not hold them itself.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", "NotImplemented" + "Error"]))
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
    ("deb.debian", "org"),
    ("crates", "io"),
    ("conda", "io"),
)
_TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".po", ".yaml", ".yml", ".typ", ".json", ".csv", ""}


def _texts() -> list[tuple[str, str]]:
    files = [file for file in tracked() if file.suffix in _TEXT and file.name != "LICENSE"]
    return [(file.relative_to(TOP).as_posix(), file.read_text(encoding="utf-8")) for file in files]


def test_no_large_file_is_tracked() -> None:
    assert [f"{file}: {_size(file)} bytes" for file in tracked() if _size(file) > LARGEST_BYTES] == []


def _size(file: Path) -> int:
    return file.stat().st_size


def test_nothing_is_left_unfinished() -> None:
    found = [(name, hit.group()) for name, text in _texts() for hit in UNFINISHED.finditer(text)]
    assert found == []


def test_no_registry_host_is_named() -> None:
    hosts = [".".join(parts) for parts in REGISTRIES]
    assert [(name, host) for name, text in _texts() for host in hosts if host in text] == []


def test_no_path_of_one_workplace_is_named() -> None:
    places = re.compile("|".join([r"(?<![\w.])/work" + "/", "tmp/" + "team", "farm" + "-studio"]))
    assert [(name, hit.group()) for name, text in _texts() for hit in places.finditer(text)] == []


def test_every_lock_pins_every_package_once() -> None:
    for lock in sorted((TOP / "scripts/lock").glob("*.txt")):
        lines = [line for line in lock.read_text("utf-8").splitlines() if line and not line.startswith(("#", " "))]
        assert all(re.fullmatch(r"[a-z0-9._-]+==[\w.!+]+(?: ;.*)?", line) for line in lines), lock.name
        assert len({line.partition("==")[0] for line in lines}) == len(lines), lock.name


def test_english_is_spelled_as_in_the_dictionary() -> None:
    codespell = Path(sys.executable).with_name("codespell")
    assert subprocess.run([codespell], cwd=TOP, capture_output=True, check=False, text=True).stdout == ""
