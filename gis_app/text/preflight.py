"""The words of the look before the evening: what each row is, how it stands, what to do."""

from collections.abc import Mapping
from typing import Any

from gis_app.text.labels import label
from gis_app.text.words import N_, Words

TITLES = {
    "promise": N_("Who asks, how to reach them, until when"),
    "texts": N_("Texts in Latvian, Russian and English"),
    "names": N_("Names of places and farms on the map"),
    "addresses": N_("Addresses"),
    "device": N_("Another device sees the server"),
    "network": N_("How many devices the network carries"),
    "sleep": N_("The computer does not fall asleep"),
    "power": N_("The computer is on the mains"),
    "disk": N_("Free space on the disk"),
    "clock": N_("The clock"),
    "backup": N_("A backup is made"),
    "photos": N_("The folder of photographs"),
    "cards": N_("Participant cards"),
}
SAID = {
    ("promise", "good"): N_("Everything is filled in. Last day of keeping: %(until)s."),
    ("promise", "bad"): N_("Missing or over: without these three the meeting does not open."),
    ("texts", "good"): N_("All texts are there."),
    ("texts", "bad"): N_("Missing in: %(missing)s. Those who read it will see Latvian."),
    ("names", "good"): N_("Public places %(public)s, villages %(village)s, streets %(street)s, farms %(farm)s."),
    ("names", "bad"): N_(
        "Too few names (public places %(public)s, villages %(village)s, streets %(street)s, farms %(farm)s): "
        "people will not find their place."
    ),
    ("addresses", "good"): N_("Houses known inside the territory: %(number)s."),
    ("addresses", "bad"): N_("No address is known here: every mark off a public place counts as near a dwelling."),
    ("device", "good"): N_("Devices that have answered: %(devices)s; the slowest answer took %(slowest)s."),
    ("device", "bad"): N_("No quick answer from another device yet (answered: %(devices)s, slowest: %(slowest)s)."),
    ("network", "good"): N_("Devices at once: %(now)s."),
    ("network", "unknown"): N_("Devices at once: %(now)s. A telephone's hotspot carries five to ten, a router more."),
    ("sleep", "good"): N_("It stays awake."),
    ("sleep", "bad"): N_("It falls asleep after a while, and all phones lose the server."),
    ("sleep", "unknown"): N_("This system does not tell."),
    ("power", "good"): N_("It is plugged in."),
    ("power", "bad"): N_("It runs on its battery."),
    ("power", "unknown"): N_("This system does not tell."),
    ("disk", "good"): N_("%(free)s GB are free."),
    ("disk", "bad"): N_("Only %(free)s GB are free; at least %(least)s GB are needed."),
    ("clock", "good"): N_("It shows %(now)s."),
    ("clock", "bad"): N_("It shows %(now)s, which cannot be: days and deletions would be wrong."),
    ("backup", "good"): N_("Somebody has noted today that it is made."),
    ("backup", "unknown"): N_("The program does not know of backups made elsewhere."),
    ("photos", "good"): N_("Photographs can be stored."),
    ("photos", "bad"): N_("Photographs cannot be stored: nothing can be written into the folder."),
    ("photos", "unknown"): N_("This system does not tell."),
    ("cards", "good"): N_("Printed so far: %(number)s."),
    ("cards", "bad"): N_("No card is printed: without one nobody can remove their marks later from another device."),
}
TO_DO = {
    "promise": N_("Fill them in: “Change the meeting”."),
    "texts": N_("Add the missing language: “Change the meeting”, the eight lines and our own words."),
    "names": N_("Bring in names and roads of the area (OpenStreetMap): Data, Add a file."),
    "addresses": N_("Bring in the address register of the municipality: Data, Add a file."),
    "device": N_("Scan the code above with a phone in the same network; if nothing opens, look at the firewall."),
    "network": N_("Let several phones scan the code and leave the page open for half a minute; then count or tick."),
    "sleep": N_("Switch sleep off in the power settings, for mains and battery, and tick here."),
    "power": N_("Plug the charger in and tick here."),
    "disk": N_("Delete what is not needed, or move the installation's folder to a larger disk."),
    "clock": N_("Set date and time of the computer."),
    "backup": N_("Run gis-app export, put the file elsewhere, and tick here."),
    "photos": N_("Make the folder of the installation writable for who runs the program."),
    "cards": N_("Print the kit: its cards belong to this meeting."),
}


def said(code: str, state: str, facts: Mapping[str, Any], words: Words) -> str:
    """Return how a row stands; numbers, days and languages as the language writes them."""
    return words.gettext(SAID[code, state], **{"devices": "0", "slowest": "—", **_written(facts, words)})


def _written(facts: Mapping[str, Any], words: Words) -> dict[str, str]:
    found = {}
    for name, value in facts.items():
        if name == "missing":
            found[name] = ", ".join(label(words, "language", one) for one in value if one in {"lv", "ru", "en"})
        elif name == "slowest_ms":
            if value is not None:
                found["slowest"] = words.gettext("%(number)s s", number=words.number(value / 1000, digits=2))
        elif name == "now" and hasattr(value, "date"):
            found[name] = f"{words.date(value.date())} {value:%H:%M}"
        elif hasattr(value, "isoformat"):
            found[name] = words.date(value)
        else:
            found[name] = words.number(value) if isinstance(value, int | float) else str(value or "—")
    return found
