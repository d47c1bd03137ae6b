"""Filled Excel forms in, a Party branch's standardized archive packets out."""

import atexit
import gc

# What a command imports and a document is made of lives as long as the command: the default threshold would look
# through all of it dozens of times for garbage that is not there, and the end of the process three times more
# (docs/performance.md).
gc.set_threshold(50_000, 20, 20)
atexit.register(gc.freeze)
