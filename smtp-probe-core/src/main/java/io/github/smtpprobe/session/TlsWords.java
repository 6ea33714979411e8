/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Java says of records that it cannot read, in words that say what came. They differ from release to release; others stay as they are. */
final class TlsWords {
    private static final Pattern DAMAGED =
            Pattern.compile("(?i)tag mismatch|bad[_ ]record[_ ]mac|mac (?:check|verification) failed|bad padding");

    private static final Pattern LONG = Pattern.compile("max = (\\d{1,9}),? len = (\\d{1,9})");

    private static final Pattern NO_RECORD =
            Pattern.compile("(?i)(?:unsupported or unrecognized|unrecognized) ssl message|plaintext connection");

    /** Before the name of an alert. */
    private static final String ALERT = "Received fatal alert: ";

    /** An alert that Java has no name for, with its number as a signed octet. */
    private static final Pattern UNKNOWN = Pattern.compile("Unknown alert description \\((-?\\d{1,3})\\)");

    private TlsWords() {}

    /** The alert by which the peer ended TLS: its name, or its number. */
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

    static String plain(String words) {
        Matcher big = LONG.matcher(words);
        if (big.find()) {
            return "a TLS record of " + big.group(2) + " octets came, and TLS allows " + big.group(1);
        }
        if (DAMAGED.matcher(words).find()) {
            return "a TLS record came that does not match its checksum: it was changed on the way, or made with another key";
        }
        return NO_RECORD.matcher(words).find() ? "octets came that are no TLS record" : words;
    }
}
