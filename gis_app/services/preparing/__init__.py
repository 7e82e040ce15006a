"""Preparing a meeting: templates, drafts, the purpose, earlier meetings, the look before it opens."""
