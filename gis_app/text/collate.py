"""The Latvian order of names."""

_ORDER = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"


class _Ranks(dict[int, str]):
    """Two characters for each letter that sort as Latvian does; made when a letter is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        place = _ORDER.find(letter)
        if place >= 0:
            ranked = "\x02" + chr(place + 1)
        elif letter.isalpha():
            ranked = "\x03" + letter
        else:
            ranked = ("\x01" if letter.isdigit() else "\x00") + letter
        self[code] = ranked
        return ranked


_RANKS = _Ranks()


def sort_key(name: str) -> str:
    """Return a key that puts names in Latvian order: ``ā`` after ``a``, ``č`` after ``c``, digits before letters."""
    return name.casefold().translate(_RANKS)
