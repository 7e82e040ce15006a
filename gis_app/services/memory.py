"""A cap on the memory of one piece of work, so that a search that asks for too much ends and the worker lives on."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis_app.domain.errors import TooLarge

SEARCH_BYTES = 2 * 1024**3
"""What a search of work areas may take beside what the worker has; 50,000 units take about half a gigabyte."""

_USED = Path("/proc/self/statm")


@contextmanager
def capped_memory(more: int, *, code: str) -> Iterator[None]:
    """Let this process take at most ``more`` bytes beside what it has, while the work inside lasts.

    Where the system does not say how much a process has (it is not Linux), nothing is capped.

    Raises
    ------
    TooLarge
        With ``code``, if the work asks for more.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    if _USED.exists():
        pages = int(_USED.read_text().split()[0])
        limits.append(pages * resource.getpagesize() + more)
    resource.setrlimit(resource.RLIMIT_AS, (min(limits, default=soft), hard))
    try:
        yield
    except MemoryError:
        raise TooLarge(code) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
