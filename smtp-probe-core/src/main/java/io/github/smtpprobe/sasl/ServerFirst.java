/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's first message (RFC 5802 §7). It is parsed strictly, because what is signed must be exactly what was received. */
record ServerFirst(String text, String nonce, byte[] salt, long iterations) {
    private static final Pattern NONCE = Pattern.compile("r=([!-+\\--~]++)");
    /** A count of up to 18 digits, which fits into a long, and is far beyond what anybody computes. */
    private static final Pattern COUNT = Pattern.compile("i=(0|-?[1-9][0-9]{0,17}+)");

    private static final Pattern EXTENSION = Pattern.compile("([A-Za-z])=[^,\\x00]++");
    /** The attributes that have their own place in SCRAM messages, and are therefore not extensions (RFC 5802 §5.1). */
    private static final String TAKEN = "anrcsipve";

    private static final String DEMANDED =
            "the server demands an extension of SCRAM (m=) that this client does not know";

    static ServerFirst of(String text, String ours) throws ScramRefusal {
        if (text.startsWith("m=")) {
            throw new ScramRefusal(DEMANDED);
        }
        String[] parts = text.split(",", -1);
        Matcher nonce = NONCE.matcher(parts[0]);
        if (parts.length < 3 || !nonce.matches() || !parts[1].startsWith("s=")) {
            throw new ScramRefusal("the first message of the server is malformed");
        }
        if (!nonce.group(1).startsWith(ours) || nonce.group(1).length() == ours.length()) {
            throw new ScramRefusal("the nonce of the server is not the client's nonce followed by one of its own");
        }
        byte[] salt = salt(parts[1].substring(2));
        long iterations = iterations(parts[2]);
        for (int i = 3; i < parts.length; i++) {
            extension(parts[i]);
        }
        return new ServerFirst(text, nonce.group(1), salt, iterations);
    }

    private static byte[] salt(String base64) throws ScramRefusal {
        try {
            byte[] salt = Base64.getDecoder().decode(base64);
            if (salt.length > 0) {
                return salt;
            }
        } catch (IllegalArgumentException notBase64) {
            // treated like a missing salt
        }
        throw new ScramRefusal("the salt of the server is empty or not base64");
    }

    private static long iterations(String part) throws ScramRefusal {
        Matcher count = COUNT.matcher(part);
        if (!count.matches()) {
            throw new ScramRefusal("the server gives no iteration count that can be read");
        }
        long iterations = Long.parseLong(count.group(1));
        if (iterations < 1) {
            throw new ScramRefusal("the server asks for " + iterations + " iterations of the hash");
        }
        return iterations;
    }

    /** Ignores an unknown extension, unless it is mandatory for the client (RFC 5802 §5.1). */
    private static void extension(String part) throws ScramRefusal {
        if (part.startsWith("m=")) {
            throw new ScramRefusal(DEMANDED);
        }
        Matcher extension = EXTENSION.matcher(part);
        if (!extension.matches() || TAKEN.contains(extension.group(1))) {
            throw new ScramRefusal("the first message of the server is malformed after the iteration count");
        }
    }
}
