"""A port nobody listens on."""

import random
import socket

LISTENING = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections: one of those could take it before the server is up."""


def free_port() -> int:
    """Return a free port of the loopback address."""
    for port in random.sample(LISTENING, 100):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port among a hundred of {LISTENING}")
