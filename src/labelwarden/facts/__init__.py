"""What a label says, read once for all rules: product type, form, substances, amounts, ages, claims, statements."""
