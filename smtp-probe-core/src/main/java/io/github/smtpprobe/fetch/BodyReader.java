/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.text.Ascii;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads the body of a response according to how its length is given (RFC 9112 §6.3), and stops at the latest one octet after the limit. */
final class BodyReader {
    /** The most digits of a size; more than the number of octets in the world has. */
    private static final int MOST_DIGITS = 18;

    /** The most octets of the line before a chunk; extensions in it are ignored (RFC 9112 §7.1.1). */
    private static final int LONGEST_SIZE_LINE = 1024;

    private final Incoming incoming;
    private final HeadReader heads;
    private final BooleanSupplier endedWell;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /**
     * Prepares to read.
     *
     * @param endedWell tells, at the end of the stream, whether the peer ended TLS by close_notify
     */
    BodyReader(Incoming incoming, HeadReader heads, BooleanSupplier endedWell) {
        this.incoming = incoming;
        this.heads = heads;
        this.endedWell = endedWell;
    }

    /** What was read, even after a failure. If the body is too big, it may be more than the limit. */
    byte[] body() {
        return body.toByteArray();
    }

    /** Whether the body is too big. */
    boolean tooBig() {
        return body.size() > PolicyFetch.MOST_OCTETS;
    }

    void read(Head head) throws IOException {
        List<String> coding = head.all("transfer-encoding");
        List<String> lengths = head.all("content-length");
        if (!coding.isEmpty()) {
            if (!String.join(",", coding).strip().equalsIgnoreCase("chunked")) {
                throw new BadHttp("the answer has a transfer coding that nobody had asked for");
            }
            readChunks();
        } else if (lengths.isEmpty()) {
            readToEnd();
        } else {
            take(length(String.join(",", lengths)));
        }
    }

    /** One number, or the same number several times (RFC 9110 §8.6). */
    private static long length(String list) throws BadHttp {
        String first = list.substring(0, (list + ",").indexOf(',')).strip();
        int from = 0;
        for (int end = list.indexOf(','); from <= list.length(); end = list.indexOf(',', from)) {
            int stop = end < 0 ? list.length() : end;
            if (!list.substring(from, stop).strip().equals(first)) {
                throw new BadHttp("the answer has more than one Content-Length");
            }
            from = stop + 1;
        }
        if (!Ascii.digits(first, MOST_DIGITS)) {
            throw new BadHttp("the answer has a Content-Length that is no number");
        }
        return Long.parseLong(first);
    }

    private void take(long length) throws IOException {
        for (long i = 0; i < length && !tooBig(); i++) {
            int octet = incoming.next();
            if (octet < 0) {
                throw new BadHttp("the host closed within the body");
            }
            body.write(octet);
        }
    }

    private void readToEnd() throws IOException {
        for (int octet = incoming.next(); octet >= 0; octet = incoming.next()) {
            body.write(octet);
            if (tooBig()) {
                return;
            }
        }
        if (!endedWell.getAsBoolean()) { // RFC 9112 §8, §9.8
            throw new BadHttp("the host closed without ending TLS, so that the body may be a part of it");
        }
    }

    private void readChunks() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            take(size);
            if (tooBig()) {
                return;
            }
            if (incoming.next() != '\r' || incoming.next() != '\n') {
                throw new BadHttp("a chunk of the body has no end where it should");
            }
        }
        heads.skipTrailer();
    }

    private long chunkSize() throws IOException {
        long size = 0;
        int digits = 0;
        int octet = incoming.next();
        for (; octet >= 0 && Character.digit(octet, 16) >= 0; octet = incoming.next()) {
            size = size * 16 + Character.digit(octet, 16);
            if (++digits > MOST_DIGITS - 3) {
                throw new BadHttp("a chunk of the body has a size that cannot be");
            }
        }
        boolean extended = octet == ';' || octet == ' ' || octet == '\t';
        for (int i = 0; extended && octet >= 0 && octet != '\r' && octet != '\n'; i++) {
            octet = incoming.next();
            if (i > LONGEST_SIZE_LINE) {
                throw new BadHttp("a chunk of the body has an extension that is too long");
            }
        }
        if (octet < 0) {
            throw new BadHttp("the host closed within the body");
        }
        if (digits == 0 || octet != '\r' || incoming.next() != '\n') {
            throw new BadHttp("a chunk of the body has no size that can be read");
        }
        return size;
    }
}
