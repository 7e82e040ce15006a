"""How well typed words fit the name of a place."""

SAME, BEGINS, EVERY_WORD, INSIDE, OF_KIND = 1.0, 0.95, 0.8, 0.5, 0.45
_SHORTEST_INSIDE = 3


def fit(typed: str, name: str) -> float:
    """Return how well folded text fits a folded name, 0 (not at all) to 1 (the same).

    Words may stand in any order and need only begin the words of the name: ``"ilguc biedriba"`` fits
    ``"dzirciema un ilguciema apkaimju biedriba"``.
    """
    if not typed:
        return 0.0
    if typed == name:
        return SAME
    if name.startswith(typed):
        return BEGINS
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return EVERY_WORD
    return INSIDE if len(typed) >= _SHORTEST_INSIDE and typed in name else 0.0
