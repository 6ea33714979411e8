/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.SSLException;

/**
 * Tracks where records begin and end in the octets of a peer (RFC 8446 §5.1), so that octets outside a record are noticed at
 * once. An SSLEngine would take the first five octets of a clear-text reply for a record header, and wait for as many octets as
 * it seems to announce.
 */
final class RecordHeads {
    /** The lowest content type, change_cipher_spec; the highest is heartbeat. */
    private static final int FIRST_TYPE = 20;

    private static final int LAST_TYPE = 24;

    private static final int HEAD = 5;

    /** How many octets outside a record are kept, to be shown. */
    private static final int SHOWN = 64;

    private static final byte[] NOTHING = new byte[0];

    private int inHead;
    private int length;
    private int body;
    private int records;
    private int empty;
    private boolean begun;
    /** Whether the peer never began to speak TLS; the engine reports that by itself. */
    private boolean other;

    private byte[] stray = NOTHING;
    private int strayCount;

    /** Whether an octet can begin a record. */
    static boolean begins(byte octet) {
        return octet >= FIRST_TYPE && octet <= LAST_TYPE;
    }

    /**
     * How many of the next octets belong to records. The others are kept, and reported once the records before them have been
     * read.
     */
    int belonging(byte[] octets, int count) {
        if (!begun && count > 0) {
            begun = true;
            other = !begins(octets[0]);
        }
        int at = 0;
        while (!other && at < count) {
            if (body > 0) {
                int step = Math.min(body, count - at);
                body -= step;
                at += step;
            } else if (inHead == 0 && !begins(octets[at])) {
                stray = Arrays.copyOfRange(octets, at, Math.min(count, at + SHOWN));
                strayCount = count - at;
                return at;
            } else {
                head(octets[at++]);
            }
        }
        return count;
    }

    private void head(byte octet) {
        inHead++;
        if (inHead > HEAD - 2) {
            length = (inHead == HEAD - 1 ? 0 : length << Byte.SIZE) | (octet & 0xFF);
        }
        if (inHead == HEAD) {
            inHead = 0;
            body = length;
            records++;
            empty += length == 0 ? 1 : 0;
        }
    }

    /** How many records have begun. */
    int records() {
        return records;
    }

    /** How many of them are without content. */
    int empty() {
        return empty;
    }

    /** Whether octets came that are no record, behind all records. */
    boolean strayed() {
        return strayCount > 0;
    }

    /** An exception that describes them. */
    SSLException stray() {
        boolean text = true;
        for (byte each : stray) {
            text &= (each >= ' ' && each < 0x7F) || each == '\r' || each == '\n' || each == '\t';
        }
        String octets = strayCount == 1 ? "1 octet" : strayCount + " octets";
        return new SSLException(
                text
                        ? octets + " came in clear text where only TLS records can come: "
                                + Printable.quoted(firstLine())
                        : octets + " came that are not a TLS record; the first is 0x"
                                + HexFormat.of().withUpperCase().toHexDigits(stray[0]));
    }

    private String firstLine() {
        return new String(stray, StandardCharsets.US_ASCII).strip().split("[\\r\\n]", 2)[0];
    }

    /** Whether a record has begun that is not complete. */
    boolean within() {
        return !other && (inHead > 0 || body > 0);
    }

    /** What it means that the connection ended within a record. */
    CutRecord cut() {
        return new CutRecord(
                inHead > 0
                        ? "the connection ended in the middle of a TLS record, within its head"
                        : "the connection ended in the middle of a TLS record: " + (length - body) + " of its " + length
                                + " octets came");
    }
}
