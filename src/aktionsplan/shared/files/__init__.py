"""Files: type by content, own storage names, served as attachments through the owner's door.

Who acts: whoever uploads; the app that owns the thing serves it.
What comes out: stored files, the same content once per partnership.
"""
