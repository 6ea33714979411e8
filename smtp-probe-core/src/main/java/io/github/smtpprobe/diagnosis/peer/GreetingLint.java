/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a greeting reveals: a firewall, a mail trap, a server without a name, a version, or a proxy in front of the server. */
public final class GreetingLint extends AttemptCheck {
    /** The characters with which firewalls overwrite a greeting. */
    private static final String MASK = "*2 0x-";

    /** Servers for tests, which deliver nothing. */
    private static final Set<String> TRAPS = Set.of(
            "mailhog",
            "mailpit",
            "mailcatcher",
            "smtp4dev",
            "greenmail",
            "mailtrap",
            "mailslurper",
            "fakesmtp",
            "inbucket",
            "papercut");

    /** Servers that may reveal their version. */
    private static final Set<String> SERVERS = Set.of(
            "postfix",
            "exim",
            "sendmail",
            "exchange",
            "opensmtpd",
            "qmail",
            "haraka",
            "hmailserver",
            "icewarp",
            "mdaemon",
            "zimbra",
            "james");

    private static final int SHORTEST_NAME = 4;
    private static final int LONGEST_NAME = 12;

    private static final Pattern VERSION =
            Pattern.compile("(?i)(?<![ /(])[ /(]++(?:smtpd? )?[v(]?[0-9]++[.][0-9][0-9.]*+");

    /** A gap from which on it is deliberate: RFC 5321 allows minutes, but other servers send their lines at once. */
    private static final Duration TEASED = Duration.ofSeconds(1);

    public GreetingLint() {
        super(Occasion.step(Greeting.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        Greeting fact = one.attempt().fact(Greeting.class).orElse(null);
        if (fact == null || !fact.outcome().succeeded()) {
            return;
        }
        Reply reply = fact.outcome().reply().orElse(null);
        if (reply != null) {
            greeted(one, fact, reply);
        }
    }

    private static void greeted(AttemptFindings one, Greeting fact, Reply reply) {
        String text = AttemptFindings.judged(reply.text());
        if (masked(text)) {
            one.add("greeting.masked", fact);
            return;
        }
        software(one, fact, text);
        String first = LastDot.without(firstWord(reply));
        if (first.equals("localhost") || first.startsWith("localhost.")) {
            one.add("greeting.localhost", fact);
        } else if (!named(first) && !first.startsWith("[")) {
            one.add("greeting.nameless", fact);
        }
        Duration gap = gap(one.attempt().transcript().entries());
        if (gap.compareTo(TEASED) >= 0) {
            one.add("greeting.teaser", fact, "ms", Long.toString(gap.toMillis()));
        }
        twoNames(one, fact, first);
    }

    /** Whether a text contains ten masking characters, or five asterisks. */
    private static boolean masked(String text) {
        boolean asterisks = true;
        for (int i = 0; i < text.length(); i++) {
            if (MASK.indexOf(text.charAt(i)) < 0) {
                return false;
            }
            asterisks &= text.charAt(i) == '*';
        }
        return text.length() >= 10 || (asterisks && text.length() >= 5);
    }

    private static void twoNames(AttemptFindings one, Greeting fact, String first) {
        Ehlo hello = one.attempt().fact(Ehlo.class).orElse(null);
        if (hello != null && hello.outcome().succeeded()) {
            String name = LastDot.without(hello.capabilities().domain().toLowerCase(Locale.ROOT));
            if (!name.equals(first) && named(first) && named(name)) {
                one.add("greeting.two-names", fact, "first", first, "second", name);
            }
        }
    }

    /** The first word of a greeting in lower case, which is the name of the host (RFC 5321 §4.2). */
    static String firstWord(Reply greeting) {
        String said = greeting.lines().get(0).strip();
        // A greeting has no enhanced status code (RFC 2034 §4), but some servers put one before their name.
        String line = said.substring(EnhancedStatusCode.lengthAtStartOf(said)).strip();
        int end = 0;
        while (end < line.length() && " ;,".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** The time between the first line of the greeting and the last one. */
    private static Duration gap(List<Entry> entries) {
        Duration first = null;
        Duration last = null;
        for (Entry entry : entries) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                break;
            }
            if (entry.direction() == Entry.Direction.SERVER) {
                first = first == null ? entry.at() : first;
                last = entry.at();
            }
        }
        return first == null || last == null ? Duration.ZERO : last.minus(first);
    }

    /** Whether a word, in lower case, is the name of a host with its domain. */
    private static boolean named(String word) {
        boolean dotted = false;
        char before = '.';
        for (int i = 0; i < word.length(); i++) {
            char each = word.charAt(i);
            boolean letter = (each >= 'a' && each <= 'z') || Ascii.digit(each) || each == '-';
            if (!letter && (each != '.' || before == '.')) {
                return false;
            }
            dotted |= each == '.';
            before = each;
        }
        return dotted && before != '.';
    }

    /**
     * Reports the first trap that the text names as a word of its own, and the first server that is followed by its version.
     */
    private static void software(AttemptFindings one, Greeting fact, String text) {
        String trap = "";
        String version = "";
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = start;
            while (end < text.length() && ofWord(text.charAt(end))) {
                end++;
            }
            if (end - start < SHORTEST_NAME || end - start > LONGEST_NAME) {
                continue;
            }
            String word = text.substring(start, end).toLowerCase(Locale.ROOT);
            if (trap.isEmpty() && TRAPS.contains(word)) {
                trap = text.substring(start, end);
            } else if (version.isEmpty() && SERVERS.contains(word)) {
                Matcher behind = VERSION.matcher(text).region(end, text.length());
                version = behind.lookingAt() ? version(text, start, behind.end()) : "";
            }
        }
        if (!trap.isEmpty()) {
            one.add("peer.mail-trap", fact, "software", trap);
        }
        if (!version.isEmpty()) {
            one.add("greeting.version", fact, "software", version);
        }
    }

    /** A version with both brackets or with none, and without the full stop of a sentence. */
    private static String version(String text, int start, int behind) {
        int end = behind;
        while (text.charAt(end - 1) == '.') {
            end--;
        }
        String version = text.substring(start, end);
        return version.indexOf('(') < 0
                ? version
                : end < text.length() && text.charAt(end) == ')' ? version + ")" : version.replace("(", "");
    }

    private static boolean ofWord(char each) {
        return Ascii.letter(each) || Ascii.digit(each) || each == '_';
    }
}
