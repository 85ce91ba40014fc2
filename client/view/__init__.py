"""What is painted, worked out without a screen: functions from what is seen to rows of words.

Nothing here imports Textual; nothing here holds anything.
"""
