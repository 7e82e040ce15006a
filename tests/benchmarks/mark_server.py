"""The two servers that ``bench_mark`` compares, each in a process of its own: ours, and a bare view with one INSERT."""

import logging
import sqlite3
import sys
import threading
from pathlib import Path
from uuid import uuid4

from flask import Flask, Response, jsonify, request
from waitress import serve

from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.web.factory import create_app

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


def bare(folder: Path) -> Flask:
    """Return a site with one view that reads JSON and makes one INSERT; a connection per thread, no checks.

    A mark sent again is not stored again: the id decides.
    """
    app = Flask("bare")
    file = folder / "bare.sqlite"
    own = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(file, isolation_level=None)
            for pragma in PRAGMAS:
                own.connection.execute(f"PRAGMA {pragma}")
        found: sqlite3.Connection = own.connection
        return found

    connection().execute(
        "CREATE TABLE IF NOT EXISTS mark (uuid TEXT PRIMARY KEY, kind TEXT, lon REAL, lat REAL, text TEXT)"
    )

    @app.post("/marks")
    def store() -> tuple[Response, int]:
        sent = request.get_json()
        values = (sent.get("uuid", str(uuid4())), sent["class"], sent["lon"], sent["lat"], sent["text"])
        connection().execute("INSERT OR IGNORE INTO mark VALUES (?, ?, ?, ?, ?)", values)
        return jsonify(uuid=values[0], stored=True), 201

    return app


def main() -> None:
    """Serve ``ours`` or ``bare`` from a folder on a port of this machine, both with the same waitress."""
    which, folder, port = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    settings = Settings(data_dir=folder)
    app = bare(folder) if which == "bare" else create_app(context=wiring.build(settings))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # eight clients always fill eight threads
    serve(app, host="127.0.0.1", port=port, threads=settings.threads, connection_limit=2000, ident=None)


if __name__ == "__main__":
    main()
