"""A state machine is a table: what is not written does not happen."""

import pytest

from cite.core.workflow import UnknownTransition, Workflow, arrow

LIFE = Workflow(
    states=("draft", "sent", "read", "lost"),
    transitions=(
        arrow("send", "draft", "sent", {"author"}),
        arrow("read", "sent", "read"),
        arrow("lose", ("draft", "sent"), "lost"),
    ),
)


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("send", "draft", "sent"),
        ("read", "sent", "read"),
        ("lose", "draft", "lost"),
        ("lose", "sent", "lost"),
    ],
)
def test_each_arrow_leads_where_the_table_says(name, source, target):
    assert LIFE.allows(name, source)
    assert LIFE.target(name, source) == target


@pytest.mark.parametrize(
    ("name", "source"), [("send", "sent"), ("read", "draft"), ("lose", "read"), ("fly", "draft")]
)
def test_an_arrow_that_is_not_written_does_not_exist(name, source):
    assert not LIFE.allows(name, source)
    with pytest.raises(UnknownTransition):
        LIFE.target(name, source)


def test_nothing_leaves_a_terminal_state():
    assert LIFE.terminal_states() == {"read", "lost"}
    assert LIFE.sources_of("lose") == {"draft", "sent"}


def test_a_table_with_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="unknown states"):
        Workflow(states=("draft",), transitions=(arrow("send", "draft", "sent"),))


def test_the_diagram_shows_every_arrow_and_every_end():
    assert LIFE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft --> sent : send",
        "    sent --> read : read",
        "    draft --> lost : lose",
        "    sent --> lost : lose",
        "    read --> [*]",
        "    lost --> [*]",
    ]
