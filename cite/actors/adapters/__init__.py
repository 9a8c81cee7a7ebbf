"""The actors, as other applications know them."""
