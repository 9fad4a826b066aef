#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A second opinion on short messages: tshark's dissector of TS 23.040 over the same vectors.

Every vector that the parser accepts must have, to tshark, the same type, identifiers, lengths,
address, elements of the header and text, and nothing that it calls malformed.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIP = 77
USER_0 = 147
DISSECTOR = 'uat:user_dlts:"User 0 (DLT=147)","%s","0","","0",""'
COLUMNS = ("origin kind hex type pid dcs length digits peer elements parts port text").split()
FROM_NETWORK, FROM_HOST = 2, 1  # as pcapng has directions of a network's side
TYPES = ["DELIVER", "SUBMIT", "STATUS REPORT", "DELIVER REPORT", "SUBMIT REPORT", "COMMAND"]
TO_HOST = (0, 2, 4)
# What tshark reads otherwise, and why.
FILL = "fill of a card's record behind a report, which tshark takes for TP-PI and its fields"
EXPLAINED = {("gammu-at-sms.txt:32", name): FILL for name in ("pid", "dcs", "length")}


def block(kind, body):
    body += bytes(-len(body) % 4)
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


def capture(path, packets):
    """A pcapng file of packets that are nothing but TPDUs, each with its direction."""
    out = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += block(1, struct.pack("<HHI", USER_0, 0, 65535))
    for direction, data in packets:
        options = struct.pack("<HHIHH", 2, 4, direction, 0, 0)
        head = struct.pack("<IIIII", 0, 0, 0, len(data), len(data))
        out += block(6, head + data + bytes(-len(data) % 4) + options)
    with open(path, "wb") as f:
        f.write(out)


def tshark(dissector, packets, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "messages.pcapng")
        capture(path, packets)
        return subprocess.run(["tshark", "-n", "-o", DISSECTOR % dissector, "-r", path, *options],
                              capture_output=True, check=True).stdout


def dissect(rows):
    got = tshark("gsm_sms", [(FROM_NETWORK if int(r["type"]) in TO_HOST else FROM_HOST,
                              bytes.fromhex(r["hex"])) for r in rows],
                 "-o", "gsm_sms.reassemble:FALSE", "-T", "pdml")
    return [{"protos": {p.get("name") for p in packet.iter("proto")},
             "title": next((p.get("showname") for p in packet.findall("proto")
                            if p.get("name") == "gsm_sms"), ""),
             "fields": [(f.get("name"), f.get("show") or "", f.get("showname") or "")
                        for f in packet.iter("field")]}
            for packet in ElementTree.fromstring(got).iter("packet")]


def first(packet, *names):
    return next((show for name, show, _ in packet["fields"] if name in names), None)


def ascii_of(text):
    return "".join(c if c < "\x7f" else "?" for c in text)


def theirs(row, packet):
    """What tshark says, in our columns."""
    number = lambda *names: int(first(packet, *names) or "-1", 0)
    said = {
        "type": packet["title"].rpartition("SMS-")[2],
        "pid": number("gsm_sms.tp-pid"),
        "dcs": number("gsm_sms.tp-dcs"),
        "length": number("gsm_sms.tp.user_data_length", "gsm_sms.tp.command_data_length"),
        "elements": sum(name == "gsm_sms.ie_identifier" for name, _, _ in packet["fields"]),
        "port": number("gsm_sms.destination_port", "gsm_sms.destination_port8"),
    }
    peer = first(packet, "gsm_sms.tp-oa", "gsm_sms.tp-da", "gsm_sms.tp-ra")
    said["peer"] = None if peer is None else ascii_of(peer)
    said["digits"] = number("gsm_sms.dis_field_addr.length")
    said["parts"] = "/".join(str(number("gsm_sms.udh.mm." + n))
                             for n in ("msg_id", "msg_parts", "msg_part"))
    said["text"] = first(packet, "gsm_sms.sms_text")
    return said


def ours(row):
    read = {name: int(row[name]) for name in
            ("pid", "dcs", "length", "elements", "port", "digits")}
    read["type"] = TYPES[int(row["type"])]
    read["peer"] = row["peer"] if int(row["digits"]) >= 0 else None
    read["parts"] = "-1/-1/-1" if row["parts"] == "0/0/0" else row["parts"]
    read["text"] = bytes.fromhex(row["text"]).decode("ascii")
    return read


def compare(row, packet):
    """Complaints about one row."""
    if "_ws.malformed" in packet["protos"]:
        yield "malformed, says tshark"
    mine, other = ours(row), theirs(row, packet)
    for name, value in mine.items():
        said = other[name]
        if name == "text":
            if not value:
                continue
            said = ascii_of(said or "")
            value = value.replace("\n", " ")  # as attributes of XML have it
        if said != value:
            yield f"{name}: {value!r} and {said!r}"


def compare_words(lines, dissector):
    """Messages of another kind: all that the parser says must stand in tshark's words for it."""
    for line in lines:
        origin, _, data, *words = line.split("\t")
        said = tshark(dissector, [(FROM_HOST, bytes.fromhex(data))], "-V").decode(errors="replace")
        for word in words:
            if word not in said:
                yield origin, word
        if "Malformed" in said:
            yield origin, "malformed, says tshark"


def main():
    if not shutil.which("tshark"):
        print("skipped: no tshark")
        return SKIP
    listed = subprocess.run([sys.argv[1], "--list"], capture_output=True, text=True, check=False)
    if listed.returncode == SKIP:
        print(listed.stdout.strip())
        return SKIP
    lines = listed.stdout.splitlines()
    rows = [dict(zip(COLUMNS, line.split("\t"))) for line in lines if "\tsms-" in line]
    pages = [line for line in lines if "\tcbm" in line]
    cdma = [line for line in lines if "\tcdma-" in line]
    others = set()
    for complaint in (*compare_words(pages, "gsm_cbs"), *compare_words(cdma, "ansi_637_trans")):
        others.add(complaint)
        print(*complaint, "--", EXPLAINED.get(complaint, "NOT EXPLAINED"))
    for row, packet in zip(rows, dissect(rows), strict=True):
        for complaint in compare(row, packet):
            key = (row["origin"], complaint.split(":")[0])
            others.add(key)
            print(row["origin"], complaint, "--", EXPLAINED.get(key, "NOT EXPLAINED"))
    print(f"{len(lines) - len({o for o, _ in others})} of {len(lines)} accepted messages are the "
          f"same to tshark, {len(cdma)} of them of CDMA, {len(pages)} pages")
    complete = rows and pages and cdma and listed.returncode == 0
    return 0 if complete and others == set(EXPLAINED) else 1


if __name__ == "__main__":
    sys.exit(main())
