"""The sentence for each reason why a file cannot be read, and for each thing noticed while reading it."""

from gis_app.text.words import N_

SENTENCES = {
    "file_empty": N_("%(file)s is empty: nothing is written in it."),
    "file_too_large": N_("%(file)s has %(value)s MB; at most %(expected)s MB are taken (GIS_IMPORT_MAX_MB)."),
    "format_unknown": N_(
        "%(file)s is not a kind of file we know. Save it as GeoPackage, GeoJSON, Shapefile in a zip, Excel or CSV."
    ),
    "format_not_read": N_(
        "%(file)s holds %(value)s, which we do not read. Save it as GeoPackage, GeoJSON, Shapefile in a zip, "
        "GeoTIFF, Excel or CSV (QGIS can do it: right-click the layer, then Export)."
    ),
    "piece_of_shapefile": N_(
        "%(file)s is only one piece of a Shapefile or picture. "
        "Put all files of the same name into one zip and bring that."
    ),
    "web_page": N_(
        "%(file)s is a web page, not a table: the site probably asked to log in or sent an error. "
        "Open it in a browser and download the data again."
    ),
    "web_page_as_workbook": N_(
        "%(file)s is called a workbook, but it is a web page inside, as some sites export it. "
        "Open it in Excel or LibreOffice and save it as .xlsx."
    ),
    "json_without_places": N_(
        "%(file)s is JSON but neither GeoJSON nor JSON-stat: there is nothing in it to draw or count."
    ),
    "json_broken": N_("%(file)s breaks off or is not JSON from row %(row)s on (%(value)s). Download or save it again."),
    "archive_broken": N_("The archive %(file)s is damaged or was not downloaded whole. Download or pack it again."),
    "archive_locked": N_("The archive %(file)s has a password. Unpack it and bring the files inside without one."),
    "archive_path_refused": N_(
        "The archive %(file)s holds a file that wants to be unpacked elsewhere (%(value)s). It was not opened."
    ),
    "archive_too_large": N_(
        "Unpacked, %(file)s would have %(value)s MB; at most %(expected)s MB are taken (GIS_IMPORT_UNPACKED_MB)."
    ),
    "archive_in_archive": N_("%(file)s holds another archive (%(value)s). Unpack it once and bring that one."),
    "archive_without_shp": N_(
        "%(file)s holds pieces of a Shapefile, but the .shp file with the shapes is not among them. Add it to the zip."
    ),
    "archive_without_data": N_("%(file)s holds no data that we read, only: %(value)s."),
    "archive_mixed": N_(
        "%(file)s holds data of several formats, and we cannot know which one you mean: %(value)s. "
        "Choose one of them as the part, or pack it alone."
    ),
    "kml_is_a_link": N_(
        "%(file)s holds only a link to data elsewhere. Open it in Google Earth, save the places themselves as KML and "
        "bring that file."
    ),
    "vector_empty": N_("%(file)s can be read, but there is not one feature in it."),
    "crs_broken": N_("%(file)s describes its coordinate system in a way that cannot be read. Save it again with one."),
    "encoding_unknown": N_("“%(value)s” is not the name of an encoding; usual ones are utf-8 and cp1257."),
    "encoding_refused": N_("%(file)s is not text in %(value)s: row %(row)s holds letters that it does not have."),
    "table_quote_open": N_(
        "%(file)s, row %(row)s: a quotation mark opens and is never closed, so the rest of the file hangs on it."
    ),
    "table_rows_wider": N_(
        "%(file)s: row %(row)s has %(value)s cells, the header only %(expected)s, and most rows are so. Probably a "
        "comma divides the cells and also stands in numbers. Save the file with semicolons, or as a workbook."
    ),
    "vector_broken": N_(
        "%(file)s is damaged or was not saved whole (%(value)s). Download it again, or open and save it in its program."
    ),
    "table_too_wide": N_("%(file)s has a row of %(value)s cells; at most %(expected)s columns are taken."),
    "part_not_found": N_("%(file)s has no layer or sheet “%(value)s”; it has: %(expected)s."),
    "vector_without_layers": N_("%(file)s can be opened, but no layer with data is in it."),
    "workbook_locked": N_("%(file)s has a password. Open it in its program and save it without one."),
    "workbook_not_readable": N_("%(file)s cannot be read as a workbook (%(value)s). Save it again as .xlsx."),
    "osm_not_readable": N_("%(file)s cannot be read as an OpenStreetMap extract (%(value)s). Download it again."),
}
"""Why a file is refused, by code."""

NOTES = {
    "cpg_wrong": N_(
        "The .cpg file says that the text is %(value)s, but its letters are not; it was read as %(expected)s."
    ),
    "formula": N_(
        "The column has formulas (%(count)s, the first is %(value)s); the results stored with them were read."
    ),
    "formula_without_result": N_(
        "The cell has a formula but no stored result. Open the file in its program and save it."
    ),
    "html_as_text": N_("The text was written as a web page; in %(count)s rows only its words were kept."),
    "parts_several": N_("The file holds several parts and “%(value)s” was read. All of them: %(expected)s."),
    "shapefile_without_dbf": N_("The .dbf file is missing: there are shapes, but no names, codes or figures."),
    "shapefile_without_prj": N_("The .prj file is missing, so the file does not say its coordinate system."),
    "shapefile_without_shx": N_("The .shx file is missing; it was made again from the shapes."),
    "cell_error": N_("The cell shows the error %(value)s; it was read as empty."),
    "cells_merged": N_("A cell is merged down to row %(value)s; its value was put into each of these rows."),
    "column_twice": N_("Another column has this name already; this one is called “%(value)s”."),
    "column_without_name": N_("The column has no name; it is called by its letter."),
    "crs_unusable": N_("The coordinate system of the file (%(value)s) has no tie to the Earth; choose the right one."),
    "crs_without_code": N_(
        "The coordinate system of the file (%(value)s) has no EPSG number; the places were converted to WGS 84."
    ),
    "extension_other": N_("The name ends with %(value)s, but by its content the file is %(expected)s and was read so."),
    "letter_unreadable": N_("Some letters are damaged and cannot be read: %(value)s"),
    "no_header": N_("The first row holds figures already, so the columns are called A, B, C …"),
    "note_below": N_("This is a note under the table, not a row of it: %(value)s"),
    "raster_crs_missing": N_("The picture does not say its coordinate system; choose it."),
    "raster_without_place": N_("The picture does not say where it lies on the Earth; a .tfw file beside it may."),
    "reader_complains": N_("While reading, the program noted: %(value)s"),
    "prj_broken": N_("The .prj file cannot be read, so the file does not say its coordinate system."),
    "quotes_inside": N_("A cell holds quotation marks that are not doubled; they were kept as they stand."),
    "row_too_wide": N_(
        "The row has %(value)s cells and the header %(expected)s: a separator stands inside a text. "
        "The row was left out."
    ),
    "rows_in_cell": N_(
        "A cell of this row swallowed what look like rows of their own (%(count)s, the first begins “%(value)s”): "
        "a quotation mark is missing or one too many."
    ),
    "rows_hidden": N_("%(count)s rows are hidden in the program (by a filter, for example); they were read too."),
    "separator_other": N_("The cells of this row are divided by “%(value)s”, unlike the others; it was divided there."),
    "sheet_hidden": N_("The sheet “%(value)s” is hidden and was not read."),
    "shown_as_percent": N_(
        "The program shows these cells as per cent (%(count)s); the shares were read, 0.5 and not 50."
    ),
    "zeros_shown": N_(
        "The program shows these numbers with leading zeros or letters (%(count)s, for example %(value)s); "
        "they were kept."
    ),
}
"""What was noticed in a file that can be read, by code."""
