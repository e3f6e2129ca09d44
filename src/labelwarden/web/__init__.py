"""The review page: labels are dropped, read in the background, judged by people, and every decision is kept."""
