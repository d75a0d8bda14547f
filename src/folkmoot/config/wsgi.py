import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # what the site writes is its owner's alone, whoever starts it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.config.settings")
application = get_wsgi_application()
