"""The schema of the criteria file as plain text: keys, what they take, what they are when left out."""

from gis_app.services.selection.criteria_file import CRITERION, GROUP, REQUIRED, TOP, Key, to_toml


def schema_text() -> str:
    """Return the schema as a commented criteria file, the same in every language."""
    lines = _keys(TOP, required=())
    for name, keys in (("criterion", CRITERION), ("group", GROUP)):
        lines += ["", f"[[{name}]]", *_keys(keys, required=REQUIRED[name])]
    return "\n".join(lines) + "\n"


def _keys(keys: dict[str, Key], *, required: tuple[str, ...]) -> list[str]:
    return [_line(name, key, required=name in required) for name, key in keys.items()]


def _line(name: str, key: Key, *, required: bool) -> str:
    if required:
        return f"{name} =  # {key.takes}; required"
    if key.default is None or key.default == "":
        return f"# {name} =  # {key.takes}"
    return f"{name} = {to_toml(key.default)}  # {key.takes}"
