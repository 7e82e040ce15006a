"""The pages of a meeting for those who prepare, run and publish it: one blueprint a page."""
