"""The forms of the referrals."""
