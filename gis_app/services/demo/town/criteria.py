"""The six criteria of the Graz choice and the population they rest on, as indicators of the invented town.

Criteria for work with children, families and young people: the purpose belongs to the set (``design/domain.md`` §4).
"""

from dataclasses import dataclass

from gis_app.domain.statistics import Indicator
from gis_app.services.demo.town.plan import PROJECT
from gis_app.services.demo.town.town import SOURCE

POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its words, and how its invented figures arise.

    Attributes
    ----------
    base_of
        Which count of ``figures.People`` it is a share of.
    rate, pull
        Share in an ordinary place, and how strongly it follows hardship (exponent).
    years
        Drift of its logarithm in each of the five years.
    """

    code: str
    lv: tuple[str, str, str, str]
    ru: tuple[str, str, str]
    en: tuple[str, str, str, str]
    base_of: str
    rate: float
    pull: float
    years: tuple[float, float, float, float, float]


CRITERIA = (
    Criterion(
        "origin",
        (
            "Nesen ieceļojušie iedzīvotāji",
            "Iedzīvotāji, kuri pēdējo piecu gadu laikā ieceļojuši no citas valsts, gada beigās.",
            (
                "Daudz iebraucēju var nozīmēt arī darbavietas, kopmītnes vai lētus īres dzīvokļus; "
                "tas nepierāda grūtības. Lietojams tikai ar rakstisku pamatojumu."
            ),
            "deklarētie iedzīvotāji",
        ),
        (
            "Недавно приехавшие жители",
            "Жители, приехавшие из другой страны за последние пять лет, на конец года.",
            (
                "Много приезжих может значить и рабочие места, общежития или дешёвое жильё; трудностей это не "
                "доказывает. Использовать только с письменным обоснованием."
            ),
        ),
        (
            "Recently arrived residents",
            "Residents who came from another country within the last five years, at the end of the year.",
            (
                "Many newcomers may also mean jobs, halls of residence or cheap flats; it proves no hardship. "
                "To be used only with a written reason."
            ),
            "declared residents",
        ),
        "residents",
        0.024,
        0.32,
        (0.0, 0.02, 0.05, 0.42, 0.40),
    ),
    Criterion(
        "unemployed",
        (
            "Reģistrētie bezdarbnieki",
            "Gada beigās reģistrētie bezdarbnieki 15–64 gadu vecumā.",
            "Skaita tikai tos, kuri reģistrējušies: kur palīdzība ir tālu, skaitlis var būt zemāks nekā patiesībā.",
            "iedzīvotāji 15–64 gadu vecumā",
        ),
        (
            "Зарегистрированные безработные",
            "Безработные в возрасте 15–64 лет, зарегистрированные на конец года.",
            "Считаются только те, кто зарегистрировался: где помощь далеко, число может быть ниже действительного.",
        ),
        (
            "Registered unemployed",
            "Unemployed people aged 15–64 registered at the end of the year.",
            "Counts only those who registered: where help is far away the figure may be lower than the truth.",
            "residents aged 15–64",
        ),
        "working_age",
        0.052,
        0.40,
        (0.0, 0.27, 0.19, 0.02, -0.04),
    ),
    Criterion(
        "unemployed-young",
        (
            "Reģistrētie bezdarbnieki līdz 25 gadiem",
            "Gada beigās reģistrētie bezdarbnieki 15–24 gadu vecumā.",
            "Jaunieši bieži nereģistrējas; vairāk reģistrēto var būt arī laba jauniešu darbinieka nopelns.",
            "iedzīvotāji 15–24 gadu vecumā",
        ),
        (
            "Зарегистрированные безработные до 25 лет",
            "Безработные в возрасте 15–24 лет, зарегистрированные на конец года.",
            "Молодёжь часто не регистрируется; больше таких — возможно, и заслуга хорошего работника с молодёжью.",
        ),
        (
            "Registered unemployed under 25",
            "Unemployed people aged 15–24 registered at the end of the year.",
            "Young people often do not register; more of them may also be the merit of a good youth worker.",
            "residents aged 15–24",
        ),
        "youth",
        0.076,
        0.44,
        (0.0, 0.31, 0.20, 0.04, 0.0),
    ),
    Criterion(
        "poor-children",
        (
            "Trūcīgas un maznodrošinātas ģimenes ar bērniem",
            (
                "Mājsaimniecības ar bērniem līdz 15 gadu vecumam, kurām gada laikā piešķirts trūcīgas "
                "vai maznodrošinātas mājsaimniecības statuss."
            ),
            "Statusu piešķir pēc iesnieguma: zems skaitlis var nozīmēt, ka ģimenes par to nezina vai kautrējas lūgt.",
            "mājsaimniecības ar bērniem līdz 15 gadiem",
        ),
        (
            "Нуждающиеся и малообеспеченные семьи с детьми",
            "Домохозяйства с детьми до 15 лет, которым за год присвоен статус нуждающегося или малообеспеченного.",
            "Статус дают по заявлению: низкое число может значить, что семьи о нём не знают или стесняются.",
        ),
        (
            "Poor and low-income families with children",
            "Households with children under 15 that were granted the status of poor or low-income during the year.",
            "The status is given on application: a low figure may mean that families do not know it or are too shy.",
            "households with children under 15",
        ),
        "families",
        0.125,
        0.46,
        (0.0, 0.08, 0.06, 0.12, 0.09),
    ),
    Criterion(
        "subsidised",
        (
            "Pašvaldības atbalstītie mājokļi",
            "Īres mājokļi, ko pašvaldība piešķir mājsaimniecībām ar ienākumiem zem noteiktās robežas.",
            "Rāda, kur pašvaldībai ir mājas, ne tikai to, kur cilvēkiem to vajag.",
            "visi mājokļi",
        ),
        (
            "Жильё при поддержке самоуправления",
            "Арендное жильё, которое самоуправление даёт домохозяйствам с доходом ниже установленной границы.",
            "Показывает, где у самоуправления есть дома, а не только то, где людям это нужно.",
        ),
        (
            "Subsidised dwellings",
            "Rented dwellings that the municipality gives to households with an income below the set line.",
            "Shows where the municipality owns houses, not only where people need them.",
            "all dwellings",
        ),
        "dwellings",
        0.042,
        0.62,
        (0.0, 0.0, 0.02, 0.02, 0.03),
    ),
    Criterion(
        "child-protection",
        (
            "Bērnu tiesību aizsardzības gadījumi",
            "Bērni, kuru dēļ gada laikā sākts starpinstitūciju darbs ar ģimeni.",
            (
                "Vairāk gadījumu var nozīmēt arī to, ka palīdzība labāk sasniedz ģimenes. "
                "Lietojams tikai ar rakstisku pamatojumu."
            ),
            "bērni līdz 18 gadu vecumam",
        ),
        (
            "Случаи защиты прав детей",
            "Дети, ради которых за год учреждения вместе начали работать с семьёй.",
            (
                "Больше случаев может значить и то, что помощь лучше доходит до семей. "
                "Использовать только с письменным обоснованием."
            ),
        ),
        (
            "Child-protection cases",
            "Children for whose sake institutions began to work with the family together during the year.",
            "More cases may also mean that help reaches families better. To be used only with a written reason.",
            "children under 18",
        ),
        "children",
        0.036,
        0.42,
        (0.0, -0.06, 0.05, 0.08, 0.04),
    ),
)


def indicators() -> list[Indicator]:
    """Return the population and the six criteria as indicators of the invented town."""
    return [_population(), *(_indicator(criterion) for criterion in CRITERIA)]


def _indicator(criterion: Criterion) -> Indicator:
    by_language = {"lv": criterion.lv, "ru": criterion.ru, "en": criterion.en}
    return Indicator(
        id=f"{PROJECT}-{criterion.code}",
        project=PROJECT,
        title={language: words[0] for language, words in by_language.items()},
        counts={language: words[1] for language, words in by_language.items()},
        may_mean={language: words[2] for language, words in by_language.items()},
        unit="%",
        higher_is="worse",
        source=SOURCE,
        base=criterion.lv[3],
        invented=True,
    )


def _population() -> Indicator:
    return Indicator(
        id=f"{PROJECT}-{POPULATION}",
        project=PROJECT,
        title={"lv": "Deklarētie iedzīvotāji", "en": "Declared residents", "ru": "Декларированное население"},
        counts={
            "lv": "Iedzīvotāji ar deklarētu dzīvesvietu gada beigās. Bāze citiem rādītājiem, nevis kritērijs.",
            "en": "Residents with a declared address at the end of the year. The base of other figures, no criterion.",
            "ru": "Жители с декларированным местом жительства в конце года. База для других показателей, не критерий.",
        },
        may_mean={
            "lv": "Deklarētie nav tas pats, kas klātesošie: daļa dzīvo citur, daļa dzīvo te bez deklarēšanās.",
            "en": "Declared is not present: some live elsewhere, some live here without declaring it.",
            "ru": "Декларированные — не то же, что присутствующие: часть живёт не здесь, часть — здесь без декларации.",
        },
        unit="iedz.",
        higher_is="better",
        source=SOURCE,
        invented=True,
    )
