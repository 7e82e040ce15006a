"""The baseline of the load, in a process of its own: a bare Flask app that keeps marks with one INSERT.

It answers the page and its files with as many bytes as ours, so that both servers are under the same load.
"""

import logging
import sys
from pathlib import Path

from flask import Flask, Response, jsonify
from waitress import serve

from gis_app.cli.serving import listening
from gis_app.settings import Settings
from tests.benchmarks.mark_server import bare


def site(folder: Path) -> Flask:
    """Return the app: ``/bytes/<n>/<number>``, ``/join``, ``/marks``, ``/healthz``."""
    app = bare(folder)

    @app.get("/bytes/<int:size>/<int:_number>")
    def page(size: int, _number: int) -> Response:
        return Response(b"-" * size, mimetype="text/plain")

    @app.get("/healthz")
    def health() -> Response:
        return jsonify(ok=True)

    @app.post("/join")
    def join() -> Response:
        return jsonify(joined=True)

    return app


def main() -> None:
    """Serve a folder on a port with the same waitress as ``gis-app serve``."""
    settings = Settings(data_dir=Path(sys.argv[1]), port=int(sys.argv[2]))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(site(settings.data_dir), **listening(settings))


if __name__ == "__main__":
    main()
