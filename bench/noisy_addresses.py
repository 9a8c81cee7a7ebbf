"""How people really write an address: a seeded recipe that spoils the rows of an extract, class by class.

Each query keeps the truth it was made from, so that any geocoder can be scored on the same set. Classes
that cannot always be right by construction (the type of the street left out, two typing errors among
twins one letter apart, a mix of everything) stay in: the figure is worth nothing without them.
"""

import random
import re
from dataclasses import dataclass

from cite.core.text import search_key

SEED = 20241

ABBREVIATIONS = {
    "Avenue": ["av", "av.", "ave"], "Boulevard": ["bd", "bld", "blvd"], "Rue": ["r", "r."],
    "Place": ["pl", "pl."], "Impasse": ["imp", "imp."], "Chemin": ["ch", "chem", "che"],
    "Allée": ["all", "all."], "Route": ["rte"], "Square": ["sq"], "Résidence": ["res", "rés."],
    "Lotissement": ["lot"], "Montée": ["mte"], "Cours": ["crs"], "Passage": ["pass", "pas"], "Quai": ["q"],
    "Saint": ["st"], "Sainte": ["ste"], "Docteur": ["dr"], "Général": ["gal", "gen"],
    "Capitaine": ["cne", "cap"], "Colonel": ["col"], "Commandant": ["cdt"], "Professeur": ["pr", "prof"],
    "Maréchal": ["mal"],
}  # fmt: skip
IN_LETTERS = {"8": "huit", "11": "onze", "19": "dix-neuf", "4": "quatre", "14": "quatorze", "Trois": "3"}
NEAR_KEYS = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zeryuiopmqsdfghjkllpxcvbnh", strict=True))
NOISES_BEFORE = [
    "Apt 12, {}", "appartement 4 {}", "Bât B {}", "Résidence Les Tilleuls {}", "chez Mme Martin, {}",
    "M. Dupont Jean {}", "Etage 3 porte 2, {}", "Rés. Bellevue Bât. 3 {}", "C/o Durand {}",
]  # fmt: skip
NOISES_AFTER = [
    "{} apt 12", "{}, bat C", "{} 3ème étage", "{} appt n°5", "{} - Résidence du Parc", "{}, BP 40123",
    "{} esc. A", "{} rdc", "{} porte 14", "{} 2e etg gauche", "{} chez Mme Durand", "{} CS 10001",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoisyQuery:
    """A spoiled address, with the columns it was spoiled from."""

    kind: str
    text: str
    number: str
    suffix: str
    street: str
    commune_code: str


def typing_error(rng, text):
    """Return the text with one letter dropped, doubled, replaced by a neighbor or swapped."""
    places = [i for i, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return text
    i = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:i] + text[i + 1 :]
    if kind == 1:
        return text[:i] + text[i] + text[i:]
    if kind == 2:
        return text[:i] + NEAR_KEYS.get(text[i].lower(), "e") + text[i + 1 :]
    return text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]


def name_with_typing_errors(rng, street, count):
    """Spoil the name of the street, not its type."""
    kind, _, name = street.partition(" ")
    for _ in range(count):
        name = typing_error(rng, name)
    return f"{kind} {name}"


def shortened(rng, street):
    """Return the street with its type and titles as people shorten them."""
    return " ".join(
        rng.choice(ABBREVIATIONS[word]) if word in ABBREVIATIONS else word for word in street.split()
    )


def number_text(row):
    """Return « 12 bis » as the extract has it."""
    return f"{row['numero']} {row['rep']}".strip()


def _clean(rng, row):
    return f"{number_text(row)} {row['nom_voie']} {row['code_postal']} {row['nom_commune']}"


def _case(rng, row):
    text = rng.choice([str.upper, str.lower])(_clean(rng, row))
    return search_key(text) if rng.random() < 0.6 else text


def _abbreviation(rng, row):
    commune = (
        re.sub(r"\bSaint(e?)\b", r"St\1", row["nom_commune"]) if rng.random() < 0.6 else row["nom_commune"]
    )
    return f"{number_text(row)} {shortened(rng, row['nom_voie'])} {row['code_postal']} {commune}"


def _typo_1(rng, row):
    street = name_with_typing_errors(rng, row["nom_voie"], 1)
    return f"{number_text(row)} {street}, {row['code_postal']} {row['nom_commune']}"


def _typo_2(rng, row):
    street = name_with_typing_errors(rng, row["nom_voie"], 2)
    return f"{number_text(row)}, {street} {row['code_postal']} {row['nom_commune']}"


def _type_missing(rng, row):
    name = row["nom_voie"].partition(" ")[2]
    name = re.sub(r"^(de la |de l'|du |des |de )", "", name)
    return f"{number_text(row)} {name} {row['code_postal']} {row['nom_commune']}"


def _type_wrong(rng, row):
    kind = rng.choice([k for k in ("Rue", "Avenue", "Chemin", "Allée") if not row["nom_voie"].startswith(k)])
    name = row["nom_voie"].partition(" ")[2]
    return f"{number_text(row)} {kind} {name} {row['code_postal']} {row['nom_commune']}"


def _postcode_missing(rng, row):
    separator = rng.choice([", ", " ", " - ", "\n"])
    return f"{number_text(row)} {row['nom_voie']}{separator}{row['nom_commune']}"


def _commune_missing(rng, row):
    return f"{number_text(row)} {row['nom_voie']} {row['code_postal']}"


def _commune_typo(rng, row):
    postcode = f"{row['code_postal']} " if rng.random() < 0.5 else ""
    return f"{number_text(row)} {row['nom_voie']} {postcode}{typing_error(rng, row['nom_commune'])}"


def _postcode_wrong(rng, row):
    digits = list(row["code_postal"])
    i = rng.randrange(2, 5)
    digits[i] = str((int(digits[i]) + rng.randrange(1, 9)) % 10)
    return f"{number_text(row)} {row['nom_voie']} {''.join(digits)} {row['nom_commune']}"


def _swapped(rng, row):
    place = f"{row['code_postal']} {row['nom_commune']}"
    return rng.choice(
        [
            f"{place}, {number_text(row)} {row['nom_voie']}",
            f"{place} {number_text(row)} {row['nom_voie']}",
            f"{row['nom_voie']} {number_text(row)}, {place}",
            f"{row['nom_voie']} n°{number_text(row)} {place}",
            f"{row['nom_commune']} {row['code_postal']} {number_text(row)} {row['nom_voie']}",
        ]
    )


def _words_swapped(rng, row):
    kind, _, name = row["nom_voie"].partition(" ")
    words = name.split()
    if len(words) > 1:
        words = [words[-1], *words[:-1]]
    return f"{number_text(row)} {kind} {' '.join(words)} {row['code_postal']} {row['nom_commune']}"


def _noise(rng, row):
    street = f"{number_text(row)} {row['nom_voie']}"
    street = rng.choice(NOISES_BEFORE + NOISES_AFTER).format(street)
    return f"{street} {row['code_postal']} {row['nom_commune']}"


def _cedex(rng, row):
    postcode = f"42{rng.randrange(900, 999)}" if rng.random() < 0.5 else row["code_postal"]
    cedex = f"CEDEX {rng.choice(['', '1', '2', '09'])}"
    return f"{number_text(row)} {row['nom_voie']} {postcode} {row['nom_commune'].upper()} {cedex}"


def _range(rng, row):
    if row["rep"]:
        return _clean(rng, row)
    other = int(row["numero"]) + 2
    separator = rng.choice(["/", "-", " / ", " et ", " à ", " - "])
    return f"{row['numero']}{separator}{other} {row['nom_voie']} {row['code_postal']} {row['nom_commune']}"


def _suffix(rng, row):
    suffix = row["rep"]
    short = suffix[:1] if suffix in ("bis", "ter", "quater") and rng.random() < 0.4 else suffix
    number = rng.choice(
        [f"{row['numero']}{short}", f"{row['numero']} {short.upper()}", f"{row['numero']}-{short}"]
    )
    return f"{number.strip(' -')} {row['nom_voie']} {row['code_postal']} {row['nom_commune']}"


def _number_in_letters(rng, row):
    words = [IN_LETTERS.get(word, word) for word in row["nom_voie"].split()]
    return f"{number_text(row)} {' '.join(words)} {row['code_postal']} {row['nom_commune']}"


def _former_commune(rng, row):
    postcode = f"{row['code_postal']} " if rng.random() < 0.7 else ""
    return f"{number_text(row)} {row['nom_voie']} {postcode}{row['nom_ancienne_commune']}"


def _initial(rng, row):
    kind, _, name = row["nom_voie"].partition(" ")
    words = name.split()
    if len(words) >= 2 and words[0][0].isupper():
        words[0] = words[0][0] + rng.choice(["", "."])
    return f"{number_text(row)} {kind} {' '.join(words)} {row['code_postal']} {row['nom_commune']}"


def _mixed(rng, row):
    street = shortened(rng, name_with_typing_errors(rng, row["nom_voie"], 1))
    street = f"{number_text(row)} {street}"
    if rng.random() < 0.5:
        street = rng.choice(NOISES_BEFORE + NOISES_AFTER).format(street)
    commune = typing_error(rng, row["nom_commune"]) if rng.random() < 0.3 else row["nom_commune"]
    postcode = f"{row['code_postal']} " if rng.random() < 0.7 else ""
    text = f"{street} {postcode}{commune}"
    return rng.choice([str.upper, str.lower, search_key, str])(text)


CLASSES = {
    "clean": _clean,
    "case": _case,
    "abbreviation": _abbreviation,
    "one typing error": _typo_1,
    "two typing errors": _typo_2,
    "type missing": _type_missing,
    "type wrong": _type_wrong,
    "postcode missing": _postcode_missing,
    "commune missing": _commune_missing,
    "commune misspelled": _commune_typo,
    "postcode wrong": _postcode_wrong,
    "order swapped": _swapped,
    "words swapped": _words_swapped,
    "noise": _noise,
    "cedex": _cedex,
    "range": _range,
    "suffix": _suffix,
    "number in letters": _number_in_letters,
    "former commune": _former_commune,
    "first name as initial": _initial,
    "mixed": _mixed,
}
NEEDS = {
    "suffix": lambda row: row["rep"] and int(row["numero"]) < 9000,
    "number in letters": lambda row: any(word in IN_LETTERS for word in row["nom_voie"].split()),
    "former commune": lambda row: row["nom_ancienne_commune"],
    "first name as initial": lambda row: re.search(r" [A-ZÉ][a-zé]+ [A-Z]", row["nom_voie"]),
    "words swapped": lambda row: re.fullmatch(r"\S+ [A-ZÉ]\S+ [A-Z]\S+", row["nom_voie"]),
}


def noisy_queries(rows, per_class=200, *, seed=SEED):
    """Spoil ``per_class`` rows of each class; the same rows and seed give the same queries."""
    rows = list(rows)
    queries = []
    for kind, spoil in CLASSES.items():
        rng = random.Random(f"{seed}-{kind}")
        suited = [row for row in rows if NEEDS[kind](row)] if kind in NEEDS else rows
        for row in rng.choices(suited, k=per_class) if suited else ():
            queries.append(_query(kind, spoil(rng, row), row))
    return queries


def placeless_queries(rows, count=300, *, seed=SEED):
    """Return addresses with neither commune nor postcode: a right answer is partly luck."""
    rng = random.Random(f"{seed}-placeless")
    return [
        _query("no place at all", f"{number_text(row)} {row['nom_voie']}", row)
        for row in rng.choices(list(rows), k=count)
    ]


def _query(kind, text, row):
    return NoisyQuery(kind, text, str(row["numero"]), row["rep"], row["nom_voie"], row["code_insee"])


ELSEWHERE = [
    "69003 Lyon", "69100 Villeurbanne", "Lyon", "75011 Paris", "13001 Marseille", "Marseille",
    "42300 Roanne", "42600 Montbrison", "Roanne", "43000 Le Puy-en-Velay", "63000 Clermont-Ferrand",
    "38000 Grenoble", "Grenoble", "1201 Genève, Suisse", "Bruxelles, Belgique", "10115 Berlin",
    "16000 Alger, Algérie", "97400 Saint-Denis", "42110 Feurs", "42120 Le Coteau", "76000 Rouen",
    "29200 Brest", "Toulouse", "31000 Toulouse", "76800 Saint-Étienne-du-Rouvray",
    "69230 Saint-Genis-Laval", "38880 Autrans",
]  # fmt: skip


def elsewhere_queries(rows, count=600, *, seed=SEED):
    """Return real streets of the extract placed where the extract stops: any firm answer is false."""
    rng = random.Random(f"{seed}-elsewhere")
    return [
        NoisyQuery(
            "elsewhere", f"{number_text(row)} {row['nom_voie']} {rng.choice(ELSEWHERE)}", "", "", "", ""
        )
        for row in rng.choices(list(rows), k=count)
    ]


def unknown_queries(rows, count=600, *, seed=SEED):
    """Return addresses of the area that are not in the extract: any firm answer is false.

    Streets of a neighboring commune (what a new street looks like), and numbers beyond the last.
    """
    rng = random.Random(f"{seed}-unknown")
    rows = list(rows)
    last = {}
    for row in rows:
        street = row["code_insee"], row["nom_voie"]
        last[street] = max(last.get(street, 0), int(row["numero"]))
    queries = []
    while len(queries) < count:
        row, other = rng.choice(rows), rng.choice(rows)
        place = f"{row['code_postal']} {row['nom_commune']}"
        if len(queries) % 2:
            if (row["code_insee"], other["nom_voie"]) in last:
                continue
            text = f"{row['numero']} {other['nom_voie']} {place}"
            queries.append(NoisyQuery("street unknown", text, "", "", "", ""))
        else:
            beyond = last[row["code_insee"], row["nom_voie"]] + rng.randrange(1, 60)
            text = f"{beyond} {row['nom_voie']} {place}"
            queries.append(NoisyQuery("number unknown", text, "", "", "", ""))
    return queries
