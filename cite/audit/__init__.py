"""The journal: who did and read what, for which organization; sealed, so that nothing is changed unseen."""
