/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import java.util.Optional;

/**
 * How a server reacted to the PROXY header that this client sent: it did not expect it, did not accept it, or continued
 * normally.
 */
public final class SentProxyHeader extends AttemptCheck {
    private static final String OCTETS = "octets ";

    public SentProxyHeader() {
        super(Occasion.ALWAYS);
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return header(attempt).isPresent();
    }

    @Override
    protected void examine(AttemptFindings one) {
        header(one.attempt()).map(SentProxyHeader::words).ifPresent(sent -> {
            Optional<ProxyHeaderFate> fate = ProxyHeaderFate.of(one);
            if (fate.isPresent()) {
                one.add(
                        fate.get().id(),
                        fate.get().fact(),
                        "sent",
                        sent,
                        "seen",
                        fate.get().seen());
            } else {
                greeted(one).ifPresent(fact -> one.add("proxy.header-sent", fact, "sent", sent));
            }
        });
    }

    /** The header that was sent on a connection, which the transcript shows before any line. */
    public static Optional<String> header(Attempt attempt) {
        for (Entry entry : attempt.transcript().entries()) {
            Event event = entry.event().orElse(null);
            if (event == null) {
                return Optional.empty(); // a pasted text may continue for thousands of lines
            }
            if (event.kind() == Event.Kind.PROXY_HEADER) {
                return Optional.of(event.argument());
            }
        }
        return Optional.empty();
    }

    /** Whether the header explains a step, so that no other check has to. */
    public static boolean explains(AttemptFindings one, Fact fact) {
        return fate(one).filter(fate -> fate.fact() == fact || fate.unwanted()).isPresent();
    }

    /** Whether the server took the header for a command, so that from then on, no reply can be assigned to a step. */
    static boolean unwanted(AttemptFindings one) {
        return fate(one).filter(ProxyHeaderFate::unwanted).isPresent();
    }

    private static Optional<ProxyHeaderFate> fate(AttemptFindings one) {
        return header(one.attempt()).flatMap(sent -> ProxyHeaderFate.of(one));
    }

    /** A header in words for sentences. */
    private static String words(String header) {
        return header.startsWith(OCTETS)
                ? (header.length() - OCTETS.length()) / 2 + " octets as they were given"
                : header;
    }

    private static Optional<Fact> greeted(AttemptFindings one) {
        return one.attempt()
                .fact(Greeting.class)
                .filter(fact -> fact.outcome().reply().isPresent())
                .map(Fact.class::cast);
    }
}
