"""A free text never holds an identifier, however it is typed; health and contacts are pointed at, never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.free_text import FreeTextObjection as O
from cite.core.free_text import FreeTextWarning as W
from cite.core.free_text import check_free_text, remarks_on


def said(text: str) -> set:
    return {remark.what for remark in remarks_on(text)}


def with_key(thirteen: str) -> str:
    """Thirteen signs and the right key."""
    number = int(thirteen.replace("2A", "19").replace("2B", "18"))
    return f"{thirteen}{97 - number % 97:02d}"


@pytest.mark.parametrize(
    "text",
    [
        with_key("2850578006084"),
        "2 85 05 78 006 084 " + with_key("2850578006084")[-2:],
        "n° 2.85.05.78.006.084",
        "2 85 05 78 006 084",
        "2-85-05-78-006-084/36",
        "NIR:2850578006084",
        "sécu 1 90 06 2A 001 084 " + with_key("190062A001084")[-2:],
        with_key("299112B050017").lower(),
        "2\u00a085\u202f05 78 006 084",
        "2\u200b85\u200b05\u200b78\u200b006\u200b084",
        "٢٨٥٠٥٧٨٠٠٦٠٨٤",
        "2850578006084".translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
        "elle dit que c’est " + with_key("3850578006084"),
        "2 85 05 78 006 084 99",
        "2\n85\n05\n78\n006\n084",
    ],
)
def test_a_social_security_number_is_refused_in_any_spacing(text):
    assert O.SOCIAL_SECURITY_NUMBER in said(text)
    assert O.SOCIAL_SECURITY_NUMBER in check_free_text(text).objections


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rendez-vous le 12/03/2026 à 14:05, puis le 14/03/2026.",
        "Permis B depuis 2019, 12 ans de conduite, 3 enfants.",
        "A travaillé du 01.02.2019 au 31.12.2021, puis 1 an en 2022.",
        "SIRET de l’employeur : 552 100 554 00025",
        "Horaires 8h30-12h 13h30-17h, bus 27 et 16.",
        "Revenus : 1 250 € par mois, loyer 480 €.",
    ],
)
def test_ordinary_facts_pass(text):
    assert said(text) == set()
    assert check_free_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Allocataire CAF n° 1234567",
        "identifiant France Travail 1234567A",
        "numéro CAF : 123 4567",
        "1234567A",
        "Pôle emploi : identifiant 87654321",
        "titre de séjour 9912345678",
        "CNI 880692310285",
    ],
)
def test_numbers_of_other_agencies_are_refused(text):
    assert said(text) == {O.AGENCY_NUMBER}


@pytest.mark.parametrize("text", ["FR76 3000 6000 0112 3456 7890 189", "carte 4111 1111 1111 1111"])
def test_bank_numbers_are_refused(text):
    assert O.BANK_NUMBER in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Suivie pour une dépression.",
        "Il est sous MÉTHADONE",
        "elle est enceinte de six mois",
        "hospitalisé en juin",
        "prend des médicaments",
        "maladie longue",
        "en situation de handicap",
    ],
)
def test_words_of_health_are_pointed_at_and_pass(text):
    assert said(text) == {W.HEALTH}
    assert check_free_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Voir avec l’assurance maladie pour la carte.",
        "Dans l’enceinte du lycée",
        "Travailleur handicapé reconnu, si elle le dit",
        "Apprend le traitement de texte à la médiathèque",
    ],
)
def test_words_that_only_look_like_health_say_nothing(text):
    assert said(text) == set()


@pytest.mark.parametrize("text", ["appeler le 06 39 98 00 12", "+33 6 39 98 00 12", "a.fictif@example.org"])
def test_contacts_are_pointed_at(text):
    assert said(text) == {W.CONTACT}
    assert check_free_text(text)


def test_everything_is_said_at_once_and_nothing_is_repeated():
    found = remarks_on("CAF 1234567, NIR 2 85 05 78 006 084, dépression, 06 39 98 00 12")
    assert [remark.what for remark in found] == [
        O.SOCIAL_SECURITY_NUMBER,
        O.AGENCY_NUMBER,
        W.HEALTH,
        W.CONTACT,
    ]
    assert not any(sign.isdigit() for remark in found for sign in remark.sentence)


@given(
    sex=st.sampled_from("1278"),
    year=st.integers(0, 99),
    month=st.one_of(st.integers(1, 12), st.integers(20, 42), st.integers(50, 99)),
    department=st.one_of(st.integers(1, 95).map("{:02d}".format), st.sampled_from(["2A", "2B"])),
    rest=st.integers(1001, 990999).map("{:06d}".format),
    gaps=st.lists(st.sampled_from(["", " ", "-", ".", "/", "\u00a0", " - "]), min_size=14, max_size=14),
    before=st.sampled_from(["", "note ", "n°", "(", "Elle a dit : "]),
    after=st.sampled_from(["", " ok", ")", ", puis", "."]),
)
def test_no_spacing_hides_a_number_with_its_key(sex, year, month, department, rest, gaps, before, after):
    number = with_key(f"{sex}{year:02d}{month:02d}{department}{rest}")
    spaced = "".join(sign + gap for sign, gap in zip(number, [*gaps, ""], strict=True))
    assert O.SOCIAL_SECURITY_NUMBER in said(f"{before}{spaced}{after}")


@given(st.text(alphabet="abcdefghijklmnop éèà,;.’\n", max_size=200))
def test_words_alone_are_never_refused(text):
    assert check_free_text(text)
