"""What a page's form would send back."""

import re


def seen_on(client, address):
    """The mark of what the page shows, which its form carries."""
    return re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())[1]


def sent_back(form):
    """What the form of a page sends when nothing is typed: its fields as they are shown."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}
