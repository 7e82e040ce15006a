"""The purpose text that residents read before the first mark (``design/domain.md`` §6.1).

A version is stored with every participant and so is never edited: a better wording is a new version, and so is a
further language (version 2 brought Russian). A meeting opened with version 1 shows its Latvian text on Russian pages.
``%(controller)s``, ``%(contact)s`` and ``%(until)s`` are filled from the meeting when the text is shown.
"""

VERSION = 2

TEXTS = {
    "lv": """Jautā %(controller)s. Saziņai: %(contact)s.
Atbildes vajadzīgas, lai izpētītu šo vietu, plānotu darbu un kopā rīkotos.
Patīkamās vietas pēc pārskatīšanas redz visi. Netīkamās kartē nerādām: par tām runājam tikšanās reizē.
Vārdu, adresi un tālruņa numuru neprasām. Dzīvesvieta, ja to norādāt, ir tikai apkaime, nevis punkts.
Glabāšanas pēdējā diena: %(until)s. Pēc tam vārdi un punkti tiek dzēsti, paliek tikai skaits.
Savas atzīmes varat izņemt jebkurā brīdī — šeit vai ar kartītes kodu. Jau izdrukātu karti atsaukt nevar.
Ja uzskatāt, ka ar datiem rīkojamies nepareizi, sūdzieties Datu valsts inspekcijai (www.dvi.gov.lv).
Atzīme nav ne iesniegums, ne solījums. Ja draud briesmas, zvaniet 112.""",
    "ru": """Спрашивает %(controller)s. Связаться: %(contact)s.
Ответы нужны, чтобы изучить это место, спланировать работу и действовать вместе.
Приятные места после просмотра видят все. Неприятные на карте не показываем: о них говорим на встрече.
Имя, адрес и номер телефона не спрашиваем. Где вы живёте, если вы это скажете, — только район, никогда не точка.
Храним до %(until)s включительно. Потом слова и точки удаляются, остаются только числа.
Свои отметки можно убрать в любое время — здесь или с кодом карточки. Уже напечатанную карту отозвать нельзя.
Если считаете, что с данными обращаются неправильно, жалуйтесь в Государственную инспекцию данных (www.dvi.gov.lv).
Отметка — не заявление и не обещание. Если грозит опасность, звоните 112.""",
    "en": """%(controller)s is asking. Contact: %(contact)s.
The answers help to get to know this place, to plan the work and to act together.
After review everybody sees the liked places. Disliked ones are not put on the map: we talk about them together.
We ask for no name, address or telephone number. Where you live, if you tell us, is a neighbourhood and never a point.
We keep this until %(until)s. Then words and points are deleted and only numbers stay.
You may remove your marks at any moment, here or with the code of your card. A map already printed cannot be recalled.
If you think we handle the data wrongly, complain to the Data State Inspectorate (www.dvi.gov.lv).
A mark is neither an application nor a promise. In danger call 112.""",
}


def purpose_lines(text: str, *, controller: str, contact: str, until: str) -> list[str]:
    """Return the lines of a purpose text with the facts of a meeting filled in."""
    return (text % {"controller": controller, "contact": contact, "until": until}).splitlines()
