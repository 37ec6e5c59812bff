"""Put on the path of every Python that a test starts: any use of the network is noted beside this file and refused."""

import socket
from pathlib import Path

_NETWORKS = {socket.AF_INET, socket.AF_INET6}


def _refuse(what: str) -> None:
    with Path(__file__).with_name("attempts").open("a") as notes:
        notes.write(f"{what}\n")
    raise OSError("there is no network in this test")


class _Offline(socket.socket):
    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:  # noqa: A002 - as in the original
        if fileno is None and (family == -1 or family in _NETWORKS):
            _refuse(f"socket {family}")
        super().__init__(family, type, proto, fileno)


socket.socket = _Offline  # type: ignore[misc]
socket.getaddrinfo = lambda host, *_, **__: _refuse(f"getaddrinfo {host}")  # type: ignore[assignment]
socket.gethostbyname = lambda host: _refuse(f"gethostbyname {host}")  # type: ignore[assignment]
