"""What a file asks, in the words of the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """The steps of a file, in their order."""

    CARRIER = "carrier", _("Votre structure")
    PROJECT = "project", _("Votre action")
    AUDIENCE = "audience", _("Le public et les quartiers")
    PARTNERS = "partners", _("Les partenaires et l’existant")
    MEANS = "means", _("Les moyens et le calendrier")
    BUDGET = "budget", _("Le budget")
    DOCUMENTS = "documents", _("Les pièces")
    SIGNATURE = "signature", _("Vérifier, signer, déposer")


class Question(models.TextChoices):
    """Every question of a file. The value is its key in the stored answers: it never changes."""

    # Step « carrier »: answered once, kept by the carrier's sheet (Cerfa 12156*06, cover and sections 1 to 4)
    CARRIER_WEBSITE = "carrier_website", _("Site web")
    CARRIER_RNA = "carrier_rna", _("Numéro RNA ou récépissé en préfecture")
    CARRIER_ADDRESS = "carrier_address", _("Adresse du siège")
    CARRIER_MAIL_ADDRESS = "carrier_mail_address", _("Adresse de correspondance, si elle est différente")
    REPRESENTATIVE_NAME = "representative_name", _("Représentant légal : nom et prénom")
    REPRESENTATIVE_FUNCTION = "representative_function", _("Représentant légal : fonction")
    REPRESENTATIVE_EMAIL = "representative_email", _("Représentant légal : adresse électronique")
    REPRESENTATIVE_PHONE = "representative_phone", _("Représentant légal : téléphone")
    CONTACT_NAME = "contact_name", _("Personne chargée de la demande : nom et prénom")
    CONTACT_FUNCTION = "contact_function", _("Personne chargée de la demande : fonction")
    CONTACT_EMAIL = "contact_email", _("Personne chargée de la demande : adresse électronique")
    CONTACT_PHONE = "contact_phone", _("Personne chargée de la demande : téléphone")
    APPROVALS = "approvals", _("Agréments administratifs : lesquels, par qui, depuis quand")
    PUBLIC_UTILITY = "public_utility", _("La structure est-elle reconnue d’utilité publique ?")
    COMMERCIAL_TAXES = "commercial_taxes", _("La structure paie-t-elle des impôts commerciaux ?")
    FEDERATION = "federation", _("Réseau, union ou fédération : nom complet")
    CORPORATE_MEMBERS = "corporate_members", _("Adhérents qui sont des structures : lesquels")
    VOLUNTEERS = "volunteers", _("Bénévoles")
    CIVIC_VOLUNTEERS = "civic_volunteers", _("Volontaires (service civique…)")
    EMPLOYEES = "employees", _("Salariés")
    AIDED_JOBS = "aided_jobs", _("dont emplois aidés")
    EMPLOYEES_FTE = "employees_fte", _("Salariés en équivalent temps plein")
    SECONDED = "seconded", _("Personnes mises à disposition par une autorité publique")
    MEMBERS = "members", _("Adhérents")
    # Step « project »
    TITLE = "title", _("Intitulé de l’action")
    REQUEST_KIND = "request_kind", _("Est-ce une première demande ?")
    CHANGES = "changes", _("Ce qui change par rapport à l’an passé")
    ADAPTS_EXISTING = "adapts_existing", _("L’action adapte-t-elle une action qui existe déjà ?")
    STAKES = "stakes", _("À quels enjeux de la Cité de l’emploi répond-elle ?")
    PRIORITIES = "priorities", _("À quelles priorités répond-elle ?")
    OTHER_PRIORITY = "other_priority", _("Autre priorité : laquelle ?")
    NEED = "need", _("Quel besoin avez-vous constaté ?")
    OBJECTIVES = "objectives", _("Objectifs")
    DESCRIPTION = "description", _("Description de l’action")
    INNOVATION = "innovation", _("En quoi est-elle originale ou nouvelle ?")
    # Step « audience »
    BENEFICIARIES = "beneficiaries", _("Qui sont les bénéficiaires ?")
    PARTICIPANTS_MIN = "participants_min", _("Participants : au moins")
    PARTICIPANTS_MAX = "participants_max", _("Participants : au plus")
    QPV_SHARE = "qpv_share", _("Part attendue d’habitants des quartiers prioritaires, en %")
    AGE_LIMIT = "age_limit", _("L’action s’adresse-t-elle à un âge précis ?")
    AGE_REASON = "age_reason", _("Cette limite d’âge est-elle nécessaire ? Expliquez.")
    WOMEN_SHARE = "women_share", _("Part attendue de femmes, en %")
    DETECTION = "detection", _("Comment repérez-vous les personnes « hors radars » ?")
    REGISTRATION = "registration", _("Comment s’inscrit-on ? Qui oriente, qui appeler, en combien de temps ?")
    COMMUNICATION = "communication", _("Comment faites-vous connaître l’action ?")
    PLACES = "places", _("Où l’action a-t-elle lieu ?")
    # Step « partners »
    NETWORK = "network", _("Votre place dans le réseau des acteurs de l’emploi")
    ARTICULATION = "articulation", _("Articulation avec les actions qui existent déjà")
    ORDINARY_POLICY = "ordinary_policy", _("Complémentarité avec le droit commun")
    # Step « means »
    STARTS_ON = "starts_on", _("Début de l’action")
    ENDS_ON = "ends_on", _("Fin de l’action")
    SCHEDULE = "schedule", _("Calendrier des séances ou des étapes")
    MEANS = "means", _("Moyens matériels et humains")
    STAFF_VOLUNTEERS = "staff_volunteers", _("Bénévoles qui participent")
    STAFF_EMPLOYEES = "staff_employees", _("Salariés qui participent")
    STAFF_FTE = "staff_fte", _("Salariés, en équivalent temps plein")
    RECRUITMENT = "recruitment", _("Recrutez-vous pour cette action ?")
    RECRUITMENT_FTE = "recruitment_fte", _("Recrutements, en équivalent temps plein")
    INDICATORS = "indicators", _("Indicateurs : ce que vous mesurerez, et le résultat attendu")
    FOLLOW_UP = "follow_up", _("Comment suivez-vous et évaluez-vous l’action ?")
    # Step « budget »
    INDIRECT_RULES = "indirect_rules", _("Règles de répartition des charges indirectes")
    IN_KIND_RULES = "in_kind_rules", _("Comment valorisez-vous le bénévolat et les dons en nature ?")
    BUDGET_COMMENT = "budget_comment", _("Remarques sur le budget")
    # Step « signature »
    PUBLIC_AID = "public_aid", _("Aides publiques reçues sur trois exercices, celui-ci compris")
    DE_MINIMIS = "de_minimis", _("Aides « de minimis » SIEG reçues sur trois exercices, en euros")
    EXTRA = "extra", _("Information complémentaire")
