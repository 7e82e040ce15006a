"""What a capped piece of work may take, told by the system itself."""

import resource
import sys

import numpy as np
import pytest

from gis_app.domain.errors import TooLarge
from gis_app.services.memory import capped_memory

MEGABYTE = 1024**2


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not say how much a process has")
def test_work_that_asks_for_too_much_memory_ends_with_a_sentence_and_the_process_lives_on() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(TooLarge) as refusal, capped_memory(200 * MEGABYTE, code="areas_no_memory"):
        np.empty(1000 * MEGABYTE, dtype=np.uint8)
    assert refusal.value.code == "areas_no_memory"
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(np.empty(300 * MEGABYTE, dtype=np.uint8)) == 300 * MEGABYTE


def test_work_that_is_content_with_what_it_may_take_is_not_hindered() -> None:
    with capped_memory(500 * MEGABYTE, code="areas_no_memory"):
        assert np.ones(1 * MEGABYTE, dtype=np.uint8).sum() == MEGABYTE
