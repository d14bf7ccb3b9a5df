"""The commands of manage.py: thin over the rooms."""
