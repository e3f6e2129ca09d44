"""How the products of each shop system and register are understood: one module for each format."""
