"""Where referrals fit into other applications."""
