"""The charter proposed to a new Cité: its co-pilots change it as they wish, and publish it together."""

CHARTER_TITLE = "Charte des partenaires de la Cité de l’emploi"
CHARTER_BODY = (
    "La Cité de l’emploi est une démarche de « faire ensemble », copilotée par l’État et la métropole. "
    "Elle réunit les acteurs de l’insertion, de l’emploi, de la formation et des entreprises pour "
    "garantir aux habitants des quartiers prioritaires les mêmes opportunités, la même information et le "
    "même accompagnement qu’à l’ensemble de la population.\n\n"
    "En signant cette charte, notre structure s’engage à faire connaître son offre aux autres "
    "partenaires, à la tenir à jour, et à articuler ses actions avec celles qui existent déjà plutôt que "
    "d’y ajouter.\n\n"
    "Elle s’engage à aller vers les habitants qui ne viennent pas d’eux-mêmes, à orienter chacun vers le "
    "partenaire le plus utile, et à ne perdre personne de vue entre deux étapes de son parcours.\n\n"
    "Elle respecte les valeurs de la République et la laïcité. Elle accueille chacun sans distinction.\n\n"
    "Elle protège les informations confiées par les personnes : elle n’en demande que ce qui est utile, "
    "avec leur accord, ne les montre qu’à qui doit les connaître, et ne s’en sert que pour leur parcours.\n\n"
    "Elle participe aux réunions de la Cité, ou s’y fait représenter, et fait connaître ses résultats."
)
