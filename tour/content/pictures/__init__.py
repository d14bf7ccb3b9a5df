"""Pictures that people upload: decoded apart, written anew, kept under their content's name.

Only `remake` imports PIL, and it runs in a process of its own.
"""
