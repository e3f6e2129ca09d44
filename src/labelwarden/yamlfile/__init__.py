"""YAML files that people write: read strictly, and every fault of them shown with its line and column."""
