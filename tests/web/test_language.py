"""The language of a page: from its address, else from the browser, else from the installation."""

from dataclasses import replace
from typing import Any

import pytest
from babel import Locale
from flask import Flask
from flask.testing import FlaskClient
from wtforms import DecimalField, IntegerField, SelectField
from wtforms.fields import DateField, DateTimeLocalField, FloatField, TimeField

from gis_app.services.wiring import Context
from gis_app.text.words import words_for
from gis_app.web import forms
from gis_app.web.factory import create_app
from gis_app.web.i18n import this_page_in


@pytest.mark.parametrize(
    ("asked", "given"),
    [("en-GB,en;q=0.9", "/en/"), ("ru,lv;q=0.5", "/ru/"), ("ru-LV", "/ru/"), ("fi", "/lv/"), (None, "/lv/")],
)
def test_the_front_door_follows_the_browser(client: FlaskClient, asked: str | None, given: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked} if asked else {})
    assert answer.location == given


def test_a_visitor_whose_language_we_lack_gets_that_of_the_installation(context: Context) -> None:
    english = replace(context, settings=replace(context.settings, language="en"))
    site = create_app(context=english)
    assert site.test_client().get("/", headers={"Accept-Language": "fi"}).location == "/en/"


@pytest.mark.parametrize(
    ("address", "title"), [("/lv/login", "Pieslēgties"), ("/ru/login", "Войти"), ("/en/login", "Log in")]
)
def test_a_page_speaks_the_language_of_its_address(client: FlaskClient, address: str, title: str) -> None:
    page = client.get(address, headers={"Accept-Language": "fi"}).text
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{address[1:3]}">' in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("/en/none", "There is no such page"), ("/lv/none", "Tādas lapas"), ("/ru/none", "Такой страницы")],
)
def test_an_unknown_page_is_told_in_the_language_of_its_address(
    client: FlaskClient, address: str, sentence: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": "fi"})
    assert answer.status_code == 404
    assert sentence in answer.text


def test_the_language_switch_stays_on_the_page_and_keeps_its_question(app: Flask) -> None:
    with app.test_request_context("/lv/login?next=/lv/list&project=pardaugava&_external=1&_anchor=x") as visit:
        app.preprocess_request()
        assert visit.request.endpoint == "login.page"
        assert this_page_in("en") == "/en/login?next=/lv/list&project=pardaugava"
    with app.test_request_context("/healthz"):
        assert this_page_in("en") == "/en/"


@pytest.mark.parametrize(
    ("number", "form"), [(0, "zero"), (1, "one"), (2, "other"), (10, "zero"), (11, "zero"), (21, "one"), (111, "zero")]
)
def test_latvian_has_three_plural_forms(number: int, form: str) -> None:
    # The rule of the Unicode CLDR for lv; our catalogue keeps the forms in the order one, other, zero.
    forms_in_order = ("one", "other", "zero")
    catalogue: Any = words_for("lv").translations
    assert forms_in_order[catalogue.plural(number)] == form == Locale("lv").plural_form(number)


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "many"), (1, "one"), (2, "few"), (5, "many"), (11, "many"), (21, "one"), (22, "few"), (111, "many")],
)
def test_russian_has_three_plural_forms(number: int, form: str) -> None:
    # The rule of the Unicode CLDR for ru; our catalogue keeps the forms in the order one, few, many.
    forms_in_order = ("one", "few", "many")
    catalogue: Any = words_for("ru").translations
    assert forms_in_order[catalogue.plural(number)] == form == Locale("ru").plural_form(number)


def test_sentences_of_the_form_library_come_from_our_catalogue(app: Flask) -> None:
    class Every(forms.StaffForm):
        whole = IntegerField()
        decimal = DecimalField()
        float = FloatField()
        day = DateField()
        moment = DateTimeLocalField()
        time = TimeField()
        choice = SelectField(choices=[])

    wrong = dict.fromkeys(("whole", "decimal", "float", "day", "moment", "time", "choice"), "?")
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/lv/login", method="POST", data=wrong):
        form = Every()
        form.validate()
        said = {sentence for errors in form.errors.values() for sentence in errors}
    known = {words_for("lv").gettext(sentence) for sentence in forms.WTFORMS_SAYS}
    assert said
    assert said <= known


@pytest.mark.parametrize("name", ["endpoint", "_external", "language", "self", "values"])
def test_no_name_in_a_query_breaks_the_language_switch(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/lv/login?{name}=x")
    assert answer.status_code == 200
    assert 'href="/en/login' in answer.text
