"""Drawing work areas of a kept selection, and what each still needs before anybody may be shown it."""
