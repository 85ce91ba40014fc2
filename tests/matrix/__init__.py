"""Every role, in every standing, at every stage of a case: what they are sent and answered."""
