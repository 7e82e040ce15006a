"""How far the loading of the demo is."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with the code of a step as it begins (``text.labels``: ``demo_step``) and how far the whole is, 0 to 1."""


def silent(_step: str, _share: float) -> None:
    """Say nothing."""
