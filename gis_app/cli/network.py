"""What the command line asks of the machine's network; nothing leaves the machine."""

import errno
import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.services.preparing.machine import EVERYWHERE
from gis_app.settings import Settings


def check_free(host: str, port: int) -> None:
    """Refuse an address that nobody can listen on now.

    Raises
    ------
    Conflict
        If another program listens there.
    InputRefused
        If the address is not this machine's, or the port may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Conflict("port_taken", value=port) from None
            raise InputRefused("address_refused", value=f"{host}:{port}") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host in EVERYWHERE:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown_host(host: str) -> str:
    """Return the name under which a browser on this machine finds the server."""
    return "127.0.0.1" if host in EVERYWHERE else host


def wait_until_it_answers(settings: Settings, ended: Callable[[], bool]) -> bool:
    """Wait until the site answers its health check, however slow the machine; ``False`` if it ended before."""
    while not ended():
        if _answers(settings):
            return True
        time.sleep(0.1)
    return False


def _answers(settings: Settings) -> bool:
    connection = HTTPConnection(shown_host(settings.host), settings.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
