"""What a laptop reads of a certificate is what a library of certificates reads."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from meeting.certificate import read_certificate

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def der_of(key: Key, begins: datetime = NOW, ends: datetime = NOW + timedelta(days=90)) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "room.northvale.example")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("room")]), critical=False)
    )
    digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()
    return builder.sign(key, digest).public_bytes(serialization.Encoding.DER)


CURVE = ec.generate_private_key(ec.SECP256R1())
DER = der_of(CURVE)


@pytest.mark.parametrize(
    "key",
    [
        CURVE,
        ec.generate_private_key(ec.SECP384R1()),
        rsa.generate_private_key(65537, 2048),
        ed25519.Ed25519PrivateKey.generate(),
    ],
    ids=["p256", "p384", "rsa", "ed25519"],
)
def test_key_and_dates_are_read_as_they_are(key: Key) -> None:
    begins, ends = datetime(1999, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2061, 1, 1, tzinfo=UTC)
    found = read_certificate(der_of(key, begins, ends))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert found.public_key == public
    assert found.pin == sha256(public).digest()
    assert (found.begins, found.ends) == (begins, ends)


def test_a_renewed_certificate_of_the_same_key_keeps_its_pin_and_another_key_does_not() -> None:
    renewed = read_certificate(der_of(CURVE, NOW + timedelta(days=60), NOW + timedelta(days=150)))
    assert renewed.pin == read_certificate(DER).pin
    other = read_certificate(der_of(ec.generate_private_key(ec.SECP256R1())))
    assert other.pin != renewed.pin


def test_a_certificate_is_good_from_its_first_moment_to_its_last() -> None:
    found = read_certificate(DER)
    second = timedelta(seconds=1)
    assert found.is_good(NOW)
    assert found.is_good(NOW + timedelta(days=90))
    assert not found.is_good(NOW - second)
    assert not found.is_good(NOW + timedelta(days=90) + second)


@given(st.data())
def test_whatever_else_is_given_is_read_or_refused_and_nothing_worse(data: st.DataObject) -> None:
    broken = bytearray(DER)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    for der in (bytes(broken), bytes(broken[:cut]), bytes(broken[cut:])):
        try:
            read_certificate(der)
        except ValueError:
            continue


def test_a_length_that_is_not_in_its_shortest_form_is_refused() -> None:
    """Two readers could take it differently."""
    body = DER[4:]
    assert DER[:2] == b"\x30\x82"
    with pytest.raises(ValueError, match="shortest form"):
        read_certificate(b"\x30\x83\x00" + DER[2:4] + body)
    with pytest.raises(ValueError, match="something follows"):
        read_certificate(DER + b"\x00")
    with pytest.raises(ValueError, match="cut off"):
        read_certificate(DER[:-1])
