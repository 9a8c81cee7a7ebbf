"""Every read of the referrals."""
