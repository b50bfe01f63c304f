"""The peer pymdoccbor reads every sample of a folder: `verify.py FOLDER`.

What the peer checks and what it does not: ../README.md.
"""

import datetime
import json
import logging
import sys
from decimal import Decimal
from pathlib import Path

import cbor2
import pymdoccbor.mso.verifier
from cryptography import x509
from pymdoccbor.mdoc.verifier import MdocCbor

FORMS = {".issuer-signed.cbor": "issuer-signed", ".document.cbor": "document", ".response.cbor": "response"}


class Clock(datetime.datetime):
    """The peer takes the time of the machine and nothing else, so its clock is set for it."""

    at = None

    @classmethod
    def now(cls, tz=None):
        return cls.at


pymdoccbor.mso.verifier.datetime = Clock
logging.getLogger("pymdoccbor").setLevel(logging.CRITICAL)


def response(form, doc_type, data):
    """The peer reads a DeviceResponse and nothing smaller; what is sealed goes in as it is, byte for byte."""
    if form == "response":
        return data
    if form == "issuer-signed":
        data = b"\xa2" + b"".join(map(cbor2.dumps, ("docType", doc_type, "issuerSigned"))) + data
    return b"".join(
        (b"\xa3", cbor2.dumps("version"), cbor2.dumps("1.0"), cbor2.dumps("documents"), b"\x81", data,
         cbor2.dumps("status"), b"\x00")
    )


def same(expected, found):
    """Compares what the peer hands out with the sample's description (its form: ../src/plain.rs)."""
    if expected is None or isinstance(expected, (bool, str)):
        return type(found) is type(expected) and found == expected
    if isinstance(expected, int):
        return type(found) is int and found == expected
    if isinstance(expected, list):
        return isinstance(found, (list, tuple)) and len(found) == len(expected) and all(map(same, expected, found))
    if "int" in expected:
        return type(found) is int and found == int(expected["int"])
    if "float" in expected:
        return type(found) is float and found == float(expected["float"])
    if "bytes" in expected:
        return isinstance(found, bytes) and found.hex() == expected["bytes"]
    if "map" in expected:
        pairs = list(found.items()) if hasattr(found, "items") else []
        return len(pairs) == len(expected["map"]) and all(
            any(same(key, k) and same(value, v) for k, v in pairs) for key, value in expected["map"]
        )
    tag, of = expected["tag"], expected["of"]
    if tag == 0:
        return isinstance(found, datetime.datetime) and found == instant(of)
    if tag == 4:
        return isinstance(found, Decimal) and found == Decimal(of[1]).scaleb(of[0])
    if tag == 1004:
        return type(found) is datetime.date and found.isoformat() == of
    return isinstance(found, cbor2.CBORTag) and found.tag == tag and same(of, found.value)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def differences(expected, name_spaces):
    """The raw items are compared: the peer's own `disclosure_map` drops the tags of values."""
    found = []
    for name_space in expected.keys() | name_spaces.keys():
        wanted = dict(expected.get(name_space, {}))
        for item in name_spaces.get(name_space, ()):
            item = cbor2.loads(item.value)
            identifier = item["elementIdentifier"]
            if identifier not in wanted:
                found.append(f"{name_space}/{identifier} was not expected")
            elif not same(wanted.pop(identifier), item["elementValue"]):
                found.append(f"value of {name_space}/{identifier} differs")
        found += [f"{name_space}/{identifier} is missing" for identifier in wanted]
    return found


def judge(data, root):
    """What the peer refuses (in its words), and the document that it accepts."""
    mdoc = MdocCbor()
    try:
        mdoc.loads(data)
        in_force = mdoc.verify([root] if root else None)
    except Exception as error:  # the peer lets all kinds out
        return [f"refused to read: {error}"], None
    if in_force and len(mdoc.documents) == 1:
        return [], mdoc.documents[0]
    for document in mdoc.documents_invalid:
        failed = (getattr(document, "hash_verification", None) or {}).get("failed", [])
        return [f"{item.get('elementIdentifier')}: {item['reason']}" for item in failed] or ["refused"], None
    return ["no document"], None


def flip(data, part, start=0):
    at = data.index(part, start) + len(part) - 1
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def controls(data, sample, document, folder, root):
    """Changes, and what the peer is known to say: a wrong guess here means that README.md is out of date."""
    name_spaces = document.issuersigned.namespaces
    items = [item.value for inner in name_spaces.values() for item in inner]
    text = [item for item in items if isinstance(cbor2.loads(item)["elementValue"], str) and cbor2.loads(item)["elementValue"]]
    item = (text or items)[0]
    value = cbor2.loads(item)["elementValue"].encode() if text else cbor2.loads(item)["random"]
    message = document.issuersigned.issuer_auth.object
    payload_at = data.index(message.payload)
    doc_type = cbor2.dumps(sample["doc_type"])
    doc_type_at = data.find(doc_type, 0, payload_at)
    if doc_type_at < 0:
        doc_type_at = payload_at + len(message.payload)
    judged = [
        ("element", True, flip(data, value, data.index(item)), root, Clock.at),
        ("signature", True, flip(data, message.signature), root, Clock.at),
        ("docType", False, flip(data, doc_type, doc_type_at), root, Clock.at),
        # Validity is the certificate's alone, and that only where a root is given.
        ("time", root is not None, data, root, datetime.datetime(2200, 1, 1, tzinfo=datetime.timezone.utc)),
    ]
    if root:
        stranger = x509.load_der_x509_certificate((folder / "stranger.root.der").read_bytes())
        judged.append(("root", True, data, stranger, Clock.at))
    surprises, unchecked = [], []
    for name, must_refuse, changed, anchor, at in judged:
        before, Clock.at = Clock.at, at
        refused = bool(judge(changed, anchor)[0])
        Clock.at = before
        if refused != must_refuse:
            surprises.append(f"changed {name} was {'refused' if refused else 'not refused'}")
        elif not refused:
            unchecked.append(name)
    return surprises, unchecked


def shown(faults):
    """The first of many faults of the same kind."""
    rest = f" and {len(faults) - 2} more" if len(faults) > 2 else ""
    return "; ".join(faults[:2]) + rest


def main():
    if len(sys.argv) != 2:
        print("usage: verify.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    passed = failed = 0
    for file in sorted(folder.iterdir()):
        end = next((suffix for suffix in FORMS if file.name.endswith(suffix)), None)
        if end is None:
            continue
        name = file.name.removesuffix(end)
        sample = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        if sample.get("peers") and "pymdoccbor" not in sample["peers"]:
            continue
        Clock.at = instant(sample["now"])
        root = sample.get("issuer_root")
        root = x509.load_der_x509_certificate((folder / root).read_bytes()) if root else None
        data = response(FORMS[end], sample["doc_type"], file.read_bytes())
        faults, document = judge(data, root)
        if sample.get("refused_by") is not None:
            expected = ("pymdoccbor" in sample["refused_by"]) == bool(faults)
            says = f"refused: {shown(faults)}" if faults else "lets it pass"
            print(f"{'passed' if expected else 'FAILED'} {name} pymdoccbor {says}")
            passed, failed = passed + expected, failed + (not expected)
            continue
        says = "signature, digests" + (", chain" if root else "")
        if document is not None:
            faults = differences(sample["elements"], document.issuersigned.namespaces)
        if not faults:
            faults, unchecked = controls(data, sample, document, folder, root)
            says += f"; does not check: {', '.join(unchecked)}" if unchecked else ""
        print(f"{'FAILED' if faults else 'passed'} {name} pymdoccbor {'; '.join(faults) or says}")
        passed, failed = passed + (not faults), failed + bool(faults)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
