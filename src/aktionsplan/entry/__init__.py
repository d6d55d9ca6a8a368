"""What starts things: the command, the demo, bulk data, measurements.

Who acts: whoever runs the installation.
What comes out: a running server, files, figures.
"""
