"""A PDF is printed without the network: the system calls of the whole path are watched."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from runrisk.workflows import printing

STRACE = shutil.which("strace")
BROWSER = next((found for name in printing.BROWSERS if (found := shutil.which(name))), None)
PRINTS = """
from pathlib import Path
from runrisk.workflows.printing import pdf_of
Path({file!r}).write_bytes(pdf_of("<html><body><h1>A page</h1></body></html>"))
"""
REACHES = re.compile(r"(connect\(\d+, |(?:sendto|sendmsg|sendmmsg)\(.*)\{?sa_family=AF_INET6?\b.*\) = \d")
"""A call that names an address of the internet and is not refused by the system."""


@pytest.mark.skipif(STRACE is None or BROWSER is None, reason="it takes strace and Chromium (Debian's packages)")
def test_nothing_is_asked_of_any_host(tmp_path):
    calls, file = tmp_path / "calls", tmp_path / "page.pdf"
    watched = [STRACE, "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", calls]
    subprocess.run([*watched, sys.executable, "-c", PRINTS.format(file=str(file))], check=True, timeout=240)
    assert file.read_bytes().startswith(b"%PDF")
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    assert len(lines) > 10  # the browser was watched
    assert [line for line in lines if REACHES.search(line)] == []


def test_a_call_that_reaches_out_would_be_seen():
    asked = 'connect(9, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = 0'
    refused = asked.replace("= 0", "= -1 ENETUNREACH (Network is unreachable)")
    local = 'connect(9, {sa_family=AF_UNIX, sun_path="/run/socket"}, 110) = 0'
    named = "sendmmsg(9, [{msg_hdr={msg_name={sa_family=AF_INET6, sin6_port=htons(53)}}}], 1, 0) = 1"
    assert [bool(REACHES.search(line)) for line in (asked, refused, local, named)] == [True, False, False, True]


def test_a_system_that_forbids_it_prints_with_the_flags_alone(monkeypatch, tmp_path):
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(Path(refusing).parent))
    assert printing._offline() == ()
