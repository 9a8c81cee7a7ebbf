"""A deterministic, fictional extract of the BAN for the 53 communes: same columns, plausible streets.

    python -m bench.synthetic_ban var/adresses-42.csv.gz [--addresses 200000] [--with-ids]

Names are confusable on purpose: the same « rue de la République » in many communes, « rue », « allée »
and « impasse des Lilas » side by side, twins one letter apart, former communes that keep a street
already named elsewhere in the commune.
"""

import argparse
import gzip
import math
import random
from pathlib import Path

SEED = 42218

# code, name, postcodes, inhabitants, longitude, latitude (COG 2026, Licence Ouverte)
COMMUNES = [
    ("42218", "Saint-Étienne", "42000 42100 42230", 173136, 4.369, 45.429),
    ("42207", "Saint-Chamond", "42400", 35646, 4.502, 45.469),
    ("42095", "Firminy", "42700", 17060, 4.291, 45.377),
    ("42186", "Rive-de-Gier", "42800", 15242, 4.612, 45.524),
    ("42044", "Le Chambon-Feugerolles", "42500", 12314, 4.339, 45.391),
    ("42005", "Andrézieux-Bouthéon", "42160", 10425, 4.276, 45.531),
    ("42189", "Roche-la-Molière", "42230", 9843, 4.323, 45.424),
    ("42316", "Unieux", "42240", 8514, 4.263, 45.407),
    ("42302", "Sorbiers", "42290", 8116, 4.438, 45.498),
    ("42183", "La Ricamarie", "42150", 8039, 4.367, 45.403),
    ("42330", "Villars", "42390", 7664, 4.35, 45.47),
    ("42305", "La Talaudière", "42350", 7133, 4.426, 45.478),
    ("42237", "Saint-Jean-Bonnefonds", "42650", 6563, 4.45, 45.458),
    ("42275", "Saint-Priest-en-Jarez", "42270", 6471, 4.373, 45.475),
    ("42223", "Saint-Genest-Lerpt", "42530", 6181, 4.33, 45.457),
    ("42222", "Saint-Galmier", "42330", 5829, 4.319, 45.603),
    ("42103", "La Grand-Croix", "42320", 4947, 4.557, 45.505),
    ("42123", "Lorette", "42420", 4983, 4.583, 45.511),
    ("42110", "L'Horme", "42152", 4806, 4.541, 45.493),
    ("42271", "Saint-Paul-en-Jarez", "42740", 4699, 4.588, 45.466),
    ("42097", "La Fouillouse", "42480", 4630, 4.319, 45.503),
    ("42225", "Genilac", "42800", 3839, 4.571, 45.534),
    ("42099", "Fraisses", "42490", 3872, 4.259, 45.382),
    ("42259", "Saint-Martin-la-Plaine", "42800", 3764, 4.595, 45.552),
    ("42234", "Saint-Héand", "42570", 3665, 4.385, 45.529),
    ("42092", "L'Étrat", "42580", 2879, 4.373, 45.491),
    ("42242", "Saint-Joseph", "42800", 1996, 4.621, 45.555),
    ("42208", "Saint-Christo-en-Jarez", "42320", 1885, 4.466, 45.535),
    ("42262", "Saint-Maurice-en-Gourgois", "42240", 1827, 4.186, 45.408),
    ("42206", "Saint-Bonnet-les-Oules", "42330", 1821, 4.333, 45.541),
    ("42043", "Chambœuf", "42330", 1767, 4.317, 45.573),
    ("42032", "Cellieu", "42320", 1731, 4.532, 45.52),
    ("42053", "Châteauneuf", "42800", 1724, 4.634, 45.518),
    ("42311", "La Tour-en-Jarez", "42580", 1495, 4.4, 45.488),
    ("42093", "Farnay", "42320", 1355, 4.602, 45.486),
    ("42270", "Saint-Paul-en-Cornillon", "42240", 1352, 4.238, 45.397),
    ("42283", "Saint-Romain-en-Jarez", "42800", 1206, 4.543, 45.565),
    ("42322", "La Valla-en-Gier", "42131", 1140, 4.53, 45.402),
    ("42307", "Tartaras", "42800", 958, 4.667, 45.554),
    ("42085", "Doizieux", "42740", 856, 4.587, 45.42),
    ("42308", "La Terrasse-sur-Dorlay", "42740", 778, 4.584, 45.447),
    ("42320", "Valfleury", "42320", 739, 4.512, 45.539),
    ("42133", "Marcenod", "42140", 698, 4.481, 45.574),
    ("42096", "Fontanès", "42140", 690, 4.43, 45.545),
    ("42266", "Saint-Nizier-de-Fornas", "42380", 655, 4.081, 45.409),
    ("42036", "Chagnon", "42800", 527, 4.552, 45.536),
    ("42083", "Dargoire", "42800", 524, 4.676, 45.562),
    ("42210", "Sainte-Croix-en-Jarez", "42800", 480, 4.636, 45.476),
    ("42001", "Aboën", "42380", 481, 4.125, 45.413),
    ("42192", "Rozier-Côtes-d'Aurec", "42380", 437, 4.116, 45.375),
    ("42167", "Pavezin", "42410", 400, 4.663, 45.47),
    ("42031", "Caloire", "42240", 330, 4.233, 45.411),
    ("42100", "La Gimond", "42140", 279, 4.415, 45.555),
]
FORMER = {
    "42218": [("42190", "Rochetaillée"), ("42292", "Saint-Victor-sur-Loire"), ("42309", "Terrenoire")],
    "42207": [("42111", "Izieux"), ("42244", "Saint-Julien-en-Jarez")],
}
COLUMNS = (
    "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;"
    "nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;libelle_acheminement;nom_afnor;"
    "source_position;source_nom_voie;certification_commune;cad_parcelles"
).split(";")
IDS = ["id_ban_adresse", "id_ban_toponyme", "id_ban_district"]

TYPES = {
    "Rue": 52, "Chemin": 10, "Impasse": 9, "Allée": 8, "Avenue": 5, "Place": 4, "Route": 4, "Boulevard": 2,
    "Square": 1.5, "Montée": 1.2, "Lotissement": 1, "Passage": 1, "Cours": 0.5, "Quai": 0.3, "Traverse": 0.4,
    "Résidence": 0.6, "Cité": 0.5, "Clos": 0.5, "Esplanade": 0.3, "Rond-Point": 0.2,
}  # fmt: skip
EVERYWHERE = (
    "de la République|Victor Hugo|du 8 Mai 1945|du 11 Novembre 1918|du 19 Mars 1962|de la Liberté|Gambetta|"
    "Jean Jaurès|de la Gare|de l'Église|de la Mairie|des Écoles|du Stade|de l'Hôtel de Ville|Jean Moulin|"
    "Pasteur|Émile Zola|Voltaire|de la Paix|du Lavoir|du Cimetière|de la Fontaine|La Fontaine|de Verdun|"
    "Charles de Gaulle|du Général Leclerc|Pierre et Marie Curie|du Maréchal Foch|des Lilas|des Tilleuls|"
    "du Bourg|de Lyon|de Saint-Étienne|du Moulin|des Mineurs|du Puits|Louis Pasteur|Marcel Sembat|"
    "de la Résistance|du 4 Septembre|du 14 Juillet|de la Poste|Neuve|du Commerce|des Acacias|Jules Ferry|"
    "Jules Guesde|Salvador Allende|Benoît Frachon|du Vieux Pont|des Trois Ponts|du Pont|de l'Œillet"
).split("|")
FIRST = (
    "Jean Pierre Paul Louis Marcel André Henri Claude Antoine François Joseph Michel Étienne Benoît Émile "
    "Jules Georges Gabriel Marie Jeanne Louise Simone Hélène Marguerite Françoise Lucie Rosa Irène Charles "
    "Édouard Rémi Noël Auguste Eugène Alphonse Claudius Anatole Raymond Roger Lucien Fernand Denis Élisée "
    "Jean-Baptiste Jean-Marie Pierre-Joseph Marie-Louise"
).split()
RANKS = (
    "du Docteur|du Général|du Capitaine|du Colonel|de l'Abbé|du Professeur|du Commandant|Sainte|Saint".split(
        "|"
    )
)
HEADS = (
    "Bar Ber Bon Cha Che Cler Cor Cour Dar Del Dor Fau Fay Fer Flo Gar Gi Gran Guil La Lar Mar Mon Mou Par "
    "Pey Pra Ro Rou Sau Se Tar Thi Va Ver Vil Char Bla Fro Mé Tré Goi"
).split()
MIDDLES = ["", "", "", *"ban bi che co don do ga lo mi na no ra ro ta vi".split()]
TAILS = (
    "and ard at aud ay az ère et eux ey ier in ières iol ion oche od oin on ond ot oud oux ue uis ville y ré "
    "niol zan"
).split()
THINGS = (
    "Lilas Tilleuls Acacias Églantines Bleuets Cerisiers Chênes Noyers Peupliers Érables Mésanges Alouettes "
    "Hirondelles Genêts Bruyères Primevères Jonquilles Violettes Roses Iris Glycines Platanes Sapins Mûriers "
    "Forgerons Passementiers Rubaniers Tisserands Verriers Armuriers Aciéries Forges Mines Écoles Jardins "
    "Prés Vignes Sources Crêts Rochers Carrières Granges Moulins Ponts Puits Combes Eaux Sagnes Roseaux"
).split()
PLACES = (
    "de la Côte|du Crêt|du Bois|de la Croix|du Mont|du Pré|de la Combe|du Grand|du Petit|de la Roche|"
    "de l'Étang|du Haut|du Bas|du Plat|de la Grange|du Clos|de l'Orme|de l'Hermitage|du Champ|de la Goutte|"
    "de Bel Air"
).split("|")
REPS = ["", "bis", "ter", "a", "b", "c", "d", "quater"]


def surname(rng):
    """Return an invented family or hamlet name."""
    return rng.choice(HEADS) + rng.choice(MIDDLES) + rng.choice(TAILS)


def street_name(rng):
    """Return the part of a street's name that follows its type."""
    kind = rng.random()
    if kind < 0.16:
        return rng.choice(EVERYWHERE)
    if kind < 0.28:
        return "des " + rng.choice(THINGS)
    if kind < 0.62:
        return f"{rng.choice(FIRST)} {surname(rng)}"
    if kind < 0.72:
        return f"{rng.choice(RANKS)} {surname(rng)}"
    if kind < 0.86:
        return f"{rng.choice(PLACES)} {surname(rng)}"
    return surname(rng) if rng.random() < 0.5 else f"de {surname(rng)}"


def twin(rng, name):
    """Return a name one letter apart from this one: the hardest to tell from a typing error."""
    position = rng.randrange(len(name) // 2, len(name))
    letters = [
        name[:position] + name[position + 1 :],
        name[:position] + rng.choice("aeiouns") + name[position:],
    ]
    return rng.choice(letters)


def streets_of(rng, count):
    """Return ``count`` distinct street names of one commune."""
    types, weights = list(TYPES), list(TYPES.values())
    found = []
    seen = set()
    while len(found) < count:
        chance = rng.random()
        if found and chance < 0.10:
            name = found[rng.randrange(len(found))][1]
        elif found and chance < 0.12:
            name = twin(rng, found[rng.randrange(len(found))][1])
        else:
            name = street_name(rng)
        street = rng.choices(types, weights)[0], name.strip()
        if street not in seen:
            seen.add(street)
            found.append(street)
    return found


def numbers_of(rng, count):
    """Return ``count`` distinct (number, suffix) pairs, in order."""
    numbers = []
    number = 0
    while len(numbers) < count:
        number += rng.choice([1, 1, 2, 2, 3, 7])
        numbers.append((number, ""))
        if rng.random() < 0.08 and len(numbers) < count:
            numbers.extend((number, suffix) for suffix in REPS[1 : rng.choice([2, 2, 3])])
        elif rng.random() < 0.02 and len(numbers) < count:
            numbers.extend((number, suffix) for suffix in "abc"[: rng.choice([1, 2, 3])])
    return numbers[:count]


def commune_rows(rng, commune, addresses):
    """Yield the rows of one commune."""
    code, name, postcodes, inhabitants, longitude, latitude = commune
    postcodes = postcodes.split()
    spread = 0.004 + 0.02 * math.sqrt(inhabitants / 173136)
    streets = streets_of(rng, max(8, addresses // 11))
    former = FORMER.get(code, [])
    for rank, (kind, street) in enumerate(streets):
        where = rng.choice(former) if former and rng.random() < 0.08 else ("", "")
        yield from street_rows(
            rng,
            code=code,
            commune=name,
            postcode=rng.choice(postcodes),
            rank=rank,
            street=f"{kind} {street}",
            former=where,
            middle=(longitude + rng.uniform(-spread, spread), latitude + rng.uniform(-spread, spread) * 0.7),
        )
        if where[0] and rng.random() < 0.1:  # a former commune keeps a name already used in the town
            yield from street_rows(
                rng,
                code=code,
                commune=name,
                postcode=postcodes[0],
                rank=9000 + rank,
                street=f"{kind} {street}",
                former=("", ""),
                middle=(longitude + spread, latitude - spread / 2),
            )


def street_rows(rng, *, code, commune, postcode, rank, street, former, middle):
    """Yield the addresses of one street, along a straight line."""
    identity = f"{code}_{rank:04d}"
    heading = rng.uniform(0, math.tau)
    hamlet = f"Le {surname(rng)}" if rng.random() < 0.02 else ""
    count = min(120, max(1, int(rng.lognormvariate(1.9, 0.95))))
    for number, suffix in numbers_of(rng, count):
        along = number * 0.00009
        longitude = middle[0] + along * math.cos(heading)
        latitude = middle[1] + along * math.sin(heading)
        yield {
            "id": f"{identity}_{number:05d}" + (f"_{suffix}" if suffix else ""),
            "id_fantoir": identity,
            "numero": number,
            "rep": suffix,
            "nom_voie": street,
            "code_postal": postcode,
            "code_insee": code,
            "nom_commune": commune,
            "code_insee_ancienne_commune": former[0],
            "nom_ancienne_commune": former[1],
            "lon": f"{longitude:.6f}",
            "lat": f"{latitude:.6f}",
            "type_position": "entrée",
            "nom_ld": hamlet,
            "libelle_acheminement": commune.upper().replace("-", " "),
            "source_position": "commune",
            "source_nom_voie": "commune",
            "certification_commune": 1,
        }


def extract_rows(addresses=200_000, *, seed=SEED, communes=COMMUNES):
    """Yield about ``addresses`` rows, commune after commune, each seeded apart."""
    weights = [inhabitants**0.85 for *_, inhabitants, _, _ in communes]
    for commune, weight in zip(communes, weights, strict=True):
        rng = random.Random(f"{seed}-{commune[0]}")
        yield from commune_rows(rng, commune, int(addresses * weight / sum(weights)))


def write_extract(path, addresses=200_000, *, seed=SEED, communes=COMMUNES, with_ids=False):
    """Write the extract (gzipped when the name says so) and return how many rows it has."""
    columns = COLUMNS + (IDS if with_ids else [])
    # A fixed date in the gzip header: the same extract has the same checksum everywhere.
    opened = gzip.GzipFile(path, "wb", mtime=1_790_000_000) if str(path).endswith(".gz") else open(path, "wb")
    count = 0
    with opened as raw:
        raw.write((";".join(columns) + "\n").encode())
        for row in extract_rows(addresses, seed=seed, communes=communes):
            raw.write((";".join(str(row.get(column, "")) for column in columns) + "\n").encode())
            count += 1
    return count


def main():
    """Write an extract from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--addresses", type=int, default=200_000)
    parser.add_argument("--with-ids", action="store_true")
    options = parser.parse_args()
    print(write_extract(options.path, options.addresses, with_ids=options.with_ids), "addresses")


if __name__ == "__main__":
    main()
