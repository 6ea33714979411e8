/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.text.masking.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secrets of one text. They are learned where they are recognised, and masked wherever they occur again. */
final class LearntSecrets {
    private static final String BEARER = "auth=bearer ";

    /** What programs write in place of a secret. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[*.xX\\u2022]*+|\\[redacted].*+|<[^>]*+>|null|undefined|true|false|none");

    /** Passwords of examples, whose words also occur in sentences. */
    private static final Pattern EXAMPLE =
            Pattern.compile("(?i)(?:my|your)[_-]?(?:e?mail|smtp|user|app|account)?[_-]?(?:password|passwd)");

    private final Scrubber scrubber = new Scrubber();
    private boolean userFirst;

    /** Notes that a login begins; LOGIN sends the user name before the password. */
    void begun(String mechanism) {
        userFirst = mechanism.equalsIgnoreCase("LOGIN");
    }

    /** Notes that the server asks for something; the prompt may say for what. */
    void prompted(String base64) {
        String prompt = text(base64);
        if (prompt != null) {
            userFirst = prompt.toLowerCase(Locale.ROOT).startsWith("user");
        }
    }

    /** Learns a response, unless it is the user name, which is not secret. */
    void respond(String value) {
        String decoded = text(value);
        boolean name = decoded == null
                || decoded.chars().noneMatch(each -> each < 2); // that of PLAIN contains NULs, and a password
        if (userFirst && name) {
            scrubber.learnRuns(octets(value));
        } else {
            learn(value);
        }
        userFirst = false;
    }

    /** Learns a secret as it was written, and what it contains in base64. */
    void learn(String value) {
        if (placeholder(value) || EXAMPLE.matcher(value).matches()) {
            return;
        }
        scrubber.learnRuns(octets(value));
        String decoded = text(value);
        if (decoded == null) {
            scrubber.learn(octets(value)); // some programs print responses in clear text
            return;
        }
        String[] parts = decoded.split("[\\x00\\x01]", 0);
        for (String part : parts) {
            if (part.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                scrubber.learn(octets(part.substring(BEARER.length())));
            }
        }
        if (parts.length > 0) {
            scrubber.learn(octets(parts[parts.length - 1])); // in PLAIN, the password comes last
        }
    }

    static boolean placeholder(String value) {
        return PLACEHOLDER.matcher(value).matches();
    }

    /**
     * Whether base64 contains what PLAIN and the mechanisms of OAuth send: fields separated by octets 0 or 1; its end may be
     * cut off.
     */
    static boolean separated(String base64) {
        String text = text(base64.substring(0, base64.length() / 4 * 4));
        return text != null && text.chars().anyMatch(each -> each < 2);
    }

    /** The text that base64 contains; null if it is not readable. */
    static @Nullable String text(String base64) {
        try {
            String plain = base64.strip().replace('-', '+').replace('_', '/');
            String text = new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
            boolean readable = !text.isEmpty()
                    && text.chars().allMatch(each -> each < 2 || (each >= ' ' && each != 0x7F && each != 0xFFFD));
            return readable ? text : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    /**
     * Masks what was learned.
     *
     * @param read how many characters at the beginning were read as a code, and must not be changed
     */
    String scrub(String text, int read) {
        byte[] line = octets(text + "\n"); // with an end, since the line is complete
        byte[] clean = scrubber.scrub(line, read);
        return clean == line ? text : new String(clean, 0, clean.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
