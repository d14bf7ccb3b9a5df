"""The WSGI application: the front with finished files, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tour.settings")
application = get_wsgi_application()
