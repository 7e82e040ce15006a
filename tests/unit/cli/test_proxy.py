from typing import Any

import pytest
from waitress.adjustments import Adjustments
from waitress.proxy_headers import proxy_headers_middleware

from gis_app.cli.serving import behind_proxy
from gis_app.settings import Settings


@pytest.mark.parametrize(("proxy", "seen"), [("", "http 127.0.0.1"), ("127.0.0.1", "https 192.0.2.9")])
def test_only_the_named_proxy_is_believed_about_who_asks(proxy: str, seen: str) -> None:
    told: list[bytes] = []

    def app(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        told.append(f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode())
        return []

    forwarded = {"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http"}
    forwarded |= {"HTTP_X_FORWARDED_FOR": "192.0.2.9", "HTTP_X_FORWARDED_PROTO": "https"}
    options = Adjustments(**behind_proxy(Settings(trusted_proxy=proxy)))
    believing = proxy_headers_middleware(
        app,
        trusted_proxy=options.trusted_proxy,
        trusted_proxy_headers=options.trusted_proxy_headers,
        trusted_proxy_count=options.trusted_proxy_count,
        clear_untrusted=options.clear_untrusted_proxy_headers,
    )
    believing(forwarded, lambda *_: None)
    assert told == [seen.encode()]
