"""Sends a plain-text mail through an SMTP server."""

from __future__ import annotations

import logging
import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

_TIMEOUT = 30


class MailError(RuntimeError):
    """The mail was not taken; the message says why and names the setting to look at."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """Mail settings. `security` is empty, `starttls` or `tls`.

    The password is read from a file when a mail is sent, so that it is neither in the process list nor in summaries.
    """

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    security: str = ""
    user: str = ""
    password_file: str = ""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Mailer | None:
        """The mailer; None if ALERT_MAIL_TO is empty. Raises ValueError for a wrong setting."""
        to = tuple(str(settings["ALERT_MAIL_TO"] or "").replace(",", " ").split())
        if not to:
            return None
        port, security = str(settings["ALERT_SMTP_PORT"]), str(settings["ALERT_SMTP_SECURITY"] or "").lower()
        if not port.isascii() or not port.isdigit():
            raise ValueError(f"ALERT_SMTP_PORT is {port!r}, which is no number")
        if security not in ("", "starttls", "tls"):
            raise ValueError(f"ALERT_SMTP_SECURITY is {security!r}; it is empty, starttls or tls")
        user, password_file = str(settings["ALERT_SMTP_USER"] or ""), str(settings["ALERT_SMTP_PASSWORD_FILE"] or "")
        if user and not password_file:
            raise ValueError("ALERT_SMTP_USER is set, but not ALERT_SMTP_PASSWORD_FILE")
        sender = str(settings["ALERT_MAIL_FROM"] or f"gaispider@{socket.getfqdn()}")
        return cls(to, sender, str(settings["ALERT_SMTP_HOST"]), int(port), security, user, password_file)

    def send(self, subject: str, text: str) -> None:
        """Send to all addresses. Raises MailError if none accepted it; single refused addresses are logged."""
        message = EmailMessage()
        try:
            # Headers must not contain line breaks, and site names could.
            message["Subject"] = " ".join(subject.split())
            message["From"] = self.sender
            message["To"] = ", ".join(self.to)
            message["Date"] = formatdate(localtime=True)
            message["Message-ID"] = make_msgid("gaispider")
            # RFC 3834: no automatic replies, such as vacation notices.
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(text)
            with self._connect() as server:
                if self.user:
                    server.login(self.user, Path(self.password_file).read_text(encoding="utf-8").strip())
                refused = server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise MailError(f"{self.host}:{self.port} (ALERT_SMTP_HOST, ALERT_SMTP_PORT): {error}") from error
        if refused:
            logger.warning("%s:%d refused %s (ALERT_MAIL_TO)", self.host, self.port, ", ".join(refused))

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT)
        if self.security == "starttls":
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server
