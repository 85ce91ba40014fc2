"""Renderers: papers of ``meeting.papers`` turned into files. They decide nothing."""
