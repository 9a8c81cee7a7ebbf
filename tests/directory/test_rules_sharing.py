"""The links that send a page and lead to a place: plain, complete, and safe whatever a name holds."""

import pytest

from cite.directory.rules.sharing import way_there, ways_to_send

ADDRESS = "https://cite.example.org/ar/offre/services/1/"


def test_a_page_is_sent_with_its_title_and_its_address():
    sending = ways_to_send("Lire & écrire", ADDRESS)
    where = "https%3A%2F%2Fcite.example.org%2Far%2Foffre%2Fservices%2F1%2F"
    assert sending.text_message == f"sms:?&body=Lire%20%26%20%C3%A9crire%20%3A%20{where}"
    assert sending.whatsapp == f"https://wa.me/?text=Lire%20%26%20%C3%A9crire%20%3A%20{where}"
    assert sending.email == f"mailto:?subject=Lire%20%26%20%C3%A9crire&body={where}"


@pytest.mark.parametrize("title", ["a\r\nbcc=x@example.org", "« 100 % » ?#&cc=x", "\u202eenvers 😀"])
def test_no_name_adds_to_a_message(title):
    sending = ways_to_send(title, ADDRESS)
    assert (sending.email.count("&"), sending.email.count("?")) == (1, 1)
    assert all(
        link.isascii() and "\n" not in link and "#" not in link for link in (sending.email, sending.whatsapp)
    )


@pytest.mark.parametrize(
    ("point", "place", "link"),
    [
        ((4.4036, 45.466), "1 rue", "https://www.openstreetmap.org/directions?to=45.46600%2C4.40360"),
        (
            None,
            "1 rue des Essais, Çà",
            "https://www.openstreetmap.org/search?query=1+rue+des+Essais%2C+%C3%87%C3%A0",
        ),
        (None, "", ""),
    ],
)
def test_the_way_to_a_place(point, place, link):
    assert way_there(point, place) == link
