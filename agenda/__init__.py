"""Before the day: the local protocol, the calendar and the running order.

Pure: nothing here reads a clock, a disk or a network, or draws a random number.
"""
