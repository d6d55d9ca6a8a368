"""The WSGI application; refuses to start on an unsafe database."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aktionsplan.config.settings")
application = get_wsgi_application()

from aktionsplan.shared.safety import require_safe_database  # noqa: E402 -- needs the loaded settings

require_safe_database()
