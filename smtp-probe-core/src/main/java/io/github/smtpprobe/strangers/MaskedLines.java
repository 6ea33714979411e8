/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes the traces of this machine from the lines of a dialogue, in order, and learns on the way what EHLO and its reply reveal
 * about it. Not thread-safe.
 */
final class MaskedLines {
    private static final int CODE = 4;
    private static final Pattern REPLY = Pattern.compile("[2-5][0-9][0-9][ -]");
    /** Its words are a reason, and no courtesy. */
    private static final Pattern REFUSAL = Pattern.compile("[45][0-9][0-9][ -]");

    private static final Pattern COMMAND = Pattern.compile("([A-Za-z]{3,12}) ([^\\r\\n]+)(.*)", Pattern.DOTALL);
    private static final Pattern CHALLENGE = Pattern.compile("334 ([A-Za-z0-9+/]{8,8192}={0,2})(\\s*)");
    private static final Set<String> HELLO = Set.of("EHLO", "HELO", "LHLO");
    private static final Set<String> OTHERS = Set.of(
            "MAIL", "RCPT", "DATA", "AUTH", "STARTTLS", "XCLIENT", "VRFY", "EXPN", "HELP", "NOOP", "RSET", "QUIT");

    private final Mask mask;
    private boolean commanded;
    private @Nullable String verb;
    private boolean awaited;
    private boolean message;
    private int hellos;

    MaskedLines(Mask mask) {
        this.mask = mask;
    }

    /** How many hellos have got the first line of their reply, or were followed by something else. */
    int hellos() {
        return hellos;
    }

    Entry of(Entry entry) {
        String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
        boolean client = entry.direction() == Entry.Direction.CLIENT;
        String masked = client ? client(line) : server(line);
        if (masked.equals(line)) {
            return entry;
        }
        byte[] octets = masked.getBytes(StandardCharsets.ISO_8859_1);
        return client
                ? Entry.client(octets, entry.encrypted(), entry.at())
                : Entry.server(octets, entry.encrypted(), entry.masked(), entry.at());
    }

    private String client(String line) {
        answered();
        Matcher command = COMMAND.matcher(line);
        if (!message && command.matches() && hello(command.group(1).toUpperCase(Locale.ROOT))) {
            mask.learnName(command.group(2).strip());
            awaited = true;
            return command.group(1) + " " + Mask.NAME + command.group(3);
        }
        commanded = true;
        return mask.text(line);
    }

    /**
     * Whether a word is a verb that greets the server; one of the request's own takes the place of EHLO, also after STARTTLS.
     */
    private boolean hello(String word) {
        if (!commanded && !OTHERS.contains(word)) {
            commanded = true;
            verb = word;
        }
        return HELLO.contains(word) || word.equals(verb);
    }

    private void answered() {
        if (awaited) {
            awaited = false;
            hellos++;
        }
    }

    private String server(String line) {
        boolean first = awaited;
        int code = REPLY.matcher(line).lookingAt() ? CODE : 0;
        message = line.startsWith("354");
        String text = line.substring(code);
        String shown = first && !REFUSAL.matcher(line).lookingAt() ? courtesy(text, mask) : text;
        answered();
        return line.substring(0, code) + (line.startsWith("334 ") ? challenge(line, shown) : mask.text(shown));
    }

    /** The first line of the answer to a hello, unless that refuses it, is the domain and words of the server's liking (RFC 5321 §4.1.1.1). */
    static String courtesy(String text, Mask mask) {
        int end = end(text);
        int blank = text.indexOf(' ');
        if (blank < 0 || blank >= end || text.substring(blank, end).isBlank()) {
            return text;
        }
        mask.learnCourtesy(text.substring(blank, end));
        return text.substring(0, blank + 1) + Mask.WORDS + text.substring(end);
    }

    private static int end(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /** Masks a challenge. One that contains an address is left out as a whole. */
    private String challenge(String line, String shown) {
        Matcher challenge = CHALLENGE.matcher(line);
        if (challenge.matches()) {
            try {
                String text = new String(Base64.getDecoder().decode(challenge.group(1)), StandardCharsets.ISO_8859_1);
                return mask.text(text).equals(text) ? mask.text(shown) : Mask.TOKEN + challenge.group(2);
            } catch (IllegalArgumentException notBase64) {
                return mask.text(shown);
            }
        }
        return mask.text(shown);
    }
}
