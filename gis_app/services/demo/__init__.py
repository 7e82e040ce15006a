"""The demo: a real pilot on real ground and an invented town for everything invented."""
