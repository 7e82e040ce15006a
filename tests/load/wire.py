"""A connection to a server of this machine, kept open as browsers do; small, so that the load costs little itself."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

PATIENCE_S = 20.0
"""How long a phone waits for an answer, as the outbox of the page does."""


class NoAnswer(Exception):
    """The request may or may not have reached the server: whoever sent it must send it again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


class Line:
    """One connection; opened when first needed, and again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    async def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send a request and return its answer.

        Raises
        ------
        NoAnswer
            If the connection breaks or nothing comes in time.
        """
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._send(method, path, headers or {}, body)
                return await self._answer()
        except (OSError, EOFError, TimeoutError) as error:
            self.hang_up()
            raise NoAnswer(repr(error)) from error

    async def ask_and_hang_up(self, method: str, path: str, *, headers: Mapping[str, str], body: bytes) -> None:
        """Send a whole request and close the connection without reading: the answer is dropped on purpose.

        Raises
        ------
        NoAnswer
            If the connection breaks before.
        """
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._send(method, path, headers, body)
        except (OSError, TimeoutError) as error:
            raise NoAnswer(repr(error)) from error
        finally:
            self.hang_up()

    def hang_up(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> None:
        if self._reader is None or self._reader.at_eof():
            self.hang_up()
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if method != "GET" else []
        writer = self._writer
        if writer is None:  # pragma: no cover - opened above
            raise NoAnswer
        writer.write("\r\n".join((*lines, "", "")).encode() + body)
        await writer.drain()

    async def _answer(self) -> Answer:
        reader = self._reader
        if reader is None:
            raise NoAnswer
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        if fields.get("transfer-encoding", "").lower() == "chunked":
            body = await self._chunks(reader)
        else:
            body = await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection", "").lower() == "close":
            self.hang_up()
        return Answer(int(head[0].split(" ", 2)[1]), body)

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readuntil(b"\r\n")
        return b"".join(parts)
