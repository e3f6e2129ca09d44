"""Product catalogues as they are met in the wild: files into records, records into listings."""
