"""The call for projects: from the fiche technique to the produced bilan, one file followed all along."""
