/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other names for mailboxes, hosts and addresses, the same one for the same thing throughout a transcript. */
final class Pseudonyms {
    // Each begins where a run begins, and takes it whole or bounded: linear, whatever a server sends.
    private static final String LETTER = "A-Za-z0-9_\\x80-\\xFF";
    private static final String LABEL = "[" + LETTER + "](?:[" + LETTER + "-]{0,61}[" + LETTER + "])?";
    private static final String LOCAL = "[" + LETTER + "!#$%&'*+/=?^`{|}~.-]";
    private static final Pattern MAILBOX =
            Pattern.compile("(?<!" + LOCAL + ")" + LOCAL + "{1,64}+@" + LABEL + "(?:\\." + LABEL + "){0,20}");
    private static final Pattern IPV6 = Pattern.compile("(?<![0-9A-Za-z:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            + "|[0-9A-Fa-f:]{0,35}::[0-9A-Fa-f:]{0,35}(?:[0-9.]{7,15})?)(?![0-9A-Za-z:.])");
    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9A-Za-z.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z])");
    private static final Pattern NAME = Pattern.compile(
            "(?<![" + LETTER + "@.-])(?:" + LABEL + "\\.){1,20}[A-Za-z\\x80-\\xFF]{2,63}(?![" + LETTER + "-])");
    private static final Pattern REPLY = Pattern.compile("[2-5][0-9][0-9][ -]");
    private static final int CODE = 4;

    private final Map<String, String> mailboxes = new HashMap<>();
    private final Map<String, String> hosts = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    Transcript apply(Transcript transcript) {
        List<Entry> renamed = transcript.entries().stream().map(this::apply).toList();
        return Transcript.of(renamed);
    }

    private Entry apply(Entry entry) {
        if (entry.direction() == Entry.Direction.EVENT) {
            return entry;
        }
        String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
        int code = REPLY.matcher(line).lookingAt() ? CODE : 0; // what stands behind "250-" is no part of a name
        byte[] octets = (line.substring(0, code) + apply(line.substring(code))).getBytes(StandardCharsets.ISO_8859_1);
        return entry.direction() == Entry.Direction.CLIENT
                ? Entry.client(octets, entry.encrypted(), entry.at())
                : Entry.server(octets, entry.encrypted(), entry.masked(), entry.at());
    }

    private String apply(String line) {
        String first = replace(MAILBOX, line, this::mailbox);
        String second = replace(IPV6, first, address -> renamed(addresses, address, "2001:db8::", ""));
        String third = replace(IPV4, second, address -> renamed(addresses, address, "192.0.2.", ""));
        return replace(NAME, third, this::host);
    }

    private String mailbox(String mailbox) {
        String host = mailbox.substring(mailbox.lastIndexOf('@') + 1);
        return renamed(mailboxes, mailbox.toLowerCase(Locale.ROOT), "user", "") + "@" + host(host);
    }

    private String host(String host) {
        return host.endsWith(".pseudonym.example")
                ? host
                : renamed(hosts, host.toLowerCase(Locale.ROOT), "host", ".pseudonym.example");
    }

    private static String renamed(Map<String, String> known, String name, String before, String after) {
        return known.computeIfAbsent(name, key -> before + (known.size() + 1) + after);
    }

    private static String replace(Pattern pattern, String text, UnaryOperator<String> other) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(other.apply(found.group())));
    }
}
