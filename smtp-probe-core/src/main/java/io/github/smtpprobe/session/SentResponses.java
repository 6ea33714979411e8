/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.text.masking.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Registers what a mechanism sends as secret, so that it is masked if the server repeats it as a whole or in part. */
final class SentResponses {
    /** The separators of the parts of a response: a digest follows a blank (RFC 2195), a proof an equals sign (RFC 5802). */
    private static final String SEPARATORS = "\0\u0001 ,=:\"";

    /** This many consecutive characters are masked wherever they come back. */
    private static final int RUN = 8;

    /**
     * From this length on, a part counts as a secret, unless it contains an at sign or a dot, as names of users and hosts do.
     */
    private static final int LONG_PART = 20;

    /** A long part that is not a secret: the type of channel binding (RFC 5929 §4). */
    private static final byte[] END_POINT = "tls-server-end-point".getBytes(StandardCharsets.US_ASCII);

    private final Scrubber scrubber;

    SentResponses(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** A response in base64. Every octet of it is registered as secret, in that form. */
    byte[] base64(byte[] response) {
        byte[] encoded = Base64.getEncoder().encode(response);
        learnButZeros(encoded);
        learnParts(response);
        Arrays.fill(response, (byte) 0);
        return encoded;
    }

    /**
     * Runs of zeros, which are the letter A in base64, are not secret: most of NTLM's first message consists of them, and so
     * does part of the challenge, which is to be shown.
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

    /**
     * Registers the parts of a response, which may contain values derived from a secret, such as a digest or a proof. If a
     * server repeats one, it must not be shown.
     */
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
