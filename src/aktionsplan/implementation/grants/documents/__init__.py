"""Letters, bank files and open data of grants."""
