"""``gis-app worker``: does the jobs of the queue."""

import signal
import threading
from types import FrameType

import click

from gis_app.services import jobs, wiring
from gis_app.services.afterwards.retention import run_retention
from gis_app.services.imports.drafts import remove_old_drafts
from gis_app.services.imports.placing import tidy
from gis_app.services.preparing.ending import close_ended
from gis_app.services.reports.decide import expire_reports
from gis_app.settings import Settings
from gis_app.text.words import words_for

LOOK_EVERY_S = 1.0
TIDY_EVERY_S = 600.0


@click.command()
@click.option("--once", is_flag=True, help="Do what waits in the queue, then stop.")
@click.pass_obj
def worker(settings: Settings, once: bool) -> None:
    """Do the jobs of the queue until told to stop; the job in hand is finished first."""
    context = wiring.build(settings)
    tidy(context)
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    if once:
        while not stop.is_set() and jobs.run_next(context):
            pass
    else:
        click.echo(words_for(settings.language).gettext("The worker waits for work; Ctrl+C stops it."), err=True)
        _work(context, stop)
    context.database.close()


def _work(context: wiring.Context, stop: threading.Event) -> None:
    idle = TIDY_EVERY_S
    while not stop.is_set():
        if idle >= TIDY_EVERY_S:
            jobs.remove_old(context)
            remove_old_drafts(context)
            tidy(context)
            close_ended(context)
            run_retention(context)
            expire_reports(context)
            idle = 0.0
        if not jobs.run_next(context):
            stop.wait(LOOK_EVERY_S)
            idle += LOOK_EVERY_S
