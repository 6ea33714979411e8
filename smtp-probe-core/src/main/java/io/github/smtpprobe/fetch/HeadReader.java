/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.text.Ascii;
import java.io.IOException;

/**
 * Reads status lines and header sections (RFC 9112 §4, §5). One limit applies to all of those of a response together. Each octet
 * is read as one character.
 */
final class HeadReader {
    /** The most octets of all lines, including those of interim responses. */
    static final int MOST_OCTETS = 16 * 1024;

    static final int MOST_LINES = 100;

    private static final int MOST_INTERIM = 10;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String VERSION = "HTTP/1.";
    private static final String SIGNS = "!#$%&'*+-.^_`|~";

    private final Incoming incoming;
    private int octets;
    private int lines;

    HeadReader(Incoming incoming) {
        this.incoming = incoming;
    }

    /** Reads the head of the response, skipping those of interim ones. */
    Head read() throws IOException {
        for (int i = 0; i <= MOST_INTERIM; i++) {
            Head head = new Head(status(line()));
            readFields(head);
            if (head.status() == SWITCHING_PROTOCOLS) {
                throw new BadHttp("the host changed to another protocol, which nobody had asked for");
            }
            if (!head.interim()) {
                return head;
            }
        }
        throw new BadHttp("the host sent more than " + MOST_INTERIM + " interim answers");
    }

    private static int status(String line) throws BadHttp {
        int from = VERSION.length() + 2;
        boolean versioned = line.startsWith(VERSION)
                && line.length() >= from + 3
                && Ascii.digit(line.charAt(from - 2))
                && line.charAt(from - 1) == ' ';
        boolean ends = versioned && (line.length() == from + 3 || line.charAt(from + 3) == ' ');
        if (!ends || !Ascii.digits(line.substring(from, from + 3), 3)) {
            throw new BadHttp("the host does not answer in HTTP/1.1");
        }
        int status = Integer.parseInt(line.substring(from, from + 3));
        if (status < 100 || status > 599) {
            throw new BadHttp("the host answers with a status that there is not: " + status);
        }
        return status;
    }

    private void readFields(Head head) throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (++lines > MOST_LINES) {
                throw new BadHttp("the answer has more than " + MOST_LINES + " lines of header fields");
            }
            readField(head, line);
        }
    }

    private static void readField(Head head, String line) throws BadHttp {
        boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (folded && head.size() > 0) {
            head.fold(line.strip());
            return;
        }
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        boolean token = !name.isEmpty() && name.chars().allMatch(c -> token((char) c));
        if (!token) {
            throw new BadHttp("the answer has a line in its header that is no field");
        }
        head.add(name, line.substring(colon + 1).strip());
    }

    private static boolean token(char c) {
        return Ascii.digit(c) || Ascii.letter(c) || SIGNS.indexOf(c) >= 0;
    }

    /** Skips the trailer section after the chunks (RFC 9112 §7.1.2). */
    void skipTrailer() throws IOException {
        readFields(new Head(0));
    }

    /** A line without its end, which is CRLF or LF (RFC 9112 §2.2). */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = next(); octet != '\n'; octet = next()) {
            line.append((char) octet);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        String text = line.toString();
        if (text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new BadHttp("the answer has a CR or NUL within a line of its header");
        }
        return text;
    }

    private int next() throws IOException {
        int octet = incoming.next();
        if (octet < 0) {
            throw new BadHttp(
                    octets == 0 ? "the host closed without an answer" : "the host closed within the answer's header");
        }
        if (++octets > MOST_OCTETS) {
            throw new BadHttp("the answer's header is longer than " + MOST_OCTETS + " octets");
        }
        return octet;
    }
}
