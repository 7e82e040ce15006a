"""Use cases: one verb per module, plain arguments in, plain results out."""
