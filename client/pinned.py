"""TLS that trusts one certificate: the one whose pin is in the joining code.

There is no "continue anyway". The pin is compared inside the handshake, so that another server
is sent nothing at all.
"""

import ssl
from hmac import compare_digest

from meeting.joining import pin_of


class WrongServer(ssl.SSLCertVerificationError):
    """The server at this address is not the one that the joining code was made for."""


def pinned_context(pin: bytes) -> ssl.SSLContext:
    """A client context, TLS 1.3 only, whose handshake ends in WrongServer for any other pin."""

    class PinnedConnection(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            certificate = self.getpeercert(binary_form=True)
            if certificate is None or not compare_digest(pin_of(certificate), pin):
                raise WrongServer("not the server that the code was made for")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    # No authority vouches for the server; the pin above does.
    context.verify_mode = ssl.CERT_NONE
    context.sslobject_class = PinnedConnection
    return context
