"""The services of the demonstration: none exists, each is what one would meet in a district."""

from cite.directory.operations.demonstration_daily_life import DAILY_LIFE
from cite.directory.operations.demonstration_sheet import COME, EMAIL, Demo

DEMOS = (
    Demo(
        "emploi",
        "Permanence emploi",
        "Une conseillère vous reçoit près de chez vous, sans rendez-vous.",
        "Inscription, actualisation, offres d’emploi, aide pour un courrier : la conseillère répond à vos questions et "
        "vous montre comment faire. Vous pouvez venir avec quelqu’un. L’entretien dure une demi-heure environ, et "
        "vous repartez avec la suite écrite sur une feuille.",
        "accompagnement",
        ("trouver-un-emploi--repondre-a-des-offres-demploi", "numerique--acceder-a-des-services-en-ligne"),
        Demo.within("202", "203", "206", "208", "209", "213", "215", "220", "223"),
        "Tu 09:00-12:00",
        COME,
        facts={"without_appointment": True, "entry_delay_days": 0, "without_car": True, "step_free": True},
    ),
    Demo(
        "mission_locale",
        "Accompagnement des jeunes vers l’emploi",
        "Un conseiller vous suit jusqu’à l’emploi ou la formation.",
        "Un premier entretien pour faire le point, puis un rendez-vous toutes les deux semaines avec le même "
        "conseiller : logement, transport, santé, formation, stages. Vous choisissez ensemble les étapes. "
        "L’accompagnement dure le temps qu’il faut, et vous pouvez l’arrêter quand vous voulez.",
        "accompagnement",
        (
            "choisir-un-metier--confirmer-son-choix-de-metier",
            "trouver-un-emploi--repondre-a-des-offres-demploi",
        ),
        Demo.within("211", "212", "213", "215", "216"),
        "Mo-Fr 09:00-12:00,13:30-17:00; PH off",
        facts={
            "audiences": ["jeunes"],
            "audience_details": "De 16 à 25 ans : c’est la mission que la loi donne aux missions locales.",
            "min_age": 16,
            "max_age": 25,
            "entry_delay_days": 10,
            "to_bring": ["identity", "cv"],
            "combinable": True,
        },
    ),
    Demo(
        "centre_social",
        "Garde d’enfants pendant vos démarches",
        "Vos enfants sont gardés pendant un rendez-vous, un atelier ou un entretien.",
        "Deux professionnelles accueillent les enfants de trois mois à six ans pendant que vous allez à un entretien, "
        "à un atelier ou à un cours de français. La première fois, venez un quart d’heure plus tôt pour que votre "
        "enfant découvre le lieu. Prévenez la veille si vous le pouvez.",
        "aide-materielle",
        ("famille--garde-denfants",),
        Demo.within("212", "213", "214"),
        "Mo-Fr 08:30-12:00,13:30-17:30",
        facts={
            "childcare_on_site": True,
            "languages": ["fr", "ar", "tr"],
            "to_bring": ["child_health"],
            "places_left": 4,
            "entry_delay_days": 1,
            "without_reading": True,
        },
    ),
    Demo(
        "centre_social",
        "Atelier de conversation en français",
        "Parler français en petit groupe, sans examen ni note.",
        "Deux heures par semaine autour d’un café : se présenter, prendre un rendez-vous, parler à l’école, comprendre "
        "une offre d’emploi. Une bénévole anime, une formatrice passe une fois par mois. On entre quand on veut, "
        "et la garde des enfants est prévue dans la salle d’à côté.",
        "atelier",
        ("lecture-ecriture-calcul--maitriser-le-francais", "remobilisation--lien-social"),
        Demo.within("212", "213"),
        "Tu 14:00-16:00",
        facts={
            "childcare_on_site": True,
            "without_reading": True,
            "languages": ["fr", "ar"],
            "places_left": 5,
            "entry_delay_days": 7,
            "weekly_hours": "2.00",
        },
    ),
    Demo(
        "maison_quartier",
        "Parler français ensemble",
        "Un groupe pour oser parler français, chaque mardi.",
        "Chaque mardi après-midi, un groupe de douze personnes se retrouve pour parler : la vie du "
        "quartier, le travail, "
        "les papiers. Pas de livre, pas de note. Un animateur veille à ce que chacun parle. Vous pouvez "
        "venir voir une fois avant de vous inscrire.",
        "atelier",
        ("lecture-ecriture-calcul--maitriser-le-francais", "remobilisation--lien-social"),
        Demo.within("213", "214"),
        "Tu 14:00-16:00",
        facts={"without_reading": True, "languages": ["fr", "tr"], "places_left": 8, "entry_delay_days": 0},
    ),
    Demo(
        "maison_quartier",
        "Écrivain public",
        "Quelqu’un lit, écrit et explique vos courriers avec vous.",
        "Une lettre à écrire, un formulaire à remplir, un courrier que vous ne comprenez pas : l’écrivain public le "
        "fait avec vous, et garde le secret. Il peut aussi téléphoner avec vous. "
        "Comptez une demi-heure. Venez avec le courrier et vos papiers.",
        "accompagnement",
        ("difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",),
        Demo.within("204", "207", "214", "221"),
        "Mo,Th 14:00-17:00",
        COME,
        facts={"without_appointment": True, "without_reading": True, "to_bring": ["identity"]},
    ),
    Demo(
        "mobilite",
        "Aide au permis de conduire",
        "Le code, des leçons et une aide pour payer, à votre rythme.",
        "On commence par un bilan d’une heure : où vous en êtes, ce qui bloque, combien vous "
        "pouvez payer. Puis le code "
        "en petit groupe, et des leçons avec un moniteur patient. Une aide peut payer une grande partie du prix. "
        "Un conseiller peut vous orienter, ou vous pouvez appeler vous-même.",
        "aide-financiere",
        ("mobilite--preparer-un-permis", "mobilite--financer-ma-mobilite"),
        Demo.within("205", "209", "210", "224"),
        "Mo-Fr 09:00-12:00,14:00-18:00",
        facts={
            "fee": "payant",
            "fee_details": "De 50 à 300 €, selon vos revenus.",
            "entry_delay_days": 45,
            "to_bring": ["identity", "income"],
            "combinable": True,
            "combinable_details": "Se cumule avec l’aide de France Travail, pas avec une autre aide au permis.",
        },
    ),
    Demo(
        "mobilite",
        "Sortir du quartier ensemble",
        "Prendre le tram et le bus en groupe, pour oser ensuite y aller seul.",
        "Six sorties en petit groupe : lire un plan, acheter un titre, aller jusqu’à un lieu de travail et revenir. "
        "On part du quartier, accompagné par une médiatrice. À la fin, chacun fait un trajet seul, "
        "avec quelqu’un au téléphone. Les tickets sont offerts.",
        "atelier",
        (
            "mobilite--etre-accompagne-dans-son-parcours-mobilite",
            "mobilite--mobilite-douce-partagee-collective",
        ),
        Demo.within("209", "211", "216"),
        "We 13:30-17:00",
        facts={
            "obstacles": ["psychological_mobility", "confidence"],
            "without_reading": True,
            "without_car": True,
            "entry_delay_days": 14,
        },
    ),
    Demo(
        "mobilite",
        "Garage solidaire",
        "Réparer sa voiture moins cher, ou en louer une pour travailler.",
        "Une voiture à réparer avant un nouvel emploi, ou besoin d’une voiture pour trois mois : le garage répare au "
        "prix des pièces et loue à partir de cinq euros par jour. Un conseiller doit vous orienter : il remplit "
        "la fiche de liaison avec vous et l’envoie au garage.",
        "aide-materielle",
        ("mobilite--entretenir-reparer-son-vehicule", "mobilite--acceder-a-un-vehicule"),
        ("all",),
        "Mo-Fr 08:00-12:00,13:30-17:30",
        EMAIL,
        ("professionnels",),
        {
            "fee": "payant",
            "fee_details": "Prix des pièces, ou 5 € par jour de location.",
            "entry_delay_days": 21,
            "to_bring": ["license", "income"],
            "mobilization_details": (
                "Fiche de liaison à envoyer par courriel, avec le contrat ou la promesse d’embauche."
            ),
        },
    ),
    Demo(
        "regie",
        "Retrouver confiance par le théâtre",
        "Dix ateliers pour oser parler de soi devant quelqu’un.",
        "Dix ateliers de deux heures avec une comédienne : la voix, le regard, se présenter, dire ce qu’on sait faire. "
        "À la fin, on joue un entretien d’embauche devant le groupe, seulement si l’on en a envie. Personne "
        "n’a besoin d’avoir déjà fait du théâtre.",
        "atelier",
        ("remobilisation--bien-etre-confiance-en-soi", "preparer-sa-candidature--valoriser-ses-competences"),
        Demo.within("215", "222", "223"),
        "Fr 09:30-11:30",
        facts={"places_left": 6, "entry_delay_days": 20, "without_reading": True, "weeks": 10},
    ),
    Demo(
        "regie",
        "Chantier du quartier",
        "Un contrat de quelques mois pour entretenir son quartier.",
        "Un contrat de vingt-six heures par semaine pour entretenir les espaces verts et les halls du quartier. Une "
        "encadrante apprend le métier, une conseillère prépare la suite : formation, permis, emploi. Un "
        "conseiller emploi vérifie d’abord que vous pouvez signer ce contrat.",
        "accompagnement",
        ("trouver-un-emploi--maintien-dans-lemploi",),
        Demo.within("222", "223"),
        "Mo-Fr 08:00-16:00",
        EMAIL,
        ("professionnels",),
        {"entry_delay_days": 60, "places_left": 2, "weekly_hours": "26.00", "combinable": False},
    ),
    Demo(
        "chantier",
        "Jardins d’insertion",
        "Travailler dehors, apprendre le maraîchage, préparer la suite.",
        "Un contrat dans les jardins : semer, récolter, vendre les paniers du vendredi. "
        "Vingt-quatre heures par semaine, "
        "avec une encadrante technique et une conseillère. Les pauses suivent la météo, et l’équipe est petite. "
        "Un bus passe à cinq minutes.",
        "accompagnement",
        ("choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",),
        Demo.within("203", "204", "206"),
        "Mo-Th 08:00-15:00",
        facts={"entry_delay_days": 30, "places_left": 3, "without_car": True},
    ),
    Demo(
        "formation",
        "Remise à niveau et projet professionnel",
        "Trois mois pour reprendre les bases et choisir un métier.",
        "Trois mois de formation, du lundi au jeudi : français, calcul, ordinateur, et deux semaines en entreprise. Le "
        "groupe est de douze personnes. Vous pouvez être payé pendant la formation, selon votre situation : "
        "la conseillère le vérifie avec vous avant le début.",
        "formation",
        ("se-former--trouver-sa-formation", "lecture-ecriture-calcul--maitriser-le-calcul"),
        Demo.within("214", "210"),
        "Mo-Th 09:00-12:00,13:00-16:00",
        facts={
            "level": "certificate",
            "weekly_hours": "24.00",
            "weeks": 12,
            "prerequisites": "Parler assez le français pour suivre le groupe. Rien d’autre.",
            "combinable": True,
            "combinable_details": "Avec le contrat d’engagement jeune ; pas avec une autre formation.",
            "to_bring": ["france_travail", "notebook"],
        },
    ),
    Demo(
        "formation",
        "Devenir agent de propreté",
        "Une formation courte, un stage, et des employeurs qui recrutent.",
        "Huit semaines pour apprendre le métier et passer un certificat reconnu. Trois entreprises viennent dès la "
        "première semaine et prennent chacune des stagiaires. La formation a lieu dans le quartier ; "
        "les horaires laissent le temps de déposer les enfants à l’école.",
        "formation",
        ("se-former--trouver-sa-formation", "trouver-un-emploi--repondre-a-des-offres-demploi"),
        Demo.within("215"),
        "Mo-Fr 09:00-16:00",
        facts={
            "level": "level_3",
            "weekly_hours": "30.00",
            "weeks": 8,
            "prerequisites": "Lire une consigne simple.",
            "childcare_on_site": False,
        },
    ),
    Demo(
        "entreprises",
        "Visites d’entreprises",
        "Une matinée dans une entreprise qui recrute, avec un petit groupe.",
        "Une matinée par mois, une entreprise ouvre ses portes à huit personnes : on voit les "
        "postes, on parle avec des "
        "salariés, on pose ses questions. Le transport part du quartier. Votre conseiller peut venir avec vous. "
        "Aucun CV n’est demandé ce jour-là.",
        "information",
        (
            "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
            "preparer-sa-candidature--developper-son-reseau",
        ),
        ("all",),
        modes=EMAIL,
        facts={"places_left": 8, "without_car": True, "combinable": True},
    ),
    Demo(
        "creation",
        "Créer son activité : premier rendez-vous",
        "Une heure pour parler de son idée, sans engagement.",
        "Vous avez une idée, même floue : une heure avec une conseillère pour la dire, voir ce qui existe et ce qui "
        "manque. Vous repartez avec les trois choses à faire ensuite. Si vous continuez, un parcours de "
        "trois mois vous attend, avec un petit groupe d’autres créateurs.",
        "accompagnement",
        ("creer-une-entreprise--definir-son-projet-de-creation-dentreprise",),
        Demo.within("212", "213", "220"),
        "Th 09:00-12:00,14:00-18:30",
        facts={"evening_hours": True, "entry_delay_days": 12},
    ),
    Demo(
        "bailleur",
        "Permanence loyer et logement",
        "Un retard de loyer, un logement trop petit : en parler tôt.",
        "Une conseillère reçoit les locataires, de chez nous ou d’ailleurs : comprendre une facture, étaler un retard, "
        "demander une aide, changer de logement. Rien n’est transmis sans votre accord. Elle peut "
        "aussi venir chez vous si vous ne pouvez pas vous déplacer.",
        "accompagnement",
        ("logement-hebergement--reduire-les-impayes-de-loyer", "logement-hebergement--changer-de-logement"),
        Demo.within("216", "221"),
        "Mo 13:30-17:00",
        COME,
        facts={"without_appointment": True, "to_bring": ["identity", "caf"]},
    ),
    Demo(
        "centre_social",
        "Coin numérique",
        "Des ordinateurs, du Wi-Fi, et quelqu’un pour aider.",
        "Dix ordinateurs en accès libre, une imprimante, et une conseillère numérique qui aide à créer une adresse "
        "électronique, à actualiser son dossier ou à envoyer un CV. Des ateliers de trois séances "
        "commencent chaque mois pour ceux qui débutent.",
        "accompagnement",
        ("numerique--maitriser-les-fondamentaux-du-numerique", "numerique--acceder-a-une-connexion-internet"),
        Demo.within("212", "213", "214"),
        "Mo-Fr 14:00-19:00",
        COME,
        facts={"without_appointment": True, "evening_hours": True, "step_free": True},
    ),
    Demo(
        "regie",
        "Petit-déjeuner santé",
        "Un café, une infirmière, et des réponses sans jugement.",
        "Un samedi par mois, une infirmière et un médiateur répondent aux questions : carte "
        "Vitale, mutuelle, dentiste, "
        "sommeil, stress. On peut faire mesurer sa tension, et prendre rendez-vous pour un bilan de santé gratuit. "
        "Les enfants sont les bienvenus.",
        "information",
        ("sante--acces-aux-soins",),
        Demo.within("208", "222", "223", "224"),
        "Sa 09:00-11:00",
        COME,
        facts={"without_appointment": True, "interpreter": True, "without_reading": True},
    ),
    *DAILY_LIFE,
)
