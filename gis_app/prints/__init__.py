"""Typst documents and the true-scale maps placed in them."""
