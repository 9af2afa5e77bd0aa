"""DOC, WPS, RTF, ODT and old sheets, by LibreOffice: several files in one call, each as DOCX or XLSX.

LibreOffice gets a profile of its own for each call, which is removed: no lock is left, no macro runs, nothing is asked
of the network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.documents.content import UnreadableFileError

PROGRAMS = ("soffice", "libreoffice")
INSTALL = "LibreOffice is missing (Debian: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui)"

# No macro, no link followed or updated, and a proxy where nothing listens: what a profile says before its first use.
_SETTINGS = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)


@cache
def program() -> str | None:
    """The path of LibreOffice; None if it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@cache
def program_version() -> str:
    """`LibreOffice 7.4.7.2`; the name alone if it does not say."""
    path = program()
    if path is None:
        return "LibreOffice"
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=120, check=False).stdout.split()
    return " ".join(said[:2]) or "LibreOffice"


def converted(files: Mapping[str, bytes], to: str, seconds: float) -> dict[str, bytes]:
    """The files as `docx` or `xlsx`, by their names, which end with what they are (`a.doc`).

    A file that LibreOffice cannot read is not in the result. Raises UnreadableFileError (`not_installed`, `timeout`).
    """
    path = program()
    if path is None:
        raise UnreadableFileError("not_installed", INSTALL)
    with TemporaryDirectory(prefix="gaispider-office-") as name:
        folder = Path(name)
        source, target, profile = folder / "in", folder / "out", folder / "profile"
        for part in (source, target, profile / "user"):
            part.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        for file, body in files.items():
            (source / file).write_bytes(body)
        arguments = [path, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        arguments += ["--convert-to", to, "--outdir", str(target), *(str(source / file) for file in files)]
        _run(arguments, seconds, folder)
        return {file: made.read_bytes() for file in files if (made := target / f"{Path(file).stem}.{to}").exists()}


def _run(arguments: Sequence[str], seconds: float, folder: Path) -> None:
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env=environment,
    )  # fmt: skip
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError("timeout", f"LibreOffice did not end within {seconds:.0f} s") from None
    finally:
        if process.poll() is None:  # its own children too
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
