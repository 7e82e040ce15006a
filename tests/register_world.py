"""The address register of an invented parish, in the form of the state's open tables."""

import zipfile
from pathlib import Path

PLACE = "KODS,TIPS_CD,NOSAUKUMS,VKUR_CD,VKUR_TIPS,APSTIPR,APST_PAK,STATUSS,SORT_NOS,DAT_SAK,DAT_MOD,DAT_BEIG,ATRIB,STD"
HOUSE = (
    "KODS,TIPS_CD,STATUSS,APSTIPR,APST_PAK,VKUR_CD,VKUR_TIPS,NOSAUKUMS,SORT_NOS,ATRIB,PNOD_CD,DAT_SAK,DAT_MOD,DAT_BEIG,"
    "FOR_BUILD,PLAN_ADR,STD,KOORD_X,KOORD_Y,DD_N,DD_E"
)


def place(code: int, kind: int, name: str, inside: int, *, status: str = "EKS", attribute: str = "") -> list[str]:
    """Return a row of streets, villages, towns, parishes or municipalities."""
    return [str(code), str(kind), name, str(inside), "0", "Y", "252", status, name, "", "2021.06.30", "", attribute, ""]


def house(
    code: int, name: str, inside: int, north: float, east: float, *, status: str = "EKS", said: str = ""
) -> list[str]:
    """Return a row of buildings; the register calls the northing X."""
    day = "2026.02.14" if code == 12 else "2021.06.30"
    numbers = ["", "", "", ""] if status != "EKS" else [f"{north:.3f}", f"{east:.3f}", "", ""]
    head = [str(code), "108", status, "Y", "252", str(inside), "0", name, name, "LV-4112", "", "1999.03.19", day]
    return [*head, "", "N", "N", said, *numbers]


TABLES: dict[str, tuple[str, list[list[str]]]] = {
    "aw_eka.csv": (
        HOUSE,
        [
            house(10, "Liepas", 3, 340_000, 600_000, said='"Liepas", Zosēnu pag., Zosu nov., LV-4112'),
            house(11, "1", 5, 341_000, 601_000, said="Zosu iela 1, Zosēni, Zosēnu pag., Zosu nov., LV-4112"),
            house(12, "3 k-2", 5, 341_020, 601_020),
            house(13, "7", 4, 341_100, 601_100),
            house(14, "Vecozoli", 4, 341_200, 601_200),
            house(15, "Ausekļi", 3, 342_000, 602_000, status="DEL"),
            house(16, "Liepas", 6, 345_000, 605_000),
            house(17, "Bez vietas", 3, 0, 0),
        ],
    ),
    "aw_iela.csv": (PLACE, [place(5, 107, "Zosu iela", 4), place(7, 107, "Sena iela", 4, status="DEL")]),
    "aw_ciems.csv": (PLACE, [place(4, 106, "Zosēni", 3), place(8, 106, "Zaķi", 3, attribute="1")]),
    "aw_pagasts.csv": (PLACE, [place(3, 105, "Zosēnu pag.", 2), place(6, 105, "Zaķu pag.", 2)]),
    "aw_novads.csv": (PLACE, [place(2, 113, "Zosu nov.", 1)]),
    "aw_vietu_centroidi.csv": (
        "KODS,TIPS_CD,NOSAUKUMS,VKUR_CD,STATUSS,KOORD_X,KOORD_Y",
        [["8", "106", "Zaķi", "3", "EKS", "345500.0", "605500.0"]],
    ),
}


def text_of(table: str, *, separator: str = ",", quote: str = '"') -> str:
    """Return a table as the register writes it: every cell between quotes."""
    head, rows = TABLES[table]
    cells = [head.split(","), *rows]
    return "".join(
        separator.join(quote + cell.replace(quote, 2 * quote) + quote for cell in row) + "\r\n" for row in cells
    )


def register_zip(file: Path, *, without: tuple[str, ...] = ()) -> Path:
    """Write the tables into a zip."""
    with zipfile.ZipFile(file, "w") as archive:
        for table in TABLES:
            if table not in without:
                archive.writestr(table.upper() if table == "aw_iela.csv" else table, "\ufeff" + text_of(table))
    return file
