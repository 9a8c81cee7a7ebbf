"""Territories: communes, districts, and the answer to « is this address in a priority district? »."""
