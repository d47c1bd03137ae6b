"""Loaded last of all that hands share: their garbage collector leaves it alone, so that its pages stay shared."""

import gc

gc.freeze()
