"""The number beside a choice is what the choice would give, whatever else was chosen."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import datetime, get_current_timezone

from cite.directory.enums import KINDS, MOBILIZABLE_BY, Facet
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import Need
from cite.directory.enums.words import AUDIENCE_WORDS
from cite.directory.operations.indexing import follow_services
from cite.directory.queries.finding import find_services
from cite.directory.queries.searches import asked_of
from cite.directory.rules.first_answers import WITHIN_M
from cite.directory.web.forms.finding import SPOKEN_FIRST
from cite.directory.web.views.asking import COUNTED, Reply, by_field
from cite.territories.models import District
from tests.factories.directory import make_service, make_structure
from tests.factories.territories import make_district

SATURDAY = datetime(2026, 11, 28, 10, 30, tzinfo=get_current_timezone())
HERE = (4.39, 45.44)
SERVICES, SEARCHES, PRESSED = 90, 30, 12
THEMES = (
    "mobilite--preparer-un-permis",
    "famille--garde-denfants",
    "lecture-ecriture-calcul--maitriser-le-francais",
    "sante--acces-aux-soins",
)
DISTRICTS = tuple(f"QN0429{number}N" for number in range(4))
ALL = COUNTED | {Facet.DISTRICT.value: DISTRICTS}
NAMES = (
    "Aide au permis",
    "Garde d’enfants",
    "Cours de français",
    "Atelier de couture",
    "Premier rendez-vous",
)
HOURS = (
    "",
    "24/7",
    "Mo-Fr 09:00-12:00; PH off",
    "Mo-Fr 14:00-19:30",
    "Sa 09:00-12:00",
    "Sa,Su 14:00-20:00",
    "Mo 22:00-26:00",
    "Sa 10:00-11:00 unknown",
    "quand on peut",
)
WORDS = (
    "",
    "permis",
    "garder mon fils",
    "cours couture",
    "permis sans rendez-vous",
    "atelier ouvert maintenant",
    "français cette semaine",
    "zzyzx",
)
EASES = ("without_appointment", "childcare_on_site", "without_car", "step_free", "evening_hours")


@pytest.fixture
def many(territory, time_machine):
    """Services of every sort, written by chance, always the same."""
    time_machine.move_to(SATURDAY, tick=False)
    chance = Random(20261128)
    districts = [make_district(code=code) for code in DISTRICTS]
    structures = [make_structure(territory) for _number in range(4)]
    services = [_by_chance(chance, chance.choice(structures), districts) for _number in range(SERVICES)]
    follow_services(territory=territory, services=services)
    return services


def _by_chance(chance: Random, structure, districts: list[District]):
    east, north = chance.choice(((None, None), (chance.uniform(0, 0.15), chance.uniform(0, 0.1))))
    return make_service(
        structure,
        chance.choice(NAMES),
        themes=chance.sample(THEMES, chance.randint(1, 2)),
        kind=chance.choice(sorted(KINDS)[:4]),
        audiences=chance.choice(([], ["tous-publics"], ["jeunes"], ["femmes", "jeunes"])),
        languages=chance.choice(([], ["fr", "ar"], ["tr"])),
        mobilizable_by=chance.sample(sorted(MOBILIZABLE_BY), chance.randint(0, 2)),
        fee=chance.choice(("gratuit", "payant", "")),
        entry_delay_days=chance.choice((None, 3, 40)),
        opening_hours=chance.choice(HOURS),
        covers_all_districts=False,
        districts=chance.sample(districts, chance.randint(1, 3)),
        longitude=None if east is None else HERE[0] + east,
        latitude=None if north is None else HERE[1] + north,
        **{ease: chance.choice((True, False, None)) for ease in EASES},
    )


def _searches():
    """Ask by chance, several things at once: what is open, near, this week… among them."""
    chance = Random(42)
    fields = {
        "besoin": Need.values,
        "quartier": DISTRICTS,
        "langue": ["ar", "tr"],
        "public": ["jeunes", "femmes", "seniors"],
        "type": sorted(KINDS)[:4],
        "qui": list(MOBILIZABLE_BY),
        "dans": list(WITHIN_M),
    }
    for number in range(SEARCHES):
        asked = {name: chance.choice(codes) for name, codes in fields.items() if chance.random() < 0.2}
        asked["avec"] = [wish for wish in Wish.values if chance.random() < 0.12]
        asked["mots"] = WORDS[number % len(WORDS)]
        yield asked, chance.choice((None, HERE))


def _pressed(asked: dict, name: str, code) -> dict:
    return asked | {name: [*asked["avec"], code] if name == "avec" else code}


def test_each_count_is_what_its_choice_gives(many, territory):
    chance, wrong, compared, not_nothing = Random(7), [], 0, 0
    for asked, point in _searches():
        found = find_services(territory, asked_of(asked, point=point), at=SATURDAY, counted=ALL)
        counts = [(name, code, n) for name, known in by_field(found).items() for code, n in known.items()]
        assert {"besoin", "quartier", "public", "avec", "langue", "type", "qui"} <= {row[0] for row in counts}
        said = [row for row in counts if row[2]]
        for name, code, number in chance.sample(said, min(PRESSED, len(said))) + chance.sample(
            counts, PRESSED
        ):
            given = find_services(territory, asked_of(_pressed(asked, name, code), point=point), at=SATURDAY)
            compared, not_nothing = compared + 1, not_nothing + bool(number)
            if given.total != number:
                wrong.append((asked, bool(point), name, code, number, given.total))
    assert wrong == []
    assert compared > SEARCHES * PRESSED
    assert not_nothing > SEARCHES


def test_every_choice_of_the_form_is_counted(many, territory):
    asked = asked_of({"avec": [Wish.OPEN_NOW], "dans": 5000}, point=HERE)
    counts = by_field(find_services(territory, asked, at=SATURDAY, counted=ALL))
    assert set(counts["avec"]) >= set(Wish.values)
    assert set(counts["dans"]) == set(WITHIN_M)
    assert set(counts["langue"]) == set(SPOKEN_FIRST)
    assert set(counts["public"]) == set(AUDIENCE_WORDS)
    assert counts["avec"][Wish.OPEN_NOW] == counts["dans"][5000] > 0


def test_counting_everything_asks_the_same_number_of_questions_however_many_answer(territory):
    structure, numbers = make_structure(territory), []
    asked = asked_of({"avec": [Wish.OPEN_NOW, Wish.FREE], "dans": 5000}, point=HERE)
    for how_many in (1, 2, 20):
        services = [
            make_service(
                structure,
                fee="gratuit",
                opening_hours=f"Sa 09:{number:02}-13:00",
                longitude=HERE[0],
                latitude=HERE[1],
            )
            for number in range(how_many)
        ]
        follow_services(territory=territory, services=services)
        with CaptureQueriesContext(connection) as captured:
            found = find_services(territory, asked, at=SATURDAY, counted=ALL)
        numbers.append(len(captured))
    assert found.total == 23
    assert len(set(numbers)) == 1, numbers


def test_where_nothing_answers_each_choice_to_take_away_says_what_would(many, territory):
    """Whatever is chosen: the number is what the page gives once the choice is gone."""
    seen, criteria = 0, {"mots": "", "besoin": "health", "quartier": DISTRICTS[0], "langue": "tr"}
    for more in ([Wish.SUNDAY, Wish.FREE], [Wish.OPEN_NOW, Wish.STEP_FREE], [Wish.INTERPRETER]):
        for words in ("", "zzyzx", "permis sans rendez-vous"):
            read = criteria | {"avec": [wish.value for wish in more], "mots": words}
            found = find_services(territory, asked_of(read), at=SATURDAY, counted=ALL)
            chosen = [(name, f"{name}:{read[name]}") for name in ("besoin", "quartier", "langue")]
            chosen += [(wish, f"avec:{wish}") for wish in read["avec"]]
            for label, choice in Reply(asked_of(read), found, None, chosen).freeing:
                name, _mark, code = choice.partition(":")
                left = [wish for wish in read["avec"] if wish != code] if name == "avec" else ""
                given = find_services(territory, asked_of(read | {name: left}), at=SATURDAY)
                assert label == f"{code if name == 'avec' else name} ({given.total})"
                assert given.total > 0 == found.total
                seen += 1
    assert seen > 3
