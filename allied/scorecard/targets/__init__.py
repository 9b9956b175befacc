"""Agreeing targets: offers of one partner, counter-offers and agreement of the others."""
