/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Stage;
import java.util.Set;
import java.util.function.UnaryOperator;

/** EHLO, and HELO once where EHLO is not known and HELO is of any use (RFC 5321 §3.2). */
final class HelloStep {
    /** Refusals of EHLO after which HELO may still be taken. */
    private static final Set<Integer> EHLO_UNKNOWN = Set.of(500, 501, 502, 504, 550);

    private final Dialogue dialogue;
    private final Recorder recorder;
    private final ProbeRequest request;
    private final UnaryOperator<Outcome> settle;
    private final Deadline deadline;
    private Capabilities capabilities = Capabilities.NONE;

    HelloStep(
            Dialogue dialogue,
            Recorder recorder,
            ProbeRequest request,
            UnaryOperator<Outcome> settle,
            Deadline deadline) {
        this.dialogue = dialogue;
        this.recorder = recorder;
        this.request = request;
        this.settle = settle;
        this.deadline = deadline;
    }

    /** What is offered in this layer; nothing before EHLO was accepted. */
    Capabilities capabilities() {
        return capabilities;
    }

    boolean run(boolean heloWillDo) {
        String name = request.heloName()
                .orElseGet(() -> AddressLiteral.of(dialogue.connection().localAddress()));
        Outcome ehlo = say("EHLO", Command.ehlo(name));
        boolean unknown = ehlo instanceof Outcome.Rejected rejected
                && EHLO_UNKNOWN.contains(rejected.reason().code().value());
        return ehlo.succeeded()
                || (unknown && heloWillDo && say("HELO", Command.helo(name)).succeeded());
    }

    private Outcome say(String verb, ClientLine line) {
        long start = recorder.now();
        Outcome outcome = settle.apply(Settlement.of(Stage.EHLO, dialogue.exchange(line, deadline)));
        capabilities = outcome.succeeded() && verb.equals("EHLO")
                ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE)
                : Capabilities.NONE;
        recorder.fact(new Fact.Hello(outcome, recorder.since(start), verb, dialogue.encrypted(), capabilities));
        return outcome;
    }
}
