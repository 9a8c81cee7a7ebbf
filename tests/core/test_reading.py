"""What a page that only reads asks once."""

from cite.core.reading import once, reading


def asked_twice() -> list[int]:
    """How many times something was really asked, at each of two turns."""
    answers: list[int] = []
    return [once("service", lambda: answers.append(0) or len(answers)) for _turn in range(2)]


def test_a_page_that_only_reads_asks_once_and_the_next_one_asks_again():
    for _page in range(2):
        with reading():
            assert asked_twice() == [1, 1]


def test_where_anything_may_be_written_it_is_asked_each_time():
    assert asked_twice() == [1, 2]


def test_two_questions_have_two_answers():
    with reading():
        assert [once(("a", number), lambda number=number: number) for number in (1, 2, 1)] == [1, 2, 1]
