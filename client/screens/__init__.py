"""The screens. None touches a socket: they paint what is seen and hand commands to the app."""
