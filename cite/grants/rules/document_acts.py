"""The texts of acts and agreements that we start from, with the law they are founded on."""

from __future__ import annotations

from typing import NamedTuple

from cite.grants.enums import DocumentKind as D


class Text(NamedTuple):
    """A title and a text, with their fields in braces."""

    title: str
    body: str


ACTS: dict[D, Text] = {
    D.ORDER: Text(
        "Arrêté n° {acte_numero} portant attribution d’une subvention",
        """
VU la loi n° 2000-321 du 12 avril 2000 relative aux droits des citoyens dans leurs relations avec les administrations, \
notamment ses articles 9-1, 10 et 10-1 ;

VU le décret n° 2001-495 du 6 juin 2001 relatif à la transparence financière des aides octroyées par les personnes \
publiques ;

VU le décret n° 2021-1947 du 31 décembre 2021 relatif au contrat d’engagement républicain ;

VU l’appel à projets « {appel} » ;

VU la demande de subvention n° {dossier} déposée le {depose_le} par {porteur} ;

CONSIDÉRANT que l’action « {action} », initiée et conçue par {porteur}, vise l’accès à l’emploi des habitants des \
quartiers prioritaires de la politique de la ville ;

CONSIDÉRANT que {le_financeur} n’attend aucune contrepartie directe de cette subvention ;

SUR proposition des services qui ont examiné le dossier,

ARRÊTE :

# Article 1er – Objet

Une subvention de {montant} ({montant_lettres}) est attribuée à {porteur} pour l’action « {action} », qui se déroule \
du {debut} au {fin}.

SIRET du bénéficiaire : {porteur_siret}

# Article 2 – Versement

{versement}

Aucun versement n’a lieu tant que le bilan des actions financées au titre de l’exercice précédent n’est pas produit.

{reserves}

# Article 3 – Emploi de la subvention et bilan

Le bénéficiaire emploie la subvention pour la seule action désignée à l’article 1er. Il produit le compte rendu \
financier et le bilan de l’action le {bilan_le} au plus tard.

# Article 4 – Contrôle et reversement

Le bénéficiaire facilite le contrôle, sur pièces et sur place, de l’emploi de la subvention. Les sommes qui n’ont pas \
été employées conformément à leur objet sont reversées, après que le bénéficiaire a présenté ses observations.

# Article 5 – Recours

Le présent arrêté peut être contesté devant le tribunal administratif dans les deux mois qui suivent sa notification.

# Article 6 – Exécution

Le présent arrêté est notifié au bénéficiaire.

Fait le {acte_date}.
""",
    ),
    D.AGREEMENT: Text(
        "Convention de subvention – {action}",
        """
Entre {le_financeur}, au nom de qui signe {signataire}, d’une part,

Et {porteur},
dont le siège est situé : {porteur_adresse},
SIRET : {porteur_siret},
représenté par {representant},
ci-après « le bénéficiaire », d’autre part,

Vu la loi n° 2000-321 du 12 avril 2000, notamment son article 10, et le décret n° 2001-495 du 6 juin 2001 ;

Vu {l_acte} n° {acte_numero} du {acte_date} ;

Considérant que l’action ci-après, initiée et conçue par le bénéficiaire, vise l’accès à l’emploi des habitants des \
quartiers prioritaires de la politique de la ville, il est convenu ce qui suit.

# Article 1er – Objet

Le bénéficiaire s’engage, à son initiative et sous sa responsabilité, à réaliser l’action « {action} », décrite dans \
son dossier n° {dossier} déposé le {depose_le}, présenté à l’appel à projets « {appel} ».

# Article 2 – Montant

Par cette convention, {le_financeur} contribue à cette action par une subvention de {montant} \
({montant_lettres}). Il n’en attend aucune \
contrepartie directe.

# Article 3 – Durée

L’action a lieu du {debut} au {fin}. La convention prend effet à sa signature par les deux parties. Elle s’achève \
quand le bilan prévu à l’article 6 est accepté.

# Article 4 – Versement

{versement}

Aucun versement n’a lieu avant la signature de la présente convention, ni tant que le bilan des actions financées au \
titre de l’exercice précédent n’est pas produit.

{reserves}

Numéro d’engagement juridique : {engagement}

# Article 5 – Emploi de la subvention

La subvention est employée pour cette action seulement, pendant l’année {annee}. Elle ne peut être reversée à un \
autre organisme. Le bénéficiaire respecte le contrat d’engagement républicain quand il est une association, les \
valeurs de la République et la laïcité dans tous les cas.

# Article 6 – Bilan

Le bénéficiaire produit, le {bilan_le} au plus tard, le compte rendu financier et le bilan qualitatif de l’action, \
avec son rapport d’activité et ses comptes approuvés.

# Article 7 – Changements

Toute modification des dates, du montant ou du contenu de l’action fait l’objet d’un avenant, signé avant qu’elle ne \
prenne effet.

# Article 8 – Contrôle

Le bénéficiaire facilite, pendant l’action et jusqu’à quatre ans après, le contrôle sur pièces et sur place de \
l’emploi de la subvention, et tient ses justificatifs à disposition.

# Article 9 – Sanctions et reversement

Si l’action n’est pas réalisée, ne l’est qu’en partie, ou si le bilan n’est pas produit, {le_financeur} peut diminuer \
la subvention, suspendre son versement ou demander le reversement de tout ou partie des sommes versées. Le \
bénéficiaire est d’abord informé du motif et du montant envisagés, et dispose d’un délai pour présenter ses \
observations.

# Article 10 – Litiges

Avant tout recours, les parties recherchent un accord amiable. À défaut, le tribunal administratif compétent est celui \
dont dépend le siège du financeur.
""",
    ),
    D.AMENDMENT: Text(
        "Avenant n° {avenant_numero} – {action}",
        """
Entre {le_financeur}, d’une part,

Et {porteur},
représenté par {representant},
d’autre part,

Vu {l_acte} n° {acte_numero} du {acte_date} attribuant une subvention à l’action « {action} » (dossier n° {dossier}) ;

Vu l’acte n° {avenant_acte} du {avenant_date},

# Article 1er – Objet

Le présent avenant modifie {avenant_objet}.

Motif : {avenant_motif}

# Article 2 – Ce qui change

- Avant : {avant}
- Désormais : {apres}

# Article 3 – Ce qui ne change pas

Toutes les autres dispositions, dont la date du bilan ({bilan_le}), restent applicables.

Fait le {avenant_date}.
""",
    ),
}
