/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's first message (RFC 5802 §7), held to the letter of its grammar: what has been signed must come out as it came in. */
record ServerFirst(String text, byte[] salt, long iterations) {
    private static final Pattern NONCE = Pattern.compile("r=([!-+\\--~]++)");
    /** Up to 18 digits: the number fits, and is far beyond what anybody computes. */
    private static final Pattern COUNT = Pattern.compile("i=(0|-?[1-9][0-9]{0,17}+)");

    static ServerFirst of(String text, String ours) throws ScramRefusal {
        if (text.startsWith("m=")) {
            throw new ScramRefusal("the server demands an extension of SCRAM (m=) that this client does not know");
        }
        String[] parts = text.split(",", -1);
        Matcher nonce = NONCE.matcher(parts[0]);
        if (parts.length < 3 || !nonce.matches() || !parts[1].startsWith("s=")) {
            throw new ScramRefusal("the first message of the server is malformed");
        }
        if (!nonce.group(1).startsWith(ours) || nonce.group(1).length() == ours.length()) {
            throw new ScramRefusal("the nonce of the server is not ours with its own behind it");
        }
        return new ServerFirst(text, salt(parts[1].substring(2)), iterations(parts));
    }

    private static byte[] salt(String base64) throws ScramRefusal {
        try {
            byte[] salt = Base64.getDecoder().decode(base64);
            if (salt.length > 0) {
                return salt;
            }
        } catch (IllegalArgumentException notBase64) {
            // as bad as none
        }
        throw new ScramRefusal("the salt of the server is empty or not base64");
    }

    private static long iterations(String[] parts) throws ScramRefusal {
        Matcher count = COUNT.matcher(parts[2]);
        if (!count.matches()) {
            throw new ScramRefusal("the server names no number of iterations of the hash that can be read");
        }
        long iterations = Long.parseLong(count.group(1));
        if (iterations < 1) {
            throw new ScramRefusal("the server asks for " + iterations + " iterations of the hash");
        }
        if (parts.length > 3) {
            throw new ScramRefusal("the first message of the server has an extension that this client does not know");
        }
        return iterations;
    }
}
