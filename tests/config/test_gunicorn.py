"""What the server writes in its log."""

from types import SimpleNamespace

from gunicorn.config import Config

from config.gunicorn import DiscreetLogger, access_log_format


def test_the_secret_of_a_link_stays_out_of_the_log():
    logger = DiscreetLogger(Config())
    secret = "A-_b" * 10 + "xyz"
    answer = SimpleNamespace(status="200 OK", sent=1, headers=[])
    asked = SimpleNamespace(headers=[])
    for path in (
        f"/acteurs/invitation/{secret}/",
        f"/acteurs/invitation/{secret}/refuser/",
        f"/lien/{secret}",
    ):
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1"}
        seconds = SimpleNamespace(seconds=0, microseconds=5)
        line = access_log_format % logger.atoms(answer, asked, environ, seconds)
        assert secret not in line and "(lien)" in line


def test_other_addresses_are_written_whole():
    path = "/acteurs/02fa86a0-92c3-4544-b894-9613ad965f1f/membres/"
    assert DiscreetLogger.SECRET.sub("", path) == path
