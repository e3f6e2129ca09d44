"""What the review page keeps, in one SQLite file."""
