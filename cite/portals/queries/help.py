"""Short ways of doing, each tied to the page where it is done: nobody reads about what she may not open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import opens


@dataclass(frozen=True, slots=True)
class HowTo:
    """A question as people ask it, the answer in a few sentences, and the page."""

    question: Any
    answer: tuple[Any, ...]
    label: Any
    url_name: str

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.url_name)


HOW_TOS = (
    HowTo(
        _("Savoir si une adresse est dans un quartier prioritaire"),
        (
            _("Tapez le numéro, la rue et la commune, puis choisissez parmi les propositions."),
            _("« À vérifier » veut dire que l’adresse est trop près d’une limite : un conseiller tranche."),
        ),
        _("Vérifier une adresse"),
        "territories:address",
    ),
    HowTo(
        _("Faire vérifier un fichier d’adresses"),
        (
            _("Déposez un fichier Excel ou CSV, confirmez les colonnes, reprenez-le avec les réponses."),
            _("Ne laissez que les colonnes utiles. Tout est effacé au bout d’une heure."),
        ),
        _("Vos listes"),
        "imports:home",
    ),
    HowTo(
        _("Trouver un acteur"),
        (
            _("L’annuaire se filtre par quartier, par nature et par étape vers l’emploi."),
            _("Un nom précis ? Ctrl et K ouvrent la recherche sur chaque page."),
        ),
        _("Ouvrir l’annuaire"),
        "actors:directory",
    ),
    HowTo(
        _("Trouver un service pour quelqu’un"),
        (
            _("Tapez ses mots à elle, « garder mon fils », ou choisissez un frein et un quartier."),
            _("La fiche dit comment l’orienter, et les vrais délais."),
        ),
        _("Chercher un service"),
        "directory:search-services",
    ),
    HowTo(
        _("Tenir la fiche d’un service à jour"),
        (
            _(
                "Une fiche que personne ne confirme finit par ne plus être montrée : deux messages préviennent."
            ),
            _("« Toujours vrai » se dit en deux gestes, depuis le message ou depuis la fiche."),
        ),
        _("Voir l’offre de services"),
        "directory:sheets",
    ),
    HowTo(
        _("Signaler quelqu’un qui est d’accord"),
        (
            _("Cinq lignes depuis votre téléphone. Sans réseau, elles y restent et partent plus tard."),
            _("Quelqu’un l’appelle. Vous saurez la suite si la personne le veut bien."),
        ),
        _("Signaler quelqu’un"),
        "referrals:introduce",
    ),
    HowTo(
        _("Orienter quelqu’un, et savoir la suite"),
        (
            _(
                "Sur la fiche d’un service : « Orienter quelqu’un ». La structure répond par un lien, sans compte."
            ),
            _("Sans réponse, elle est relancée, puis la coordination est prévenue."),
            _("On vous oriente quelqu’un ? Dites oui, non, ou une date : c’est la même liste."),
        ),
        _("Voir les orientations"),
        "referrals:list",
    ),
    HowTo(
        _("Accompagner quelqu’un"),
        (
            _(
                "Avec son accord, ouvrez son dossier, puis son parcours : un référent, des étapes, des rendez-vous."
            ),
            _("La personne arrête un partage quand elle veut : la structure ne voit alors plus son dossier."),
        ),
        _("Ouvrir mes parcours"),
        "pathways:pathways",
    ),
    HowTo(
        _("Savoir qui appeler cette semaine"),
        (
            _("La liste dit pourquoi, en clair : pas de nouvelles, des absences, rien de prévu après."),
            _("Prenez contact, puis dites ce que vous avez fait : la situation sort de la liste."),
        ),
        _("Voir les situations à regarder"),
        "dropout:alerts",
    ),
    HowTo(
        _("Voir ce qui manque dans un quartier"),
        (
            _(
                "Le tableau croise les étapes vers l’emploi et les quartiers. « Manque » : personne n’y agit encore."
            ),
        ),
        _("Voir les maillons"),
        "actors:chain",
    ),
    HowTo(
        _("Savoir si mon projet peut être financé"),
        (
            _("Ouvrez l’appel à projets, puis « Mon projet peut-il être financé ? » : sans compte."),
            _("Chaque réponse dit pourquoi, avec le texte de l’appel, et ce que vous pouvez faire."),
        ),
        _("Voir les appels à projets"),
        "grants:calls",
    ),
    HowTo(
        _("Déposer une demande, et la suivre"),
        (
            _(
                "Commencez depuis l’appel. Ce que vous tapez s’enregistre seul : arrêtez-vous, reprenez plus tard."
            ),
            _(
                "« Vérifier, signer, déposer » liste ce qui manque. Votre représentant légal signe, puis vous déposez."
            ),
            _("La page du dossier dit ensuite où il en est, qui doit agir et jusqu’à quand."),
        ),
        _("Voir les dossiers"),
        "grants:applications",
    ),
    HowTo(
        _("Produire un bilan"),
        (
            _("Un bilan déposé et complet suffit : votre demande suivante avance sans attendre sa lecture."),
            _("Son acceptation libère le solde. Un rappel part avant la date."),
        ),
        _("Voir les bilans"),
        "grants:reports",
    ),
    HowTo(
        _("Prouver qu’un courrier de subvention est authentique"),
        (
            _(
                "Chaque document porte un code. La page d’authenticité dit s’il est vrai, et s’il est encore valable."
            ),
        ),
        _("Vérifier un document"),
        "grants:verify",
    ),
    HowTo(
        _("Préparer une réunion et suivre ses décisions"),
        (
            _(
                "Choisissez sa nature, écrivez l’ordre du jour, invitez : chacun reçoit un rendez-vous d’agenda."
            ),
            _(
                "Chaque décision a une personne et une date ; elle reste sur son accueil jusqu’à ce qu’elle soit faite."
            ),
        ),
        _("Voir les réunions"),
        "meetings:meetings",
    ),
    HowTo(
        _("Mettre la Cité en service"),
        (
            _("La page liste ce que la loi demande, avec la date et le document de chaque pièce."),
            _("Tant qu’il en manque une, la saisie d’habitants reste en entraînement."),
        ),
        _("Voir la mise en service"),
        "opening:service",
    ),
    HowTo(
        _("Savoir qui a fait ou lu quoi"),
        (
            _("Le journal se cherche par personne, par structure et par date."),
            _("Il est scellé : rien ne s’y change en silence."),
        ),
        _("Lire le journal"),
        "audit:journal",
    ),
    HowTo(
        _("Savoir qui a consulté mes informations"),
        (_("Le journal de vos données dit qui, quand, et pour quelle structure."),),
        _("Voir le journal de mes données"),
        "audit:mine",
    ),
    HowTo(
        _("Changer ma manière de me connecter"),
        (
            _("Par code reçu par courriel, par mot de passe, ou par clé d’accès de votre appareil."),
            _(
                "Une deuxième étape est demandée aux rôles qui voient des habitants. Gardez vos codes de secours."
            ),
        ),
        _("Ouvrir mon compte"),
        "my-account",
    ),
    HowTo(
        _("Recevoir moins de messages"),
        (_("Choisissez, par sujet, ce qui part par courriel, en résumé, ou reste sur le site."),),
        _("Régler mes messages"),
        "notifications:preferences",
    ),
)


def how_tos_for(request: HttpRequest) -> list[HowTo]:
    """List what this person may do, and how."""
    return [how_to for how_to in HOW_TOS if opens(request, how_to.url_name)]
