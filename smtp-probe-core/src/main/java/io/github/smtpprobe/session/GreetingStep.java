/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Waits for the greeting. If a stranger chose the target, anything that is not a greeting is neither shown nor answered. */
final class GreetingStep {
    private static final int SHOWN = 200;

    private final Gate gate;
    private final Recorder recorder;
    private final boolean untrusted;

    GreetingStep(Gate gate, Recorder recorder, boolean untrusted) {
        this.gate = gate;
        this.recorder = recorder;
        this.untrusted = untrusted;
    }

    void run() {
        Outcome outcome = gate.pass(Stage.GREETING, this::greeting, (came, took) -> {
            boolean strange = came instanceof Outcome.Failed && !untrusted;
            return Greeting.of(came, took, strange ? firstWords() : "");
        });
        gate.need(outcome);
        if (untrusted && !outcome.succeeded()) {
            gate.leaveUnsaid();
        }
    }

    private Outcome greeting() {
        Outcome outcome = gate.dialogue().reply(gate.limit(Stage.GREETING)).outcome(Stage.GREETING);
        if (outcome.succeeded()) {
            recorder.release();
        }
        if (outcome instanceof Outcome.Failed failed && failed.kind() == FailureKind.PROTOCOL_VIOLATION) {
            hearOut();
            outcome = RoadPage.greeting(recorder.facts(), firstWords(), failed);
        }
        return outcome.succeeded() || !untrusted ? outcome : withoutText(outcome);
    }

    /** Waits a little for the rest of what may be a page: how its octets are cut must not matter. */
    private void hearOut() {
        Deadline soon = gate.limit(Stage.GREETING).sooner(Dialogue.LAST_WORDS);
        boolean more = true;
        while (more && RoadPage.greetingMayGoOn(recorder.facts(), firstWords())) {
            more = gate.dialogue().hearLine(soon);
        }
    }

    /** The same outcome without the server's text: only the code is kept. */
    private static Outcome withoutText(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Rejected(new Reply(rejected.reason().code(), List.of(""), Set.of()));
        }
        return outcome instanceof Outcome.Failed failed ? Outcome.failed(failed.reason(), failed.detail()) : outcome;
    }

    /** The first octets from the peer, if they were not a greeting. */
    private String firstWords() {
        StringJoiner lines = new StringJoiner("\n");
        for (Entry entry : recorder.heard()) {
            if (entry.direction() == Entry.Direction.SERVER && lines.length() < SHOWN) {
                lines.add(entry.text());
            }
        }
        return lines.toString();
    }
}
