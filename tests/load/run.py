"""``scripts/load``: phones come to a meeting on a server of their own; afterwards the store is asked what it holds."""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from tests.load import loop, servers, world
from tests.load.browse import site_of
from tests.load.phones import Plan, Site, Tally, play
from tests.load.report import Load, milliseconds

MOST_PHONES = 500
LONGEST_S = 120.0
KILL_AT = 0.55
"""Share of the time after which the server is killed."""
DARK_S = 1.0
"""How long there is no server."""


def main(arguments: list[str] | None = None) -> int:
    """Run the load; exit 1 when a mark was lost or doubled, 130 when interrupted."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda _number, _frame: signal.raise_signal(signal.SIGINT))
    plan = Plan(asked.phones, asked.seconds, seed=asked.seed)
    try:
        with tempfile.TemporaryDirectory(prefix="karte-load-") as name:
            found = measure(plan, folder=Path(name), kill=asked.kill, compare=not asked.no_baseline, tell=_tell)
    except KeyboardInterrupt:
        _tell("interrupted; everything that was started is stopped")
        return 130
    print(json.dumps(found.as_json()) if asked.json else found.words())
    return 0 if found.whole else 1


def measure(plan: Plan, *, folder: Path, kill: bool, compare: bool, tell: Callable[[str], None]) -> Load:
    """Let the phones come to our server and then, when compared, to the bare one; return the numbers.

    ``folder`` is an empty folder for both installations.
    """
    tell(f"making a room with {world.HOUSES} houses …")
    room = world.prepare(folder / "ours")
    ours = servers.ours(room.folder)
    tally = Tally()
    with servers.running(ours):
        site = site_of(ours.port, room.code)
        tell(f"{plan.phones} phones come within {plan.seconds:g} s …")
        took = loop.run(_under_load(site, plan, tally, ours if kill else None))
    found = _load(plan, tally, world.look(room, tally.sent), took=took, kills=int(kill))
    if not compare:
        return found
    p50, p95 = _baseline(folder / "bare", site, plan, tally, tell)
    return replace(found, baseline_p50_ms=p50, baseline_p95_ms=p95)


async def _under_load(site: Site, plan: Plan, tally: Tally, killed: servers.Server | None) -> float:
    begun = perf_counter()
    coming = asyncio.create_task(play(site, plan, tally))
    if killed is not None:
        await asyncio.sleep(plan.seconds * KILL_AT)
        killed.kill()
        await asyncio.sleep(DARK_S)
        await asyncio.to_thread(killed.start)
    await coming
    return perf_counter() - begun


def _baseline(folder: Path, like: Site, plan: Plan, seen: Tally, tell: Callable[[str], None]) -> list[float]:
    """Return the quantiles of the bare server; it answers everything with as many bytes as ours did."""
    tell("the same phones come to a bare Flask app with one INSERT …")
    with servers.running(servers.baseline(folder)) as bare:
        paths = [like.page, *like.files, like.purpose]
        page, *files, purpose = (f"/bytes/{seen.page_bytes.get(path, 0)}/{n}" for n, path in enumerate(paths))
        tally = Tally()
        loop.run(play(Site(bare.port, page, tuple(files), purpose, "/join", "/marks"), plan, tally))
    return [milliseconds(tally.answered_s, share) for share in (0.5, 0.95)]


def _load(plan: Plan, tally: Tally, stored: world.Stored, *, took: float, kills: int) -> Load:
    return Load(
        phones=plan.phones,
        seconds=plan.seconds,
        sent=len(tally.sent),
        acknowledged=len(tally.acknowledged),
        stored=len(stored.marks),
        lost=len((tally.sent | tally.acknowledged) - stored.marks),
        doubled=stored.doubled,
        p50_ms=milliseconds(tally.answered_s, 0.5),
        p95_ms=milliseconds(tally.answered_s, 0.95),
        stood_p95_ms=milliseconds(tally.stood_s, 0.95),
        retries=tally.retries,
        dropped=tally.dropped,
        refused=tally.refused,
        given_up=tally.given_up,
        kills=kills,
        took_s=round(took, 2),
        statuses={str(status): number for status, number in sorted(tally.statuses.items())},
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/load",
        description="Phones come to a meeting on a server of their own, on this machine only; then the store is asked.",
    )
    parser.add_argument("--phones", type=_within(1, MOST_PHONES, int), default=60, help=f"1–{MOST_PHONES}, default 60")
    parser.add_argument(
        "--seconds", type=_within(1, LONGEST_S, float), default=10.0, help=f"1–{LONGEST_S:g}, default 10"
    )
    parser.add_argument("--seed", type=int, default=8, help="makes moments, places and dropped answers repeatable")
    parser.add_argument("--kill", action="store_true", help="kill -9 the server under the load and start it again")
    parser.add_argument("--no-baseline", action="store_true", help="leave the bare app out")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of words")
    return parser


def _within(least: float, most: float, kind: Callable[[str], float]) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = kind(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text}: expected {least:g} to {most:g}")
        return value

    return number


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
