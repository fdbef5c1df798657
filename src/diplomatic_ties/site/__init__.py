"""The static site, written from the published tables alone: explorer, chronicle, countries, records and guide."""
