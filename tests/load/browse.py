"""What a browser fetches for the page of a meeting: the page, its styles and scripts, and what those import."""

import gzip
import posixpath
import re

from tests.load import loop
from tests.load.phones import Site
from tests.load.wire import Line

_IN_PAGE = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="(/[^"#]+)"')
_IMPORTED = re.compile(r'\bfrom\s+"(\.{1,2}/[^"]+)"')


def site_of(port: int, code: str) -> Site:
    """Return the paths of a meeting's page on a server, found as a browser finds them."""
    page = f"/lv/m/{code}"
    base = f"/api/v1/meetings/{code}"
    files = loop.run(_files(port, page))
    return Site(port, page, files, purpose=base, join=f"{base}/participants", marks=f"{base}/marks")


async def _files(port: int, page: str) -> tuple[str, ...]:
    async with Line(port) as line:
        waiting = [found for found in _IN_PAGE.findall(await _text(line, page)) if "/static/" in found]
        known = dict.fromkeys(waiting)
        while waiting:
            path = waiting.pop()
            if not path.endswith(".js"):
                continue
            imported = [
                posixpath.join(posixpath.dirname(path), name) for name in _IMPORTED.findall(await _text(line, path))
            ]
            fresh = [found for found in map(posixpath.normpath, imported) if found not in known]
            known |= dict.fromkeys(fresh)
            waiting += fresh
    return tuple(known)


async def _text(line: Line, path: str) -> str:
    answer = await line.ask("GET", path)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    body = answer.body
    return (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).decode()
