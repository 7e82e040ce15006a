"""Words of the kit of a meeting: run sheet, helper's sheet, cards, poster, sheets and slips."""

from collections.abc import Mapping

from gis_app.text.words import N_

STEPS: Mapping[str, tuple[str, str, str]] = {
    "arrive": (
        N_("Coming in"),
        N_("Everybody draws a card from the bowl; no list of names. Tea, the sheets lie on the tables."),
        N_("Helpers at the door and at the tables"),
    ),
    "open": (
        N_("Setting up"),
        N_("Table, sheets, stickers, bowl with cards, poster at eye level, box for the slips."),
        N_("Facilitator"),
    ),
    "purpose": (
        N_("Why we ask"),
        N_("Read the poster aloud: who asks, what for, who sees it, until when, how to take it back."),
        N_("Facilitator"),
    ),
    "mark": (
        N_("We mark"),
        N_("Liked places first, then those that are not; the optional questions; last, who wants, where they live."),
        N_("Everybody; helpers mark for those who ask"),
    ),
    "walk": (
        N_("We walk"),
        N_("Along the agreed way; stop where somebody wants to, note the place, take a photo without people."),
        N_("Facilitator leads, a helper stays last"),
    ),
    "talk": (
        N_("We talk"),
        N_("Choose public places, not houses. The room words the reason: what, since when, whom, what is done now."),
        N_("Facilitator; a helper writes the cards"),
    ),
    "close": (
        N_("We close"),
        N_("Three to five sentences: did we understand you? Next step, who, by when, when we meet again."),
        N_("Facilitator"),
    ),
    "after": (
        N_("Tidying up"),
        N_("Collect sheets and slips, write on each sheet how many people used it, count the people in the room."),
        N_("Helpers"),
    ),
}
"""By step: title, what is done, who does it."""
CHECK = (
    N_("Cards cut and in a bowl; stickers, pens, tape for the sheets, scissors"),
    N_("Poster at the door, at eye level; a table card on every table"),
    N_("Grid sheets on the tables, one for six to eight people; slips and a box beside them"),
    N_("Laptop and router on, the pre-flight page is green, sleep is off"),
)
"""What must be there before people come."""
HELPER = (
    N_("First the card: ask for it, or let the person draw one. Without a card nobody can take a mark back."),
    N_("Read the question as it stands. Do not explain what to answer and do not finish sentences."),
    N_("First find the place together: shop, stop, street. Then write the person's own few words."),
    N_("No names, no addresses, no illnesses. Where somebody lives is an area from the list, never a house."),
    N_("Accusations of a person are not written down. Violence, danger to a child: tell the facilitator at once; 112."),
    N_("Who wants to take a mark back can do so at any moment with the card, also at home."),
    N_("After the evening give slips and sheets to the facilitator; nothing is photographed with your own phone."),
)
CARD = (
    N_("One code for phone, tablet and slip."),
    N_("Nobody writes down whose card it is. Keep it."),
    N_("With the code you can see and remove your marks:"),
)
TABLE_HALL = (
    N_("Join the network with the first code."),
    N_("Open the page with the second code."),
    N_("Mark places you like, and places you do not. No phone? Ask a helper."),
)
TABLE_ONLINE = (
    N_("Point the camera at the code, or type the address."),
    N_("Choose a place from the list or move the map."),
    N_("Mark places you like, and places you do not. No phone? Ask a helper."),
)
WORDS: Mapping[str, str] = {
    "card": N_("Your card"),
    "poster": N_("Why we ask"),
    "run_sheet": N_("Run sheet"),
    "helper": N_("For helpers"),
    "time": N_("Time"),
    "minutes": N_("min"),
    "what": N_("What happens"),
    "who": N_("Who"),
    "before": N_("Before people come"),
    "to_type": N_("Typing in from paper afterwards"),
    "type_more": N_("The page “From paper” reads such lines; accents may be left out."),
    "printed": N_("In this print"),
    "wifi": N_("Network"),
    "password": N_("Password"),
    "page": N_("Page of the meeting"),
    "fold": N_("Fold here"),
    "stickers": N_("What the stickers mean"),
    "no_home": N_("Please do not mark your own house: where you live is asked apart, as an area."),
    "people": N_("People at this sheet:"),
    "sheet": N_("Sheet"),
    "whole": N_("the whole territory"),
    "places": N_("Places on the map"),
    "sources": N_("Sources"),
    "invented": N_("Invented town"),
    "invented_more": N_("No figure and no place on this sheet is real."),
    "north": N_("N"),
    "metres": N_("m"),
    "slip": N_("My places"),
    "card_code": N_("Code of my card"),
    "sheet_code": N_("Code of the sheet"),
    "cell": N_("Cell"),
    "few_words": N_("A few words, if you like"),
    "home": N_("Where do you live? An area only; you may skip it."),
    "elsewhere": N_("elsewhere, or I do not want to say"),
    "identity": N_("If you like, a few words"),
    "slip_foot": N_("No names, please, neither yours nor others'. With your card you can take everything back."),
    "numbers": N_("More copies are made by printing the kit again: every print has further cards and sheets."),
    "secret": N_("The cards in this file are the only place where their codes stand. Delete the file after printing."),
}
