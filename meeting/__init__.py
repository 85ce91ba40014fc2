"""The room: commands are decided, events are folded, and a person sees the streams they may read.

Pure: nothing here reads a clock, a disk or a network, or draws a random number.
"""
