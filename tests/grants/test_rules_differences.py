"""What changed between two deposits, place by place."""

from cite.grants.rules.differences import as_text, changed_places, rows_by_name


def test_only_what_differs_is_told():
    before = {"need": "Un besoin", "priorities": ["a", "b"], "places": None}
    after = {"need": "Un autre", "priorities": ["a", "b"], "title": "Visites"}
    assert changed_places(before, after) == [
        ("need", "Un besoin", "Un autre"),
        ("title", "", "Visites"),
    ]


def test_lists_and_rows_read_on_one_line():
    assert as_text(["a", "b"]) == "a, b"
    assert as_text([["stages", "12"], ["visites", "3"]]) == "stages, 12 ; visites, 3"


def test_rows_are_told_by_their_name_whatever_their_order():
    before = [{"account": "60", "amount": "10.00"}, {"account": "64", "amount": "5.00"}]
    after = [{"account": "64", "amount": "6.00"}, {"account": "60", "amount": "10.00"}]
    rows = changed_places(rows_by_name("budget", before), rows_by_name("budget", after))
    assert rows == [("64", "5.00", "6.00")]
    assert rows_by_name("partners", None) == {}
