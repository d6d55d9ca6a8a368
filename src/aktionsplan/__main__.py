"""Lets `python -m aktionsplan` start the command."""

from aktionsplan.entry.cli import main

main()
