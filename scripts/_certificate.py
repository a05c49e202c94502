"""Makes the HTTPS certificate of scripts/run --lan: `_certificate.py FOLDER ADDRESS…`. Runs in the virtual environment.

A phone that trusted a server's certificate would have to do so again at every new address. So there are two: an authority that is
kept and that a phone may trust once, and the server's certificate, signed by it and renewed whenever the addresses change. The
authority can vouch for nothing but local addresses, so that its key, were it stolen, opens no other site.
"""

import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOCAL = [IPv4Network(net) for net in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")]
AUTHORITY_DAYS = 3650
SERVER_DAYS = 397  # phones refuse certificates that last longer
RENEW_BEFORE = timedelta(days=30)


def make_certificates(folder: Path, hosts: list[IPv4Address]) -> None:
    """Leave ca.crt, ca.key, server.crt and server.key in the folder, sound for these addresses; what is sound is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    authority, signing_key = _authority(folder, hosts)
    if not _serves(folder, authority, hosts):
        _make_server_certificate(folder, authority, signing_key, hosts)


def _authority(folder: Path, hosts: list[IPv4Address]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate = _read(folder / "ca.crt")
    if certificate and (folder / "ca.key").exists() and _vouches_for(certificate, hosts):
        key = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return certificate, key
    return _make_authority(folder, hosts)


def _make_authority(folder: Path, hosts: list[IPv4Address]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    # Some networks hand out public addresses: then exactly those are added to the local ones.
    nets = LOCAL + [IPv4Network(host) for host in hosts if not any(host in net for net in LOCAL)]
    may = x509.NameConstraints([x509.IPAddress(net) for net in nets] + [x509.DNSName("localhost")], None)
    uses = _uses(certificates=True)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Muster on {socket.gethostname()}"[:64])])
    key = ec.generate_private_key(ec.SECP256R1())
    draft = _draft(name, name, key.public_key(), AUTHORITY_DAYS).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = draft.add_extension(may, critical=True).add_extension(uses, critical=True).sign(key, hashes.SHA256())
    _write(folder, "ca", certificate, key)
    return certificate, key


def _make_server_certificate(
    folder: Path, authority: x509.Certificate, signing_key: ec.EllipticCurvePrivateKey, hosts: list[IPv4Address]
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(hosts[0]))])
    draft = _draft(name, authority.subject, key.public_key(), SERVER_DAYS).add_extension(_names(hosts), critical=False)
    draft = draft.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    draft = draft.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(_uses(), critical=True)
    _write(folder, "server", draft.sign(signing_key, hashes.SHA256()), key)


def _serves(folder: Path, authority: x509.Certificate, hosts: list[IPv4Address]) -> bool:
    """Is the server's certificate signed by this authority, good for these addresses, and not about to end?"""
    certificate = _read(folder / "server.crt")
    if not certificate or not (folder / "server.key").exists() or certificate.issuer != authority.subject:
        return False
    signed_by = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key())  # type: ignore[arg-type] # always made above
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = certificate.not_valid_after_utc - datetime.now(UTC) > RENEW_BEFORE
    return lasts and signed_by == ours and set(names) == set(_names(hosts))


def _vouches_for(authority: x509.Certificate, hosts: list[IPv4Address]) -> bool:
    may = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    nets = [name.value for name in may if isinstance(name.value, IPv4Network)]
    lasts = authority.not_valid_after_utc - datetime.now(UTC) > timedelta(days=SERVER_DAYS)
    return lasts and all(any(host in net for net in nets) for host in hosts)


def _names(hosts: list[IPv4Address]) -> x509.SubjectAlternativeName:
    addresses = [*hosts, IPv4Address("127.0.0.1")]
    return x509.SubjectAlternativeName([*(x509.IPAddress(host) for host in addresses), x509.DNSName("localhost")])


def _draft(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
    yesterday = datetime.now(UTC) - timedelta(days=1)  # clocks of phones differ
    draft = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key, serial_number=x509.random_serial_number())
    draft = draft.not_valid_before(yesterday).not_valid_after(yesterday + timedelta(days=days))
    return draft.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _uses(*, certificates: bool = False) -> x509.KeyUsage:
    unused = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
    return x509.KeyUsage(
        digital_signature=not certificates,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
        **unused,
    )


def _read(file: Path) -> x509.Certificate | None:
    """The certificate in a file; None when there is none, or it was cut off."""
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None


def _write(folder: Path, name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / f"{name}.key").unlink(missing_ok=True)
    with os.fdopen(os.open(folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    (folder / f"{name}.crt").write_bytes(certificate.public_bytes(pem))


if __name__ == "__main__":
    make_certificates(Path(sys.argv[1]), [IPv4Address(host) for host in sys.argv[2:]])
