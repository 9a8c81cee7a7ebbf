"""The matrix: counted, with its gaps, and who could fill them."""

from cite.actors.rules.chain import Actor, matrix, unsaid, who_could

A = Actor("a", "Accueil A", frozenset({"reception"}), frozenset({"Q1"}))
B = Actor("b", "Partout B", frozenset({"reception", "training"}), frozenset(), everywhere=True)
C = Actor("c", "Muette C", frozenset(), frozenset())
ACTORS = [A, B, C]


def test_each_district_and_each_link_is_counted():
    first, second = matrix(ACTORS, ["Q1", "Q2"], ["reception", "training", "employment"])
    assert [(cell.count, cell.is_gap) for cell in first] == [(2, False), (1, False), (0, True)]
    assert first[0].names == ("Accueil A", "Partout B")
    assert [cell.names for cell in second] == [("Partout B",), ("Partout B",), ()]


def test_who_said_nothing_is_counted_nowhere_and_said():
    assert unsaid(ACTORS) == {"districts": 1, "links": 1}
    assert unsaid([]) == {"districts": 0, "links": 0}


def test_a_gap_leads_to_who_could():
    found = who_could([A, C], "Q2", "reception")
    assert (found.hold_it_elsewhere, found.already_there) == ((A,), ())
    found = who_could([A, C], "Q1", "training")
    assert (found.hold_it_elsewhere, found.already_there) == ((), (A,))
