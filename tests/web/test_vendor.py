from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gis_app.settings import Settings
from gis_app.web.factory import create_app


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data_dir=tmp_path)).test_client()


def test_leaflet_is_sent_compressed_and_may_be_kept_for_a_year(client: FlaskClient) -> None:
    answer = client.get("/static/vendor/leaflet-1.9.3.js", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
    assert len(answer.data) < 50_000


def test_a_client_without_gzip_gets_the_same_file_plain(client: FlaskClient) -> None:
    answer = client.get("/static/vendor/leaflet-1.9.3.js")
    assert "Content-Encoding" not in answer.headers
    assert b"Leaflet 1.9.3" in answer.data


def test_what_the_browser_already_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/static/vendor/leaflet-1.9.3.css")
    again = client.get("/static/vendor/leaflet-1.9.3.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_the_map_does_not_need_is_not_found(client: FlaskClient) -> None:
    assert client.get("/static/vendor/jquery.js").status_code == 404
