"""Where the rooms are put together: settings, root addresses, and the ``folkmoot`` command.

It may know every room and must hold no feature of its own.
"""
