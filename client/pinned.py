"""TLS that trusts one key: the one whose pin is in the invitation.

There is no "continue anyway". Pin and dates are looked at inside the handshake, so that another
server, or one whose certificate has run out, is sent nothing at all.
"""

import logging
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Final

from meeting.certificate import read_certificate

WRONG_SERVER: Final = (
    "The server at this address is not the one that your invitation is for. "
    "Nothing was sent to it. Ask the coordinator for a new invitation."
)
OUT_OF_DATE: Final = (
    "The server's certificate is not good at {now:%d %B %Y}, by this laptop's clock. Nothing was "
    "sent to it. If the clock is right, tell whoever runs the server."
)


def no_log() -> logging.Logger:
    """A log for connections that keeps nothing: frames hold passwords, tokens and cases."""
    logger = logging.getLogger("client.websockets")
    logger.setLevel(logging.CRITICAL + 1)
    return logger


class WrongServer(ssl.SSLCertVerificationError):
    """The server at this address is not to be spoken to; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _utc() -> datetime:
    return datetime.now(UTC)


def pinned_context(pin: bytes, now: Callable[[], datetime] = _utc) -> ssl.SSLContext:
    """A client context, TLS 1.3 only, whose handshake ends in WrongServer for any other key."""

    class PinnedConnection(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            _need_right(self.getpeercert(binary_form=True) or b"", pin, now())

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    # No authority vouches for the server; the pin above does.
    context.verify_mode = ssl.CERT_NONE
    context.sslobject_class = PinnedConnection
    return context


def _need_right(der: bytes, pin: bytes, now: datetime) -> None:
    try:
        certificate = read_certificate(der)
    except ValueError:
        raise WrongServer(WRONG_SERVER) from None
    if not compare_digest(certificate.pin, pin):
        raise WrongServer(WRONG_SERVER)
    if not certificate.is_good(now):
        raise WrongServer(OUT_OF_DATE.format(now=now))
