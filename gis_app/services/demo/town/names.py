"""Words for streets and farms: common Latvian words that hundreds of places share, none of them a person's name."""

from collections.abc import Iterator

import numpy as np


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TREES = _words(
    "Liepu Bērzu Ozolu Kļavu Ošu Egļu Priežu Kastaņu Pīlādžu Lazdu Vītolu Ābeļu Ķiršu Plūmju Bumbieru Apšu Alkšņu"
)
_GARDEN = _words(
    "Rožu Ceriņu Jasmīnu Maijpuķīšu Tulpju Peoniju Magoņu Rudzupuķu Neļķu Aveņu Zemeņu Ērkšķogu Jāņogu Dāliju"
)
_FIELD = _words(
    "Pļavu Ganību Rudzu Miežu Auzu Linu Āboliņa Vārpu Druvu Siena Dārzu Lauku Smilgu Pieneņu Margrietiņu Biškrēsliņu"
)
_BIRDS = _words(
    "Cīruļu Lakstīgalu Bezdelīgu Stārķu Zīlīšu Strazdu Dzērvju Baložu Pūču Gulbju Kaiju Dzilnu Žubīšu Cielavu"
)
_BEASTS = _words("Vāveru Zaķu Lapsu Briežu Stirnu Ežu Bebru Lūšu Āpšu Bišu Kameņu Sienāžu")
_SKY = _words(
    "Saules Mēness Zvaigžņu Mākoņu Varavīksnes Rīta Vakara Ausekļa Rasas Sniega Vēja Pavasara Vasaras Rudens Ziemas"
)
_GROUND = _words(
    "Kalna Lejas Meža Smilšu Akmens Oļu Grants Krasta Upes Ūdens Avotu Palu Dīķa Attekas Straumes Gravas Nogāzes"
)
_TOWN = _words("Parka Skolas Baznīcas Tirgus Tilta Pasta Torņa Vārtu Bruģa Teātra Jumtu Pagalma Zvana")
_WORK = _words(
    "Amatnieku Kalēju Podnieku Audēju Mucenieku Dravnieku Zvejnieku Plostnieku Malēju Maiznieku Galdnieku Drēbnieku"
)
_INDUSTRY = _words(
    "Noliktavu Sliežu Ķieģeļu Mālu Ceplu Lokomotīvju Perona Kausētāju Vērptuves Zāģētavas Darvas Krāsotavas Enkuru"
)
_MORE = _words(
    "Lāču Vizbulīšu Vijolīšu Kamoliņa Ievu Mežrožu Bērzlapju Sūnu Paparžu Virsāju Brūkleņu Melleņu Dzērveņu Gaiļbiksīšu"
)
_LAST = _words(
    "Zelta Sudraba Vara Dzintara Pērļu Krāsnieku Jāņu Līgo Dainu Kokļu Stabuļu Deju Sakņu Lapu Ziedu Pumpuru Ogu Sēņu"
)

BY_KIND = {
    "centre": (*_TOWN, *_WORK),
    "old": (*_WORK, *_GROUND, *_TOWN),
    "flats": (*_SKY, *_BIRDS),
    "industry": (*_INDUSTRY, *_WORK),
    "garden": (*_TREES, *_GARDEN, *_BIRDS, *_BEASTS),
    "village": (*_FIELD, *_MORE, *_GROUND),
}
_SPARE = (*_LAST, *_MORE, *_FIELD, *_GROUND, *_BEASTS, *_GARDEN, *_SKY, *_TREES, *_BIRDS, *_WORK)

_FARM_FIRST = _words("Kaln Lejas Jaun Vec Mež Pļav Upes Ezer Saul Vidus Aug Māl Smilt Purv Krūm Avot")
_FARM_LAST = _words(
    "bērzi ozoli liepas kļavas sētas lauki mājas dārzi birzes ābeles rijas nami oši egles priedes pūpoli vītoli lazdas"
)


def street_name(kind: str, taken: set[str], random: np.random.Generator, *, word: str = "iela") -> str:
    """Return a street name that nobody has yet, from the words that suit the kind of territory; marks it as taken.

    ``word`` is what such a road is called (*iela*, *ceļš*). When every word is taken a number goes before the word
    (*Liepu 2. līnija*).
    """
    for store in (BY_KIND[kind], _SPARE):
        free = [first for first in store if not any(name.startswith(first + " ") for name in taken)]
        if free:
            name = f"{free[int(random.integers(len(free)))]} {word}"
            taken.add(name)
            return name
    first = BY_KIND[kind][int(random.integers(len(BY_KIND[kind])))]
    number = next(number for number in range(2, 1000) if f"{first} {number}. līnija" not in taken)
    taken.add(f"{first} {number}. līnija")
    return f"{first} {number}. līnija"


def farm_names(random: np.random.Generator) -> Iterator[str]:
    """Yield farm names, each once, in seeded order."""
    pairs = [first + last for first in _FARM_FIRST for last in _FARM_LAST]
    for place in random.permutation(len(pairs)):
        yield pairs[place]
