"""The screens of the referrals."""
