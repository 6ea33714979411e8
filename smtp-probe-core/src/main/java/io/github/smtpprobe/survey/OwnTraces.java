/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Removes from sentences what identifies this machine: its own addresses, and the name servers that were asked. */
final class OwnTraces {
    private static final int MOST = 1_000;
    /** Shorter words would occur within other words, and reveal nothing. */
    private static final int SHORTEST = 4;

    /** How much of a reply a finding quotes. */
    private static final int LONGEST_SHOWN = 100;

    private static final String SERVER = "the name server ";
    private static final String CODE = SERVER + "says ";
    private static final String ADDED = " (the name server adds: ";
    private static final String INSTEAD = "[not told]";

    /** The longest first, so that a text that contains another one is removed whole. */
    private final List<String> texts;

    private OwnTraces(Set<String> found) {
        List<String> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(String::length).reversed());
        this.texts = List.copyOf(sorted);
    }

    static OwnTraces of(DomainFacts facts) {
        Set<String> found = new TreeSet<>();
        facts.lookUps().forEach(answer -> collect(answer, found));
        facts.differing().forEach(answer -> collect(answer, found));
        facts.rootValidation().map(RootValidation::detail).ifPresent(found::add);
        facts.exchangers().stream()
                .flatMap(each -> each.handshakes().stream())
                .flatMap(each -> each.attempt().fact(Connect.class).stream())
                .flatMap(each -> each.localAddress().stream())
                .limit(MOST)
                .forEach(local -> found.add(AddressLiteral.text(local)));
        facts.exchangers().stream()
                .flatMap(each -> each.handshakes().stream())
                .flatMap(each -> each.attempt().facts().stream())
                .filter(fact -> !fact.outcome().succeeded())
                .flatMap(fact -> fact.outcome().reply().stream())
                .limit(MOST)
                .forEach(reply -> collect(reply, found));
        found.removeIf(each -> each.length() < SHORTEST);
        return new OwnTraces(found);
    }

    private static void collect(DnsAnswer answer, Set<String> found) {
        if (found.size() >= MOST) {
            return;
        }
        found.add(answer.server());
        int port = answer.server().lastIndexOf(':');
        found.add(
                port < 0
                        ? ""
                        : answer.server().substring(0, port).replace("[", "").replace("]", ""));
        if (answer.security() != Security.BOGUS) {
            found.add(words(answer.detail()));
        } else if (added(answer.detail()) >= 0) {
            found.add(answer.detail()
                    .substring(added(answer.detail()) + 2, answer.detail().length() - 1));
        }
    }

    /** Collects the words of a refusal, which may name this client, and their beginning, since summaries may quote no more. */
    private static void collect(Reply reply, Set<String> found) {
        String words = Printable.clean(reply.text());
        int codes = reply.oneLine().length() - reply.text().length();
        found.add(words);
        found.add(words.substring(0, Math.min(words.length(), Math.max(0, LONGEST_SHOWN - codes))));
    }

    /**
     * The index at which a reason begins that comes from the name server; it extends to the end of the detail. -1 if there is
     * none.
     */
    static int added(String detail) {
        return detail.indexOf(ADDED);
    }

    /** The words that a name server adds to its error code; the code itself may be told. */
    private static String words(String detail) {
        int open = detail.startsWith(CODE) && detail.endsWith(")") ? detail.indexOf(" (") : -1;
        return open < 0 ? detail : detail.substring(open + 2, detail.length() - 1);
    }

    String without(String text) {
        String told = text;
        for (String each : texts) {
            told = without(told.replace(" (" + each + ")", "").replace(SERVER + each + " ", SERVER), each);
        }
        return told;
    }

    /** Replaces a word only where it stands by itself: 10.0.0.1 does not occur in 10.0.0.10. */
    private static String without(String text, String word) {
        StringBuilder told = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
            if (!joined(text, at - 1, at) && !joined(text, at + word.length(), at + word.length() - 1)) {
                told.append(text, from, at).append(INSTEAD);
                from = at + word.length();
            }
        }
        return told.append(text, from, text.length()).toString();
    }

    /** Whether the character next to the end of a match continues the same word. */
    private static boolean joined(String text, int beside, int end) {
        return beside >= 0
                && beside < text.length()
                && Character.isLetterOrDigit(text.charAt(beside))
                && Character.isLetterOrDigit(text.charAt(end));
    }
}
