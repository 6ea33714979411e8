/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.util.regex.Pattern;

/** Decides whether a second look has heard what a port speaks, so that waiting on the first connection is no longer needed. */
final class Hearing {
    private static final Pattern REPLY = Pattern.compile("[0-9]{3}(?:[ -]|$)");

    private Hearing() {}

    static boolean ofWhatItSpeaks(Attempt look) {
        return look.facts(Greeting.class).stream().anyMatch(Hearing::greeted)
                || look.facts(TlsHandshake.class).stream().anyMatch(hello -> answered(look, hello));
    }

    private static boolean greeted(Greeting greeting) {
        return greeting.outcome().reply().isPresent() || !greeting.firstOctets().isEmpty();
    }

    /**
     * Whether the port answered in TLS, or in clear text. A mail server with a delayed greeting may, however, answer in clear
     * text whatever comes too early.
     */
    private static boolean answered(Attempt look, TlsHandshake hello) {
        boolean inClear = hello.outcome() instanceof Outcome.Failed failed
                && (failed.reason() == Reason.TLS_PLAINTEXT_PEER || failed.reason() == Reason.TLS_UNKNOWN_PEER);
        return hello.outcome().succeeded() || (inClear && !replied(look));
    }

    private static boolean replied(Attempt look) {
        return look.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .anyMatch(entry -> REPLY.matcher(entry.text()).lookingAt());
    }
}
