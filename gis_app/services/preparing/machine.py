"""What the machine that serves the hall can say of itself: disk, power, sleep, clock, its address in the network.

None means that this system does not tell; a person then looks and ticks.
"""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_POWER = Path("/sys/class/power_supply")
_SLEEP_MODES = Path("/sys/power/state")
_GNOME = ("gsettings", "get", "org.gnome.settings-daemon.plugins.power", "sleep-inactive-ac-type")
_INHIBITORS = ("systemd-inhibit", "--list", "--no-pager", "--no-legend")
_WINDOWS_SLEEP = ("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE")
_WINDOWS_POWER = ("powershell", "-NoProfile", "-Command", "(Get-CimInstance Win32_Battery).BatteryStatus")
_WAIT_S = 4.0
_ON_MAINS = "2"
"""``Win32_Battery.BatteryStatus`` of Microsoft's documentation: 2 is connected to the mains."""
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on


def lan_address(host: str) -> str:
    """Return this machine's address in its network.

    Asks the system which of its addresses a packet to the network outside would leave from; no packet is sent
    (a UDP socket that is only connected). Without a network it is the loopback address.
    """
    if host not in EVERYWHERE:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("10.255.255.255", 1))
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])


def free_gigabytes(folder: Path) -> float:
    """Return how many gigabytes (10⁹ bytes) are free where the folder lies."""
    return shutil.disk_usage(folder).free / 1e9


def writable(folder: Path) -> bool:
    """Whether a file can be written into the folder; makes the folder, and takes its file away again."""
    trial = folder / ".trial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"1")
        trial.unlink()
    except OSError:
        return False
    return True


def on_mains(supplies: Path = _POWER, *, platform: str = sys.platform) -> bool | None:
    """Whether the machine is on the mains; a machine without a battery is."""
    if platform == "win32":
        said = answer_of(_WINDOWS_POWER)
        return None if said is None else said.strip() in {"", _ON_MAINS}
    if not supplies.is_dir():
        return None
    kinds = {supply: _read(supply / "type") for supply in supplies.iterdir()}
    mains = [_read(supply / "online") == "1" for supply, kind in kinds.items() if kind in {"Mains", "USB"}]
    if mains:
        return any(mains)
    return None if "Battery" in kinds.values() else True


def sleep_is_off(modes: Path = _SLEEP_MODES, *, platform: str = sys.platform) -> bool | None:
    """Whether the machine stays awake while nobody touches it."""
    if platform == "win32":
        return _windows_stays_awake(answer_of(_WINDOWS_SLEEP))
    if platform != "linux":
        return None
    if modes.exists() and not {"mem", "standby", "freeze"} & set(_read(modes).split()):
        return True
    if any("sleep" in line and "block" in line for line in (answer_of(_INHIBITORS) or "").splitlines()):
        return True
    said = answer_of(_GNOME)
    return None if said is None else "nothing" in said


def answer_of(command: Sequence[str]) -> str | None:
    """Return what a program of the system prints; None if it is not there, fails or takes too long."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list of the system's own programs
            [program, *command[1:]], capture_output=True, text=True, timeout=_WAIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _windows_stays_awake(said: str | None) -> bool | None:
    """Return what ``powercfg`` says of sleep on the mains: its last two numbers are those on mains and on battery."""
    numbers = re.findall(r"0x[0-9a-fA-F]{8}", said or "")
    return None if len(numbers) < 2 else int(numbers[-2], 16) == 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
