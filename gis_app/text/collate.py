"""The order of names: Latvian letters first, then Russian ones, each as their own alphabet has them."""

_ORDER = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"


class _Ranks(dict[int, str]):
    """Two characters for each letter that sort as the alphabets do; made when a letter is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        place = _ORDER.find(letter)
        if place >= 0:
            ranked = "\x02" + chr(place + 1)
        elif letter.isalpha():
            # Cyrillic letters stand in Unicode as in the alphabet, but ё after я; it sorts as е.
            ranked = "\x03" + ("е" if letter == "ё" else letter)
        else:
            ranked = ("\x01" if letter.isdigit() else "\x00") + letter
        self[code] = ranked
        return ranked


_RANKS = _Ranks()


def sort_key(name: str) -> str:
    """Return a key that puts names in order on a page of any language.

    Digits before letters, Latin letters in Latvian order (``ā`` after ``a``, ``č`` after ``c``), then Cyrillic ones in
    Russian order: ``й`` is a letter of its own, ``ё`` is told from ``е`` only where everything else is alike.
    """
    folded = name.casefold()
    ranks = folded.translate(_RANKS)
    return f"{ranks}\x00\x00" if "ё" in folded else ranks
