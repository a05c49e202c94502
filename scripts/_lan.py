"""For scripts/run --lan: a certificate made on the spot, and the address as a QR code in the terminal."""

import ipaddress
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import qrcode
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LIVES = timedelta(days=90)


def make_certificate(folder: Path, address: str) -> None:
    """A self-signed certificate for this address; the one that is there is kept while it fits."""
    host = urlsplit(address).hostname or "127.0.0.1"
    if _fits(folder / "lan.crt", host):
        return
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Muster demo")])
    now = datetime.now(UTC)
    addresses = {ipaddress.ip_address(host), ipaddress.ip_address("127.0.0.1")}
    alternatives = x509.SubjectAlternativeName([x509.DNSName("localhost"), *(x509.IPAddress(one) for one in addresses)])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1)).not_valid_after(now + LIVES)
    builder = builder.add_extension(alternatives, critical=False).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    certificate = builder.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    (folder / "lan.key").touch(mode=0o600)
    (folder / "lan.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    (folder / "lan.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _fits(file: Path, host: str) -> bool:
    if not file.exists():
        return False
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_for_host = ipaddress.ip_address(host) in names.get_values_for_type(x509.IPAddress)
    return is_for_host and certificate.not_valid_after_utc > datetime.now(UTC) + timedelta(days=1)


def show_qr(address: str) -> None:
    symbol = qrcode.QRCode(border=2)
    symbol.add_data(address)
    symbol.print_ascii(invert=True)


if __name__ == "__main__":
    if sys.argv[1] == "certificate":
        make_certificate(Path(sys.argv[2]), sys.argv[3])
    else:
        show_qr(sys.argv[2])
