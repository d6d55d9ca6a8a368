"""The commands, one function each that adds its arguments to the parser."""

from aktionsplan.entry.commands import data, grants, house, running

ALL = (*running.COMMANDS, *house.COMMANDS, *grants.COMMANDS, *data.COMMANDS)
