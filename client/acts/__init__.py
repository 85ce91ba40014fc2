"""What keys do: functions from what is seen to a command, or to a form that becomes one.

Nothing here imports Textual. What is offered is read from the tables of ``meeting.commands``
and from what the person sees; whether it is done, the server decides.
"""
