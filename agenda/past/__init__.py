"""What the past says: cases that were heard, their flags, and what is still to be done of them.

Pure. What is certain is told; what is only likely is asked, and never decided here.
"""
