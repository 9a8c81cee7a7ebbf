"""How residents name what they need: the codes of the national standard, in everyday words, in every language.

The labels of the standard (`standard.py`) are for professionals: « remobilisation » is not what somebody looks for.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

THEME_WORDS: dict[str, Any] = {
    "choisir-un-metier--confirmer-son-choix-de-metier": _("Être sûr de mon choix de métier"),
    "choisir-un-metier--connaitre-les-opportunites-demploi": _("Savoir où l’on cherche du monde"),
    "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite": _("Découvrir un métier"),
    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences": _("Savoir ce que je sais faire"),
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise": _(
        "Réfléchir à mon projet d’entreprise"
    ),
    "creer-une-entreprise--developper-son-entreprise": _("Faire grandir mon entreprise"),
    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise": _("Monter mon entreprise"),
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives": _(
        "Être aidé pour mes papiers"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete": _(
        "Voter, devenir français, être citoyen"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits": _(
        "Savoir à quoi j’ai droit"
    ),
    "difficultes-administratives-ou-juridiques--beneficier-dune-mesure-daccompagnement-adapte": _(
        "Avoir un accompagnement adapté"
    ),
    "difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination": _(
        "Me défendre contre une discrimination"
    ),
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire": _(
        "Un problème avec la justice"
    ),
    "difficultes-financieres--acquerir-une-autonomie-budgetaire": _("Gérer mon argent tout seul"),
    "difficultes-financieres--ameliorer-sa-gestion-budgetaire": _("Mieux gérer mon budget"),
    "difficultes-financieres--mettre-en-place-une-mesure-de-protection-financiere": _(
        "Être protégé pour mon argent"
    ),
    "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere": _(
        "Éviter d’avoir des dettes"
    ),
    "difficultes-financieres--situation-dendettement-surendettement": _("Sortir de mes dettes"),
    "equipement-et-alimentation--aide-menagere": _("Aide à la maison"),
    "equipement-et-alimentation--alimentation": _("Aide alimentaire"),
    "equipement-et-alimentation--electromenager": _("Appareils pour la maison"),
    "equipement-et-alimentation--habillement": _("Vêtements"),
    "famille--garde-denfants": _("Faire garder mes enfants"),
    "famille--prise-en-charge-personne-dependante": _("M’occuper d’un proche qui a besoin d’aide"),
    "famille--soutien-a-la-parentalite-et-a-leducation": _("Être aidé comme parent"),
    "famille--soutien-aidants": _("Souffler quand on aide un proche"),
    "famille--surmonter-conflits-separation-violence": _("Séparation, conflits, violences"),
    "lecture-ecriture-calcul--maitriser-le-calcul": _("Apprendre à compter"),
    "lecture-ecriture-calcul--maitriser-le-francais": _("Apprendre le français"),
    "logement-hebergement--acheter-un-logement": _("Acheter un logement"),
    "logement-hebergement--changer-de-logement": _("Changer de logement"),
    "logement-hebergement--louer-un-logement": _("Louer un logement"),
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": _(
        "Dormir quelque part pour un temps"
    ),
    "logement-hebergement--reduire-les-impayes-de-loyer": _("Je n’arrive plus à payer mon loyer"),
    "logement-hebergement--se-maintenir-dans-le-logement": _("Rester dans mon logement"),
    "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement": _(
        "Comment demander un logement"
    ),
    "mobilite--acceder-a-un-vehicule": _("Avoir une voiture ou un deux-roues"),
    "mobilite--entretenir-reparer-son-vehicule": _("Réparer ma voiture ou mon vélo"),
    "mobilite--etre-accompagne-dans-son-parcours-mobilite": _(
        "Oser prendre le bus, être accompagné dans mes trajets"
    ),
    "mobilite--financer-ma-mobilite": _("Payer mes déplacements"),
    "mobilite--preparer-un-permis": _("Passer le permis"),
    "mobilite--mobilite-douce-partagee-collective": _("Bus, tram, vélo, covoiturage"),
    "numerique--acceder-a-des-services-en-ligne": _("Faire mes démarches sur Internet"),
    "numerique--acceder-a-une-connexion-internet": _("Avoir Internet"),
    "numerique--acquerir-un-equipement": _("Avoir un ordinateur ou un téléphone"),
    "numerique--maitriser-les-fondamentaux-du-numerique": _("Apprendre à utiliser un ordinateur"),
    "preparer-sa-candidature--developper-son-reseau": _("Rencontrer des personnes utiles pour mon travail"),
    "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi": _(
        "Organiser ma recherche de travail"
    ),
    "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation": _("Faire mon CV ou ma lettre"),
    "preparer-sa-candidature--valoriser-ses-competences": _("Montrer ce que je sais faire"),
    "remobilisation--activites-sportives-et-culturelles": _("Sport, culture, sorties"),
    "remobilisation--benevolat-action-citoyenne": _("Être bénévole"),
    "remobilisation--bien-etre-confiance-en-soi": _("Reprendre confiance en moi"),
    "remobilisation--lien-social": _("Rencontrer des gens"),
    "sante--acces-aux-soins": _("Me soigner"),
    "sante--addictions": _("Arrêter l’alcool, la drogue, les jeux"),
    "sante--constituer-un-dossier-mdph-invalidite": _("Faire reconnaître mon handicap"),
    "sante--sante-mentale": _("Parler quand je vais mal"),
    "sante--sante-sexuelle": _("Santé sexuelle"),
    "se-former--monter-son-dossier-de-formation": _("Faire mon dossier de formation"),
    "se-former--trouver-sa-formation": _("Trouver une formation"),
    "souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger": _(
        "Trouver un travail à l’étranger"
    ),
    "souvrir-a-linternational--sinformer-sur-les-aides-pour-travailler-a-letranger": _(
        "Les aides pour travailler à l’étranger"
    ),
    "souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france": _("Revenir vivre en France"),
    "trouver-un-emploi--convaincre-un-recruteur-en-entretien": _("Réussir mon entretien"),
    "trouver-un-emploi--faire-des-candidatures-spontanees": _("Proposer mon travail à des entreprises"),
    "trouver-un-emploi--maintien-dans-lemploi": _("Garder mon travail"),
    "trouver-un-emploi--repondre-a-des-offres-demploi": _("Répondre à des offres de travail"),
    "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs": _("Relancer les employeurs"),
}

AUDIENCE_WORDS: dict[str, Any] = {
    "tous-publics": _("Tout le monde"),
    "actifs": _("Personnes qui travaillent"),
    "beneficiaires-des-minimas-sociaux": _("Personnes au RSA ou avec une allocation"),
    "demandeurs-emploi": _("Personnes qui cherchent un travail"),
    "etudiants": _("Étudiantes et étudiants"),
    "familles": _("Familles"),
    "femmes": _("Femmes"),
    "jeunes": _("Jeunes"),
    "personnes-en-situation-de-handicap": _("Personnes qui ont un handicap"),
    "personnes-en-situation-durgence": _("Personnes en urgence"),
    "personnes-en-situation-juridique-specifique": _("Personnes suivies par la justice"),
    "personnes-exilees": _("Personnes exilées ou réfugiées"),
    "residents-qpv-frr": _("Habitants des quartiers prioritaires et des campagnes fragiles"),
    "seniors": _("Personnes de plus de 50 ans"),
}

KIND_WORDS: dict[str, Any] = {
    "accompagnement": _("Une personne vous accompagne"),
    "aide-financiere": _("Une aide en argent"),
    "aide-materielle": _("Du matériel"),
    "atelier": _("Un atelier"),
    "formation": _("Une formation"),
    "information": _("De l’information"),
}
