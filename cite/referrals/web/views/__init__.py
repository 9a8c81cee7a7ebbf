"""The pages of the referrals."""
