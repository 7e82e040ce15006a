"""Words for people: messages, labels, numbers, dates and the Latvian order of names."""
