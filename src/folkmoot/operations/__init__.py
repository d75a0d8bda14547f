"""Running an installation: other people's files imported, everything backed up and restored.

It may call every room's services and must never hold a feature of the product, nor put a
secret into a backup.
"""
