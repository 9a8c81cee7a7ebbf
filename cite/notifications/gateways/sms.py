"""SMS: one interface, a folder by default, and a provider by HTTP. What may have left is never sent twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from cite.notifications.enums import Reason
from cite.notifications.gateways.letters import Letter, NotSent, Transport
from cite.notifications.rules.outcomes import Outcome
from cite.notifications.rules.texts import is_plain_sms

CONNECT_SECONDS, READ_SECONDS = 3.05, 15


def sms_transport(chosen: Mapping[str, str]) -> Transport:
    """Open the way that SMS_URL names.

    Raises:
        NotSent: this installation sends no SMS.
    """
    if not chosen:
        raise NotSent(Outcome.PAUSE, Reason.MISCONFIGURED)
    if chosen["gateway"] == "file":
        return SmsFolder(Path(chosen["folder"]))
    return BrevoSms(url=chosen["url"], key=chosen["key"], sender=chosen["sender"])


class SmsFolder:
    """Writes each SMS in a file, on a machine that sends none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter) -> str:
        """Write one SMS; the same one twice is one file."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / f"{letter.reference}.txt"
            path.write_text(f"{letter.destination}\n{letter.body}\n", encoding="utf-8")
            path.chmod(0o600)
        except OSError as error:
            raise NotSent(Outcome.PAUSE, Reason.UNREACHABLE, error.errno or "") from error
        return ""

    def close(self) -> None:
        """Nothing was open."""


class BrevoSms:
    """Brevo's transactional SMS.

    The answer of the service decides: nothing is tried again unless it is certain that nothing has left.
    """

    def __init__(self, *, url: str, key: str, sender: str) -> None:
        self.url = url
        self.sender = sender
        self.session = requests.Session()
        self.session.headers["api-key"] = key

    def send(self, letter: Letter) -> str:
        """Send one SMS, and give the provider's reference of it.

        Raises:
            NotSent: with what is to be done about it.
        """
        content = {
            "sender": self.sender,
            "recipient": letter.destination.removeprefix("+"),
            "content": letter.body,
            "type": "transactional",
            "tag": letter.reference,
            "unicodeEnabled": not is_plain_sms(letter.body),
        }
        try:
            answer = self.session.post(
                self.url, json=content, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=False
            )
        except requests.ConnectTimeout as error:
            raise NotSent(Outcome.PAUSE, Reason.UNREACHABLE) from error
        except requests.ConnectionError as error:
            if _never_connected(error):
                raise NotSent(Outcome.PAUSE, Reason.UNREACHABLE) from error
            raise NotSent(Outcome.UNCERTAIN, Reason.INTERRUPTED) from error
        except requests.RequestException as error:
            raise NotSent(Outcome.UNCERTAIN, Reason.INTERRUPTED) from error
        if not answer.ok or answer.is_redirect:
            raise _verdict(answer.status_code)
        return _reference(answer)

    def close(self) -> None:
        """Close the connection."""
        self.session.close()


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError)


def _verdict(status: int) -> NotSent:
    if status in (401, 402, 403, 404) or 300 <= status < 400:
        return NotSent(Outcome.PAUSE, Reason.MISCONFIGURED, status)
    if status in (429, 503):
        return NotSent(Outcome.PAUSE, Reason.TEMPORARY, status)
    if status >= 500:
        return NotSent(Outcome.UNCERTAIN, Reason.INTERRUPTED, status)
    return NotSent(Outcome.REFUSED, Reason.REJECTED, status)


def _reference(answer: requests.Response) -> str:
    try:
        found = answer.json()
    except requests.JSONDecodeError:
        return ""
    return str(found.get("messageId") or "")[:100] if isinstance(found, dict) else ""
