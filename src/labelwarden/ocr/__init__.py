"""Reading pictures: what is printed on a label, and where."""
