"""Choosing territories: criteria files, ranking, the decision that is kept, supply on real ground."""
