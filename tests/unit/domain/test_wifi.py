import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.errors import InputRefused
from gis_app.domain.wifi import Wifi


def test_what_a_camera_must_read_is_escaped_as_phones_expect() -> None:
    # The form that phones read; the escapes are those of the ZXing project's description of it.
    assert Wifi('a;b:c,"d\\', "pass;word").qr_text == 'WIFI:T:WPA;S:a\\;b\\:c\\,\\"d\\\\;P:pass\\;word;;'
    assert Wifi("Zāle").qr_text == "WIFI:T:nopass;S:Zāle;;"


@given(
    name=st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=32),
    password=st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=8, max_size=63),
)
def test_no_name_or_password_breaks_out_of_its_field(name: str, password: str) -> None:
    fields: list[str] = []
    field, at = "", 0
    text = Wifi(name, password).qr_text.removeprefix("WIFI:")
    while at < len(text):
        if text[at] == "\\":
            field, at = field + text[at + 1], at + 2
            continue
        if text[at] == ";":
            fields, field = [*fields, field], ""
        else:
            field += text[at]
        at += 1
    assert fields == ["T:WPA", f"S:{name}", f"P:{password}", ""]


@pytest.mark.parametrize(("name", "password"), [("", ""), ("a" * 33, ""), ("ā" * 17, ""), ("x\ny", "")])
def test_a_name_no_network_can_have_is_refused(name: str, password: str) -> None:
    with pytest.raises(InputRefused, match="wifi_name_refused"):
        Wifi(name, password)


@pytest.mark.parametrize("password", ["short", "a" * 64, "parolē123"])
def test_a_password_no_network_takes_is_refused(password: str) -> None:
    with pytest.raises(InputRefused, match="wifi_password_refused"):
        Wifi("net", password)


def test_a_password_does_not_show_in_a_log() -> None:
    assert "parole123" not in repr(Wifi("net", "parole123"))
