"""Photos of marks: kept, reviewed, shown, deleted."""
