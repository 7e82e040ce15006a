"""What the command line asks of the machine's network; nothing leaves the machine."""

import errno
import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.settings import Settings

_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
_ANSWERS_WITHIN_S = 60.0


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
    if host in _EVERYWHERE:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown_host(host: str) -> str:
    """Return the name under which a browser on this machine finds the server."""
    return "127.0.0.1" if host in _EVERYWHERE else host


def lan_address(host: str) -> str:
    """Return this machine's address in its network.

    Asks the system which of its addresses a packet to the network outside would leave from; no packet is sent
    (a UDP socket that is only connected). Without a network it is the loopback address.
    """
    if host not in _EVERYWHERE:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("10.255.255.255", 1))
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])


def wait_until_it_answers(settings: Settings, ended: Callable[[], bool]) -> bool:
    """Wait until the site answers its health check; ``False`` if it ended or took longer than a minute."""
    until = time.monotonic() + _ANSWERS_WITHIN_S
    while time.monotonic() < until and not ended():
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
