"""SMS as a real HTTP server receives them: nothing is tried again unless it is certain that nothing left."""

import stat
import threading

import pytest

from cite.notifications.enums import Reason
from cite.notifications.gateways import Letter, NotSent, sms_transport
from cite.notifications.gateways import sms as sms_module
from cite.notifications.rules.outcomes import Outcome
from tests.notifications.servers import free_port, sms_server

LETTER = Letter(reference="0c5f", destination="+33612345678", body="Votre code : 123456")


def brevo(url: str):
    return sms_transport({"gateway": "brevo", "url": url, "key": "the-key", "sender": "CITE"})


def test_a_folder_by_default(tmp_path):
    transport = sms_transport({"gateway": "file", "folder": str(tmp_path / "sms")})
    transport.send(LETTER)
    transport.send(LETTER)
    transport.close()
    [file] = (tmp_path / "sms").iterdir()
    assert file.read_text() == "+33612345678\nVotre code : 123456\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_pauses(tmp_path):
    (tmp_path / "sms").write_text("a file")
    with pytest.raises(NotSent) as failure:
        sms_transport({"gateway": "file", "folder": str(tmp_path / "sms")}).send(LETTER)
    assert failure.value.outcome == Outcome.PAUSE


def test_where_no_sms_is_sent():
    with pytest.raises(NotSent) as failure:
        sms_transport({})
    assert (failure.value.outcome, failure.value.reason) == (Outcome.PAUSE, Reason.MISCONFIGURED)


def test_a_provider_receives_what_it_asks_for():
    with sms_server(lambda content: (201, {"messageId": 1511882900176220})) as (url, received):
        transport = brevo(url)
        assert transport.send(LETTER) == "1511882900176220"
        transport.close()
    assert received == [
        {
            "sender": "CITE",
            "recipient": "33612345678",
            "content": "Votre code : 123456",
            "type": "transactional",
            "tag": "0c5f",
            "unicodeEnabled": False,
            "api-key": "the-key",
        }
    ]


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        ((400, {"code": "invalid_parameter"}), Outcome.REFUSED, Reason.REJECTED),
        ((401, {"code": "unauthorized"}), Outcome.PAUSE, Reason.MISCONFIGURED),
        ((402, {"code": "not_enough_credits"}), Outcome.PAUSE, Reason.MISCONFIGURED),
        ((307, {}), Outcome.PAUSE, Reason.MISCONFIGURED),
        ((429, {}), Outcome.PAUSE, Reason.TEMPORARY),
        ((503, {}), Outcome.PAUSE, Reason.TEMPORARY),
        ((500, {}), Outcome.UNCERTAIN, Reason.INTERRUPTED),
        ((504, {}), Outcome.UNCERTAIN, Reason.INTERRUPTED),
        (None, Outcome.UNCERTAIN, Reason.INTERRUPTED),
    ],
)
def test_what_each_answer_means(answer, outcome, reason):
    with sms_server(lambda content: answer) as (url, received):
        transport = brevo(url)
        with pytest.raises(NotSent) as failure:
            transport.send(LETTER)
        transport.close()
    assert (failure.value.outcome, failure.value.reason) == (outcome, reason)
    assert "33612345678" not in str(failure.value)
    assert len(received) == 1


def test_a_provider_that_is_down_pauses():
    transport = brevo(f"http://127.0.0.1:{free_port()}/")
    with pytest.raises(NotSent) as failure:
        transport.send(LETTER)
    assert (failure.value.outcome, failure.value.reason) == (Outcome.PAUSE, Reason.UNREACHABLE)


def test_a_provider_that_does_not_answer_in_time_is_a_doubt(monkeypatch):
    monkeypatch.setattr(sms_module, "READ_SECONDS", 0.2)
    released = threading.Event()

    def answer(content):
        released.wait(5)
        return 201, {}

    with sms_server(answer) as (url, _received):
        transport = brevo(url)
        with pytest.raises(NotSent) as failure:
            transport.send(LETTER)
        released.set()
        transport.close()
    assert failure.value.outcome == Outcome.UNCERTAIN


@pytest.mark.parametrize("body", [[], "text", {"messageId": None}, {}])
def test_an_accepted_sms_has_left_whatever_the_answer_says(body):
    with sms_server(lambda content: (201, body)) as (url, _received):
        transport = brevo(url)
        assert transport.send(LETTER) == ""
        transport.close()
