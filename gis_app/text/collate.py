"""The Latvian order of names."""

_ORDER = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
_RANK = {letter: place for place, letter in enumerate(_ORDER)}


def sort_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts names in Latvian order: ``ā`` after ``a``, ``č`` after ``c``, digits before letters."""
    return tuple(_letter(letter) for letter in name.casefold())


def _letter(letter: str) -> tuple[int, int, str]:
    if letter in _RANK:
        return (2, _RANK[letter], "")
    return (1 if letter.isdigit() else 0, 0, letter) if not letter.isalpha() else (3, 0, letter)
