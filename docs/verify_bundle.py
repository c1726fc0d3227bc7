#!/usr/bin/env python3
"""Verifies an evidence bundle from what docs/bundle-format.md says, and nothing else.

Usage: verify_bundle.py BUNDLE [PUBLIC_KEY_X]

PUBLIC_KEY_X is the 32 bytes of the key that it may be signed with, in base64url. Digests need no packages; signatures
need `cryptography`. Exit codes are those of `dictum bundle verify`: 0 unchanged and signed by the key that was given,
1 changed, 2 wrong usage, 3 unchanged and signed by another key, 4 unchanged and not signed.
"""
import base64
import decimal
import hashlib
import json
import re
import sys

MOST_BYTES = 16 * 2**20
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL_ORDER = {0, 1, P - 1, ORDER_8, P - ORDER_8}

MEMBERS = {
    1: {"digest", "format", "records", "subject", "version"},
    2: {"address", "asOf", "digest", "format", "known", "made", "recorded", "records", "subject", "version"},
}
ENTRY = {"digest", "fields", "record"}
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class Changed(Exception):
    """What is not as a bundle is."""


def require(holds, what):
    if not holds:
        raise Changed(what)


def string(text):
    require(not re.search("[\ud800-\udfff]", text), "half of a surrogate pair")
    return '"' + re.sub(r'["\\\x00-\x1f]', lambda m: ESCAPES.get(m[0], "\\u%04x" % ord(m[0])), text) + '"'


def number(value):
    """A number as ECMAScript writes it."""
    try:
        value = float(value)
    except OverflowError:
        value = float("inf")
    require(value - value == 0, "a number beyond all that readers can hold")
    if value == 0:
        return "0"
    sign, digits, exponent = decimal.Decimal(repr(value)).normalize().as_tuple()
    digits, point = "".join(map(str, digits)), len(digits) + exponent
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"e{point - 1:+d}"
    return "-" * sign + text


def canonical(value, level=1):
    """The canonical form of what was read as JSON (RFC 8785)."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return string(value)
    if isinstance(value, (int, float)):
        return number(value)
    require(level <= 64, "nested more deeply than any bundle")
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, level + 1) for item in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{string(name)}:{canonical(value[name], level + 1)}" for name in names) + "}"


def sha256(value):
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def unique(pairs):
    names = [name for name, _ in pairs]
    require(len(set(names)) == len(names), "a member that stands twice")
    require("__proto__" not in names, "a member __proto__")
    return dict(pairs)


def read(data):
    require(len(data) <= MOST_BYTES, "larger than 16 MiB")
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        raise Changed(f"not JSON in UTF-8: {error}") from None
    require(canonical(value) == text, "not in canonical form")
    return value


def decoded(text, length, what):
    require(isinstance(text, str) and re.fullmatch("[A-Za-z0-9_-]+", text), f"{what}: no base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(len(data) == length and encoded(data) == text, f"{what}: not {length} bytes in their one form")
    return data


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def verify_signature(bundle):
    signature = bundle["signature"]
    require(set(signature) == {"algorithm", "keyId", "publicKey", "value"}, "signature: other members")
    key = signature["publicKey"]
    require(signature["algorithm"] == "Ed25519" and set(key) == {"crv", "kty", "x"}, "signature: another algorithm")
    require(key["crv"] == "Ed25519" and key["kty"] == "OKP", "signature: another kind of key")
    point = decoded(key["x"], 32, "key")
    y = int.from_bytes(point, "little") % 2**255
    require(y < P and y not in SMALL_ORDER, "signature: a weak key")
    require(signature["keyId"] == encoded(hashlib.sha256(canonical(key).encode()).digest()), "signature: key id")
    value = decoded(signature["value"], 64, "signature")
    require(int.from_bytes(value[32:], "little") < ORDER, "signature: not in its one form")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signed = canonical({name: member for name, member in bundle.items() if name != "signature"})
    try:
        Ed25519PublicKey.from_public_bytes(point).verify(value, signed.encode())
    except (InvalidSignature, ValueError):
        raise Changed("signature: it is not one of this content") from None
    return key["x"]


def verify(data):
    """The key that an unchanged bundle is signed with; None where it is not signed. Raises Changed."""
    bundle = read(data)
    require(isinstance(bundle, dict) and bundle.get("format") == "dictum-evidence-bundle", "no evidence bundle")
    version = bundle.get("version")
    require(version in MEMBERS and version is not True, "a version of the format that is not known here")
    require(set(bundle) - {"signature"} == MEMBERS[version], "other members than a bundle has")
    seen = set()
    for entry in bundle["records"]:
        require(set(entry) - ({"written"} if version > 1 else set()) == ENTRY, "an entry with other members")
        record = entry["record"]
        name = f"{record['type']}/{record['id']}"
        require(name not in seen, f"{name} stands twice")
        seen.add(name)
        require(entry["digest"] == sha256(record), f"{name}: digest")
        require(entry["fields"] == {field: sha256(of)[:16] for field, of in record.items()}, f"{name}: fields")
    subject = bundle["subject"]
    require(f"{subject['type']}/{subject['id']}" in seen, "its subject is not in it")
    content = {name: member for name, member in bundle.items() if name not in ("digest", "signature")}
    require(bundle["digest"] == sha256(content), "digest of the whole")
    return verify_signature(bundle) if "signature" in bundle else None


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            signed_by = verify(file.read())
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    except (Changed, AttributeError, KeyError, TypeError) as error:
        print(f"CHANGED: {error}")
        return 1
    if signed_by is None:
        print("unchanged since it was written, but vouched for by nobody: anybody could have made it")
        return 4
    if signed_by not in arguments[1:]:
        print(f"unchanged, but signed by a key that you did not name ({signed_by}): anybody could have made it")
        return 3
    print(f"unchanged, signed by the key that you gave ({signed_by})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
