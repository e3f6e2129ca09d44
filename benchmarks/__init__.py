"""Benchmarks: figures that the documentation may quote, each measured in one run on data made here (seeded)."""
