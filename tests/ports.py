"""A port nobody listens on."""

import socket


def free_port() -> int:
    """Return a free port of the loopback address."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
