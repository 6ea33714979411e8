/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A session as far as its lines show it.
 *
 * @param server    the server
 * @param facts     what happened
 * @param entries   what was said
 * @param startTls  whether STARTTLS was sent
 * @param encrypted whether TLS was active at the end
 */
record PastedSession(PastedServer server, List<Fact> facts, List<Entry> entries, boolean startTls, boolean encrypted) {
    TlsMode mode() {
        return startTls ? TlsMode.STARTTLS : encrypted ? TlsMode.IMPLICIT_TLS : TlsMode.PLAIN;
    }

    boolean has(Class<? extends Fact> kind) {
        return facts.stream().anyMatch(kind::isInstance);
    }

    /** The recipients that were refused, in lower case; empty if it failed in another way. */
    Set<String> refused() {
        return facts.stream()
                .filter(fact -> fact instanceof RcptTo && fact.outcome() instanceof Outcome.Rejected)
                .map(fact -> ((RcptTo) fact).recipient())
                .filter(mailbox -> !mailbox.equals(Mailbox.UNKNOWN))
                .map(mailbox -> mailbox.wire().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Whether it was refused at a step that is common to all recipients. */
    boolean refusedBefore() {
        return facts.stream()
                .anyMatch(fact -> fact.outcome() instanceof Outcome.Rejected
                        && fact.stage().compareTo(Stage.RCPT_TO) < 0
                        && !(fact instanceof UnplacedReply));
    }

    /** The size of its transcript in octets. */
    int octets() {
        return entries.stream()
                .mapToInt(entry -> Printable.octets(entry.text()))
                .sum();
    }

    /**
     * The session as an attempt.
     *
     * @param unread how many octets of the text before it were not read
     */
    Attempt attempt(int index, Purpose purpose, int unread) {
        List<Entry> shown = new ArrayList<>(entries);
        if (unread > 0) {
            shown.add(0, Entry.event(new Event(Event.Kind.LEFT_OUT, Integer.toString(unread)), Duration.ZERO));
        }
        return Attempt.builder(server.route(mode()), purpose)
                .index(index)
                .facts(facts)
                .transcript(Transcript.of(shown))
                .leftOut(unread)
                .build();
    }
}
