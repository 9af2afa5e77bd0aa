"""Sends an alert when a site's outcome changes: when trouble begins, when it changes, and when it is over.

The last alert of each channel is stored in alert.json of the site's folder. So the same trouble is reported once, and
a message that could not be sent is retried after the next run. Runs that were interrupted are ignored.
"""

from __future__ import annotations

import json
import logging
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaispider.crawl.store import SiteStore
from gaispider.files import write_file
from gaispider.operate.advice import advice
from gaispider.operate.mail import Mailer, MailError
from gaispider.operate.ranks import FINE, WORST_FIRST
from gaispider.operate.site_status import SiteStatus, read_status
from gaispider.sites.model import Site
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)

RECOVERED = "ok"
_NOT_ALERTED = frozenset({"interrupted", "running", "locked"})
_COMMAND_TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a site's outcome: `old` is `ok` or the trouble alerted last, `new` the outcome of the last run.

    `over`: the new outcome is none of the alerted ones, so the trouble has ended.
    """

    site: str
    name: str
    old: str
    new: str
    over: bool
    run: str
    reasons: tuple[str, ...]
    summary: str
    todo: str = ""

    def as_json(self) -> str:
        """The JSON object that ALERT_COMMAND gets on its standard input."""
        content = {
            "site": self.site,
            "name": self.name,
            "old": self.old,
            "new": self.new,
            "over": self.over,
            "run": self.run,
            "reasons": list(self.reasons),
            "summary": self.summary,
            "do": "" if self.over else self.todo,
        }
        return json.dumps(content, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Channels:
    """The alert channels (`command`, `mailer`), and the outcomes to alert of (`troubles`)."""

    command: tuple[str, ...]
    mailer: Mailer | None
    troubles: frozenset[str]

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Channels:
        """Read ALERT_COMMAND, ALERT_OUTCOMES and the mail settings. Raises ValueError for a wrong one."""
        try:
            command = tuple(shlex.split(str(settings["ALERT_COMMAND"] or "")))
        except ValueError as error:
            raise ValueError(f"ALERT_COMMAND cannot be read: {error}") from error
        troubles = frozenset(str(settings["ALERT_OUTCOMES"]).replace(",", " ").split())
        if unknown := troubles - {*WORST_FIRST} | troubles & FINE:
            raise ValueError(f"ALERT_OUTCOMES: {', '.join(sorted(unknown))} is no trouble that a run can have")
        return cls(command, Mailer.from_settings(settings), troubles)


def alert_on_change(
    store_root: Path, keys: str | Iterable[str], settings: Mapping[str, Any], sites: Mapping[str, Site] | None = None
) -> list[Change]:
    """Send alerts about the last runs of the sites `keys`; all changes go into one mail.

    Returns the changes that were sent. Failures are logged as warnings and never raised, since an alert must not change
    the outcome of a crawl.
    """
    try:
        channels = Channels.from_settings(settings)
    except ValueError as error:
        logger.warning("No alerts: %s", error)
        return []
    if not channels.command and channels.mailer is None:
        return []
    sent: dict[str, Change] = {}
    to_mail: list[Change] = []
    for key in [keys] if isinstance(keys, str) else keys:
        status = read_status(store_root, key, (sites or {}).get(key))
        change = _change(store_root, status, "command", channels.troubles) if channels.command else None
        if change and _run_command(channels.command, change):
            _save_alert(store_root, change, "command")
            sent[key] = change
        if channels.mailer and (change := _change(store_root, status, "mail", channels.troubles)):
            to_mail.append(change)
    if channels.mailer and to_mail:
        try:
            channels.mailer.send(*_message(to_mail))
        except MailError as error:
            logger.warning("The alert mail was not sent and will be tried again after the next run: %s", error)
        else:
            for change in to_mail:
                _save_alert(store_root, change, "mail")
                sent[change.site] = change
    return list(sent.values())


def _change(root: Path, status: SiteStatus, channel: str, troubles: frozenset[str]) -> Change | None:
    word = status.outcome
    if word is None or word in _NOT_ALERTED or status.run is None:
        return None
    old = _last_alerts(root, status.key).get(channel, RECOVERED)
    over = word not in troubles
    if (RECOVERED if over else word) == old:
        return None
    todo = advice(word, status.causes, status.key, status.reasons)
    return Change(status.key, status.name, old, word, over, status.run, status.reasons, str(status.summary), todo)


def _last_alerts(root: Path, key: str) -> dict[str, str]:
    try:
        content = json.loads(_file(root, key).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(word) for name, word in content.items()} if isinstance(content, dict) else {}


def _save_alert(root: Path, change: Change, channel: str) -> None:
    path = _file(root, change.site)
    try:
        sent = _last_alerts(root, change.site) | {channel: RECOVERED if change.over else change.new}
        write_file(path, json.dumps(sent) + "\n")
    except OSError as error:
        logger.warning("%s: what was told could not be kept, and will be told again: %s", path, error)


def _file(root: Path, key: str) -> Path:
    return SiteStore(root, key).folder / "alert.json"


def _run_command(command: Sequence[str], change: Change) -> bool:
    """Run the command without a shell, with site, old, new and summary as arguments; whether it exited with 0."""
    arguments = [*command, change.site, change.old, change.new, change.summary]
    try:
        done = subprocess.run(
            arguments,
            input=change.as_json(),
            encoding="utf-8",
            errors="replace",
            timeout=_COMMAND_TIMEOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        logger.warning("ALERT_COMMAND failed and will be tried again after the next run: %s", error)
        return False
    if done.returncode != 0:
        output = " ".join(done.stdout.split())[-500:]
        logger.warning("ALERT_COMMAND ended with %d; tried again after the next run: %s", done.returncode, output)
    return done.returncode == 0


def _message(changes: list[Change]) -> tuple[str, str]:
    """Subject and text of the mail: first the troubles, then those that are over."""
    troubles = [change for change in changes if not change.over]
    over = [change for change in changes if change.over]
    if len(changes) == 1:
        [only] = changes
        subject = f"gaispider: {only.site}: {only.old} -> {only.new}"
    else:
        subject = f"gaispider: {counted(len(troubles), 'site')} in trouble, {len(over)} recovered"
    lines = []
    for title, group in (("Trouble", troubles), ("Over", over)):
        if group:
            lines.append(f"{title}:")
        for change in group:
            lines.append(f"  {change.site} ({change.name}): {change.old} -> {change.new}")
            lines += [f"    {reason}" for reason in change.reasons]
            lines += [f"    do: {change.todo}"] if change.todo and not change.over else []
            lines.append(f"    {change.summary}")
    lines.append("")
    lines.append("What each outcome means and what to do: docs/runbook.md. All sites: scrapy status --problems.")
    return subject, "\n".join(lines) + "\n"
