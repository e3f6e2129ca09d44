"""Many products: one output row for each, in their order, whatever is wrong with some of them."""
