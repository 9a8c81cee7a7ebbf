"""Services of the demonstration about money, food, a language for work, a disability: none exists."""

from cite.directory.operations.demonstration_sheet import COME, Demo

DAILY_LIFE = (
    Demo(
        "maison_quartier",
        "Point conseil budget",
        "Une personne regarde vos factures avec vous, et cherche une solution.",
        "Une facture d’électricité trop haute, un découvert, un crédit qui pèse : on pose tout sur la table, on "
        "classe, on appelle avec vous. Un dossier de surendettement peut être préparé ici. Personne ne "
        "vous fait la leçon, et rien ne sort de cette pièce sans votre accord.",
        "accompagnement",
        (
            "difficultes-financieres--ameliorer-sa-gestion-budgetaire",
            "difficultes-financieres--situation-dendettement-surendettement",
        ),
        Demo.within("207", "221"),
        "We 09:00-12:00",
        facts={"without_reading": True, "to_bring": ["income", "caf"], "entry_delay_days": 6},
    ),
    Demo(
        "creation",
        "Microcrédit personnel",
        "Emprunter de 300 à 8 000 € pour un scooter, du matériel, quand la banque dit non.",
        "Un prêt à petit taux pour ce qui permet de travailler : un scooter, une machine, des "
        "outils. Une bénévole prépare la demande avec vous et reste à vos côtés pendant le remboursement. La réponse "
        "vient en trois semaines. Un conseiller peut vous orienter, ou vous pouvez appeler.",
        "aide-financiere",
        (
            "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere",
            "mobilite--financer-ma-mobilite",
        ),
        ("all",),
        "Mo,Th 09:00-12:00",
        facts={
            "fee": "payant",
            "fee_details": "Les intérêts du prêt ; le dossier est gratuit.",
            "entry_delay_days": 21,
            "to_bring": ["identity", "income"],
            "combinable": True,
        },
    ),
    Demo(
        "regie",
        "Épicerie solidaire",
        "Faire ses courses pour beaucoup moins cher, et boire un café.",
        "Des fruits, des légumes, des produits d’hygiène à dix ou vingt pour cent du prix, deux fois par semaine. On "
        "vient faire ses courses, on peut aussi cuisiner ensemble le vendredi. La première fois, dix minutes pour "
        "expliquer comment cela marche ; une travailleuse sociale peut vous y envoyer.",
        "aide-materielle",
        ("equipement-et-alimentation--alimentation", "remobilisation--lien-social"),
        Demo.within("209", "222"),
        "Tu,Fr 14:00-17:30",
        COME,
        facts={
            "fee": "payant",
            "fee_details": "De 10 à 20 % du prix d’un magasin.",
            "without_appointment": True,
            "without_reading": True,
            "step_free": True,
            "languages": ["fr", "ar", "tr"],
            "to_bring": ["identity", "caf"],
        },
    ),
    Demo(
        "formation",
        "Premiers mots d’anglais",
        "Les phrases d’anglais de l’accueil, de la cuisine et de l’entrepôt.",
        "Dix séances le soir pour dire bonjour, comprendre une commande, lire une étiquette, répondre au téléphone. "
        "On joue les scènes du travail ; une heure sur ordinateur complète chaque séance. Un niveau débutant suffit : "
        "il faut seulement savoir lire le français.",
        "atelier",
        ("preparer-sa-candidature--valoriser-ses-competences",),
        Demo.within("214"),
        "Mo 18:00-20:00",
        facts={
            "evening_hours": True,
            "languages": ["fr", "en"],
            "prerequisites": "Savoir lire le français.",
            "places_left": 7,
            "entry_delay_days": 25,
            "weekly_hours": "2.00",
            "weeks": 10,
        },
    ),
    Demo(
        "emploi",
        "Handicap : trouver un emploi",
        "Une conseillère pour la reconnaissance, les aides et l’aménagement du poste.",
        "Un premier rendez-vous d’une heure, ici ou chez vous : demander la reconnaissance de travailleur handicapé, "
        "préparer le dossier de la MDPH, parler de son poste à un employeur, essayer un métier. La salle est de "
        "plain-pied, et un interprète en langue des signes vient sur demande.",
        "accompagnement",
        (
            "sante--constituer-un-dossier-mdph-invalidite",
            "trouver-un-emploi--maintien-dans-lemploi",
        ),
        Demo.within("206"),
        "Th 09:00-12:00,13:30-16:00",
        facts={
            "audiences": ["personnes-en-situation-de-handicap"],
            "audience_details": "Avec ou sans reconnaissance : elle se demande ici.",
            "step_free": True,
            "interpreter": True,
            "languages": ["fr", "fsl"],
            "entry_delay_days": 9,
        },
    ),
)
