"""A line of help under each question: what to write, with an example, in plain words."""

from django.utils.translation import gettext_lazy as _

from cite.grants.enums.questions import Question as Q

HELPS = {
    Q.CARRIER_WEBSITE: _("Exemple : www.exemple.fr"),
    Q.CARRIER_RNA: _("W suivi de neuf chiffres, sur le récépissé de la préfecture."),
    Q.CARRIER_ADDRESS: _("Numéro, rue, code postal, ville. La même que sur l’avis SIRENE."),
    Q.CARRIER_MAIL_ADDRESS: _("Où écrire à votre structure, si ce n’est pas au siège."),
    Q.REPRESENTATIVE_NAME: _(
        "La personne que vos statuts désignent pour signer : présidente, maire, directeur…"
    ),
    Q.REPRESENTATIVE_FUNCTION: _("Exemple : présidente"),
    Q.REPRESENTATIVE_EMAIL: _("Exemple : prenom.nom@exemple.fr"),
    Q.CONTACT_NAME: _("À qui poser une question sur le dossier, si ce n’est pas au représentant légal."),
    Q.APPROVALS: _("Exemple : jeunesse et éducation populaire, préfecture, 12/03/2019."),
    Q.COMMERCIAL_TAXES: _(
        "Impôt sur les sociétés, TVA, cotisation foncière. Voyez votre comptable en cas de doute."
    ),
    Q.FEDERATION: _("Écrivez le nom en entier, sans sigle."),
    Q.VOLUNTEERS: _("Personnes qui aident régulièrement sans être payées, au 31 décembre dernier."),
    Q.CIVIC_VOLUNTEERS: _("Personnes en service civique ou volontariat, au 31 décembre dernier."),
    Q.EMPLOYEES: _(
        "Toutes les personnes salariées au 31 décembre dernier, quel que soit leur temps de travail."
    ),
    Q.AIDED_JOBS: _("Contrats aidés : parcours emploi compétences, adultes-relais…"),
    Q.EMPLOYEES_FTE: _("Deux mi-temps comptent pour 1. Exemple : 3,5"),
    Q.MEMBERS: _("Personnes à jour de leur adhésion au 31 décembre dernier."),
    Q.TITLE: _("Court et parlant. Exemple : « Premier pas vers l’atelier »."),
    Q.REQUEST_KIND: _("Un renouvellement : la même action a déjà été financée."),
    Q.CHANGES: _(
        "À remplir pour un renouvellement : ce que vous gardez, ce que vous changez, ce que le bilan vous a appris."
    ),
    Q.ADAPTS_EXISTING: _("Oui, si une action proche existe ici ou ailleurs et que vous l’adaptez."),
    Q.STAKES: _("Un enjeu au moins. Choisissez ceux qui comptent vraiment."),
    Q.PRIORITIES: _("Une priorité au moins. Précisez si vous le pouvez."),
    Q.OTHER_PRIORITY: _(
        "À remplir si vous l’avez cochée : en quoi elle facilite l’accès à l’emploi d’habitants éloignés de l’emploi."
    ),
    Q.NEED: _(
        "Qui l’a constaté, où, avec quels faits ou chiffres. Exemple : 4 mères sur 10 refusent un stage faute de garde."
    ),
    Q.OBJECTIVES: _("Ce qui aura changé à la fin. Exemple : 30 personnes sauront venir seules en tramway."),
    Q.DESCRIPTION: _(
        "Ce que les participants font, étape par étape, comme si vous le racontiez à un voisin."
    ),
    Q.INNOVATION: _("Ce que vous essayez et que personne ne fait ici : un lieu, une méthode, un partenaire."),
    Q.BENEFICIARIES: _("Qui ils sont : quartier, situation, âge, difficultés. Sans nom."),
    Q.PARTICIPANTS_MIN: _("En dessous, vous ne lancez pas l’action."),
    Q.PARTICIPANTS_MAX: _("Le nombre de places."),
    Q.QPV_SHARE: _("C’est l’adresse de la personne qui compte, pas le lieu de l’action. Exemple : 90"),
    Q.AGE_LIMIT: _("La Cité de l’emploi s’adresse à tous les âges."),
    Q.AGE_REASON: _(
        "À remplir si vous avez répondu oui. Exemple : un partenaire réservé aux moins de 26 ans."
    ),
    Q.WOMEN_SHARE: _("Une estimation suffit. Exemple : 60"),
    Q.DETECTION: _("Où vous allez, avec qui, à quelle heure : pied d’immeuble, sortie d’école, marché…"),
    Q.REGISTRATION: _("Qui peut orienter, qui appeler, combien de jours avant une réponse."),
    Q.COMMUNICATION: _("Affiches, messages, relais : par où l’habitant entend parler de l’action."),
    Q.PLACES: _("Le nom des lieux et leur quartier. Une permanence, une salle, dehors…"),
    Q.NETWORK: _("Avec qui vous travaillez déjà : France Travail, Mission locale, PLIE, centres sociaux…"),
    Q.ARTICULATION: _("Ce qui existe déjà sur le même sujet, et comment vous faites ensemble."),
    Q.ORDINARY_POLICY: _(
        "Ce que les aides de tous (région, État, CAF…) financent déjà, et ce qui leur manque."
    ),
    Q.STARTS_ON: _("Dans l’année de l’appel à projets."),
    Q.ENDS_ON: _("Dans l’année de l’appel à projets."),
    Q.SCHEDULE: _("Exemple : 2 séances par semaine en mars et avril, une visite d’entreprise en mai."),
    Q.MEANS: _("Salles, matériel, personnes : qui fait quoi."),
    Q.STAFF_FTE: _("Une personne à mi-temps pendant six mois : 0,25"),
    Q.RECRUITMENT_FTE: _("À remplir si vous recrutez. Exemple : 0,5"),
    Q.INDICATORS: _("Une ligne par chiffre suivi. Exemple : personnes entrées en formation – 12."),
    Q.FOLLOW_UP: _("Quand et comment vous regardez si l’action marche."),
    Q.INDIRECT_RULES: _("Exemple : 10 % du loyer, car l’action occupe 10 % des heures."),
    Q.IN_KIND_RULES: _("Exemple : 120 heures de bénévolat, au SMIC horaire."),
    Q.PUBLIC_AID: _("Toutes les subventions publiques, de cet exercice et des deux précédents."),
    Q.DE_MINIMIS: _("Seulement celles dont la décision dit « de minimis » SIEG. Laissez vide sinon."),
    Q.EXTRA: _("Ce qui n’a pas trouvé sa place ailleurs."),
}
