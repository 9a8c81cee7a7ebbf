"""The picture of a pathway says what its table says, and nothing where there is little to see."""

from datetime import date

from cite.pathways.enums.pathways import Lane
from cite.pathways.queries.timeline import Event
from cite.pathways.web.views.picture import picture_of

DAY = date(2026, 3, 2)


def event(lane=Lane.EXCHANGES, **more) -> Event:
    return Event(DAY, "Téléphone", "Nous nous sommes parlé.", lane=lane, **more)


def test_each_line_holds_its_events_and_says_them():
    events = [
        event(),
        event(went="missed"),
        event(Lane.REFERRALS, went="open"),
        Event(DAY, "Devient référent"),
    ]
    picture = picture_of(events, [])
    assert [(line.label, [mark.shape for mark in line.marks]) for line in picture["lines"]] == [
        ("Échanges", ["done", "missed"]),
        ("Orientations", ["open"]),
    ]
    assert picture["lines"][0].marks[0].label == "02/03/2026 – Téléphone – Nous nous sommes parlé."


def test_a_pause_is_drawn_across():
    events = [event(), event(), event(), Event(DAY, "Pause", until=date(2026, 4, 2))]
    assert [(span.first_on, span.last_on) for span in picture_of(events, [])["spans"]] == [
        (DAY, date(2026, 4, 2))
    ]


def test_little_to_see_is_not_drawn():
    assert picture_of([event(), event()], []) is None
