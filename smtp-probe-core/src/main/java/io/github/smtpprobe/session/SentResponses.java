/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.text.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Registers what a mechanism sends as secret, so that it is masked if the server repeats it as a whole or in part. */
final class SentResponses {
    /** Between the parts of a response: a digest stands behind a blank (RFC 2195), a proof behind an equals sign (RFC 5802). */
    private static final String SEPARATORS = "\0\u0001 ,=:\"";

    /** So many characters in a row are masked wherever they come back. */
    private static final int RUN = 8;

    /** From this length on, a part is taken for a secret, unless it has what names of users and hosts have: an at sign or a dot. */
    private static final int LONG_PART = 20;

    /** A long part that is no secret: the kind of channel binding (RFC 5929 §4). */
    private static final byte[] END_POINT = "tls-server-end-point".getBytes(StandardCharsets.US_ASCII);

    private final Scrubber scrubber;

    SentResponses(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** Every octet of a response is a secret, in the form in which it goes out. */
    byte[] base64(byte[] response) {
        byte[] encoded = Base64.getEncoder().encode(response);
        learnButZeros(encoded);
        learnParts(response);
        Arrays.fill(response, (byte) 0);
        return encoded;
    }

    /**
     * Runs of zeros, which are the letter A in base64, are no secret: the first message of NTLM mostly consists of them, and so does the
     * challenge, which is to be shown.
     */
    private void learnButZeros(byte[] encoded) {
        int from = 0;
        int zeros = 0;
        for (int i = 0; i < encoded.length; i++) {
            zeros = encoded[i] == 'A' ? zeros + 1 : 0;
            if (zeros >= RUN) {
                learnUnlessZeros(Arrays.copyOfRange(encoded, from, i));
                from = i + 2 - RUN;
            }
        }
        learnUnlessZeros(Arrays.copyOfRange(encoded, from, encoded.length));
    }

    private void learnUnlessZeros(byte[] part) {
        for (byte each : part) {
            if (each != 'A') {
                scrubber.learnRuns(part);
                return;
            }
        }
    }

    /** What was made of a secret may stand in a response: a digest, a proof. A server that repeats one is not to show it. */
    private void learnParts(byte[] response) {
        int start = 0;
        for (int i = 0; i <= response.length; i++) {
            if (i == response.length || SEPARATORS.indexOf(response[i]) >= 0) {
                learnPart(Arrays.copyOfRange(response, start, i));
                start = i + 1;
            }
        }
    }

    private void learnPart(byte[] part) {
        boolean name = false;
        for (byte each : part) {
            name |= each == '@' || each == '.';
        }
        if (part.length >= LONG_PART && !name && !Arrays.equals(part, END_POINT)) {
            scrubber.learnRuns(part);
        }
        Arrays.fill(part, (byte) 0);
    }
}
