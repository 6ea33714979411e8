/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites Java's messages about records that it cannot read into words that say what came. The messages differ from release to
 * release; unknown ones stay as they are.
 */
final class TlsWords {
    private static final Pattern DAMAGED =
            Pattern.compile("(?i)tag mismatch|bad[_ ]record[_ ]mac|mac (?:check|verification) failed|bad padding");

    private static final Pattern LONG = Pattern.compile("max = (\\d{1,9}),? len = (\\d{1,9})");

    private static final Pattern NO_RECORD =
            Pattern.compile("(?i)(?:unsupported or unrecognized|unrecognized) ssl message|plaintext connection");

    /** The text before the name of an alert. */
    private static final String ALERT = "Received fatal alert: ";

    /** Before the name of an alert that is a warning, at which Java ends a handshake. */
    private static final String WARNING = "received handshake warning: ";

    /** An alert that Java has no name for, with its number as a signed octet. */
    private static final Pattern UNKNOWN = Pattern.compile("Unknown alert description \\((-?\\d{1,3})\\)");

    /** A handshake message, by its name, that came in place of another one. */
    private static final Pattern OTHER_MESSAGE =
            Pattern.compile("(?:Unsupported|Unexpected) handshake message: ([a-z_]{1,40})");

    private static final Pattern UNASKED = Pattern.compile("Unexpected ([a-z_]{1,60}) extension");

    private static final Pattern BIG_MESSAGE =
            Pattern.compile("size of the handshake message \\((\\d{1,9})\\) exceeds [a-z ]{1,40}\\((\\d{1,9})\\)");

    private static final Pattern OTHER_VERSION =
            Pattern.compile("selected protocol version (SSL|TLS)(\\d)(\\d) is not accepted");

    private static final Pattern NO_VERSION =
            Pattern.compile("Unsupported protocol version: \\(D\\)TLS-(\\d{1,3}\\.\\d{1,3})");

    private static final Pattern SHORT = Pattern.compile("(?i)insufficient buffer remaining for");

    /** Newer releases of Java end a handshake at the first of them (RFC 8446 §5.1). */
    private static final Pattern EMPTY = Pattern.compile("(?i)packets? must not be zero-length");

    private TlsWords() {}

    /** The alert with which the peer ended TLS: its name, or its number. */
    static Optional<String> alert(String words) {
        int known = words.indexOf(ALERT);
        if (known >= 0) {
            return Optional.of(words.substring(known + ALERT.length()));
        }
        Matcher unknown = UNKNOWN.matcher(words);
        return unknown.find()
                ? Optional.of((Integer.parseInt(unknown.group(1)) & 0xFF) + ", which has no name here")
                : Optional.empty();
    }

    /** The warning at which this client ended the handshake, by its name. */
    static Optional<String> warning(String words) {
        int at = words.indexOf(WARNING);
        return at < 0 ? Optional.empty() : Optional.of(words.substring(at + WARNING.length()));
    }

    static String plain(String words) {
        Matcher big = LONG.matcher(words);
        if (big.find()) {
            return "a TLS record of " + big.group(2) + " octets came, and TLS allows " + big.group(1);
        }
        if (DAMAGED.matcher(words).find()) {
            return "a TLS record came that does not match its checksum: it was changed on the way, or made with another key";
        }
        if (SHORT.matcher(words).find()) {
            return "a TLS record came that is too short to be encrypted";
        }
        if (EMPTY.matcher(words).find()) {
            return "a TLS record without content came, which TLS does not allow in a handshake";
        }
        return NO_RECORD.matcher(words).find()
                ? "octets came that are not a TLS record, or not at this point"
                : handshake(words);
    }

    private static String handshake(String words) {
        Matcher message = OTHER_MESSAGE.matcher(words);
        if (message.find()) {
            return "the handshake message " + message.group(1) + " came, which has no place here";
        }
        Matcher unasked = UNASKED.matcher(words);
        if (unasked.find()) {
            return "the extension " + unasked.group(1) + " came, which this client had not asked for";
        }
        Matcher big = BIG_MESSAGE.matcher(words);
        if (big.find()) {
            return "a handshake message of " + big.group(1) + " octets came, and this client reads " + big.group(2);
        }
        Matcher chosen = OTHER_VERSION.matcher(words);
        if (chosen.find()) {
            return "the server chose " + chosen.group(1) + " " + chosen.group(2) + "." + chosen.group(3)
                    + ", which this client did not offer";
        }
        Matcher none = NO_VERSION.matcher(words);
        return none.find() ? "the server chose the version " + none.group(1) + ", which is none of TLS" : words;
    }
}
