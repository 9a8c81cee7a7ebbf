"""The tables of the referrals."""
