/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.NumericAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mailboxes and hosts that a dialogue names in its own commands and replies, so that they are recognised elsewhere,
 * whatever they look like.
 *
 * @param mailboxes those of MAIL and RCPT
 * @param hosts     those of EHLO, of greetings and of replies to EHLO, in any form; no address literals
 */
record NamedInDialogue(Set<String> mailboxes, Set<String> hosts) {
    private static final Pattern PATH = Pattern.compile(
            "(?:MAIL FROM|RCPT TO):\\s{0,9}+<(?:@[^:>]{0,255}+:)?+([^>]{1,320}@[^>]{1,255})>.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HELLO =
            Pattern.compile("(?:EHLO|HELO|LHLO)\\s{1,9}+(\\S{1,255}).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PROXY = Pattern.compile(" proxy ([A-Za-z0-9_.-]{1,253}):");
    private static final Pattern OPENING =
            Pattern.compile("2(?:20|50)[ -]([A-Za-z0-9_\\x80-\\xFF][^\\s,;:<>()]{0,254}).*", Pattern.DOTALL);
    /**
     * First words of greetings that are not names, common words that are also common local parts, and names that belong to
     * nobody.
     */
    private static final Set<String> COMMON = Set.of(
            "ok",
            "hello",
            "hi",
            "welcome",
            "esmtp",
            "smtp",
            "lmtp",
            "service",
            "server",
            "mail",
            "ready",
            "requested",
            "pleased",
            "queued",
            "sender",
            "recipient",
            "accepted",
            "go",
            "begin",
            "user",
            "users",
            "test",
            "info",
            "admin",
            "root",
            "postmaster",
            "abuse",
            "mailer-daemon",
            "noreply",
            "no-reply",
            "support",
            "sales",
            "office",
            "contact",
            "address",
            "host",
            "the",
            "and",
            "for",
            "not",
            "unknown",
            "domain",
            "access",
            "relay",
            "error",
            "message",
            "queue");

    private static final Set<String> NOBODY = Set.of("localhost", "localhost.localdomain");

    static NamedInDialogue of(Transcript transcript) {
        NamedInDialogue named = new NamedInDialogue(new LinkedHashSet<>(), new LinkedHashSet<>());
        boolean opening = true;
        for (Entry entry : transcript.entries()) {
            String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
            if (entry.direction() == Entry.Direction.CLIENT) {
                opening = named.client(line);
            } else if (entry.event().isPresent()) {
                named.road(entry.event().get());
            } else if (opening) {
                named.host(OPENING.matcher(line));
                opening = false;
            }
        }
        return named;
    }

    private void road(Event event) {
        Matcher proxy = PROXY.matcher(event.kind() == Event.Kind.ROAD ? event.argument() : "");
        while (proxy.find()) {
            String name = proxy.group(1);
            if (telling(name) && NumericAddress.read(name).isEmpty()) {
                hosts.add(name);
            }
        }
    }

    /** Reads a line of the client's and tells whether a name comes next, since the reply to a hello begins with one. */
    private boolean client(String line) {
        Matcher path = PATH.matcher(line);
        if (path.matches()) {
            mailboxes.add(path.group(1));
        }
        Matcher hello = HELLO.matcher(line);
        host(hello);
        return hello.matches();
    }

    private void host(Matcher found) {
        if (found.matches()) {
            String bare = LastDot.without(found.group(1));
            if (!bare.startsWith("[") && telling(bare)) {
                hosts.add(bare);
            }
        }
    }

    /** Whether a word identifies anybody. */
    static boolean telling(String word) {
        return word.length() > 1
                && !COMMON.contains(word.toLowerCase(Locale.ROOT))
                && !nobody(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a name is used by everybody. */
    static boolean nobody(String name) {
        return NOBODY.contains(name);
    }
}
