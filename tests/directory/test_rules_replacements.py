"""What helps in the place of a service: where she lives, from somebody else, one sheet of each structure."""

from hypothesis import given
from hypothesis import strategies as st

from cite.directory.rules.replacements import MOST, Alike, closest

THEMES = frozenset({"a", "b"})
GONE = Alike(pk=0, by=0, themes=THEMES, districts=frozenset({1}))


def alike(pk, by, *, themes=THEMES, districts=(1,), **given):
    return Alike(pk=pk, by=by, themes=frozenset(themes), districts=frozenset(districts), **given)


def test_her_district_comes_before_more_needs_in_common_then_the_nearest():
    gone = alike(0, 0, place=(4.39, 45.44))
    elsewhere = alike(1, 1, districts=(2,))
    one_need = alike(2, 2, themes=("a",))
    far, near = alike(3, 3, place=(4.50, 45.50)), alike(4, 4, place=(4.39, 45.441))
    assert closest(gone, [elsewhere, one_need, far, near]) == [4, 3, 2]


def test_whoever_covers_every_district_covers_hers():
    assert closest(GONE, [alike(1, 1, districts=(2,)), alike(2, 2, districts=(), everywhere=True)]) == [2, 1]


def test_a_structure_that_did_not_help_comes_last_and_once():
    candidates = [alike(1, 0), alike(2, 0), alike(3, 5, districts=(2,), themes=("a",))]
    assert closest(GONE, candidates, tried={0}) == [3, 1]


_alikes = st.lists(
    st.builds(
        alike,
        st.integers(0, 20),
        st.integers(0, 5),
        themes=st.sets(st.sampled_from("abc")),
        districts=st.sets(st.integers(1, 3)),
        everywhere=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.pk,
)


@given(_alikes, st.sets(st.integers(0, 5)))
def test_never_itself_never_without_a_need_in_common_never_twice_a_structure(candidates, tried):
    found = closest(GONE, candidates, tried=tried)
    shown = [next(each for each in candidates if each.pk == pk) for pk in found]
    assert len(found) <= MOST
    assert len({each.by for each in shown}) == len(shown)
    assert all(each.pk != GONE.pk and each.themes & GONE.themes for each in shown)
    assert [each.by in tried for each in shown] == sorted(each.by in tried for each in shown)
