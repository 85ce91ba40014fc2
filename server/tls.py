"""The server's own key and certificate.

No authority has to vouch for them: invitations carry the pin of the key. An organisation can use a
certificate of its own instead of the one that the store makes.
"""

import logging
import ssl
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from meeting.certificate import Certificate, read_certificate
from server.errors import StoreError
from server.files import write_private

GOOD_FOR: Final = timedelta(days=3650)
SOON: Final = timedelta(days=30)
"""How long before its end a certificate is warned of."""
log = logging.getLogger(__name__)
_NAME: Final = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "marac-live")])


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Where the key and certificate are, and what opens the key."""

    certificate: Path
    key: Path
    passphrase: str
    is_new: bool = False
    is_own: bool = False
    """Whether it is the organisation's, and not made by the store."""

    @property
    def pin(self) -> bytes:
        """What invitations carry: 32 bytes. Raises StoreError if there is no certificate."""
        return self._certificate().pin

    def _certificate(self) -> Certificate:
        try:
            found = x509.load_pem_x509_certificate(self.certificate.read_bytes())
            return read_certificate(found.public_bytes(serialization.Encoding.DER))
        except (OSError, ValueError):
            raise StoreError(f"The server's certificate cannot be read; {self._mend}.") from None

    def context(self, now: datetime) -> ssl.SSLContext:
        """TLS 1.3 and nothing older.

        Raises StoreError if key and certificate do not belong, or if laptops would refuse it.
        """
        ends = self._certificate().ends
        if not self._certificate().is_good(now):
            raise StoreError(
                f"The server's certificate is not good today (it ends on {ends:%d %B %Y}), and "
                "laptops refuse it. Renew it with the same key: then invitations stay good."
            )
        if ends - now < SOON:
            log.warning("the server's certificate ends on %s", f"{ends:%d %B %Y}")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        try:
            context.load_cert_chain(self.certificate, self.key, lambda: self.passphrase)
        except (ssl.SSLError, OSError):
            raise StoreError(f"The server's TLS key does not open; {self._mend}.") from None
        return context

    @property
    def _mend(self) -> str:
        if self.is_own:
            return (
                f"look at {self.certificate.name} and {self.key.name}: both in PEM, the key "
                "without a passphrase, and of one another"
            )
        return (
            "put certificate.pem and key.pem back from a backup, or remove both and hand out new "
            "invitations"
        )


def identity(folder: Path, key: bytes, now: datetime) -> Identity:
    """The identity kept in ``folder``, made if there is none yet. ``key`` seals its private key."""
    passphrase = key.hex()
    found = Identity(folder / "certificate.pem", folder / "key.pem", passphrase)
    if not found.certificate.exists() and not found.key.exists():
        _make(found, now)
        return replace(found, is_new=True)
    return found


def _make(new: Identity, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(new.passphrase.encode()),
    )
    write_private(new.key, sealed)
    write_private(new.certificate, certificate.public_bytes(serialization.Encoding.PEM))
