"""Settings, root addresses and the WSGI application, nothing else.

Who acts: nobody; it is read at start.
What comes out: a configured Django.
"""
