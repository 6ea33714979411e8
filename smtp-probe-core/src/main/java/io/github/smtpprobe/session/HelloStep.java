/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Stage;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** EHLO, and HELO once where EHLO is not known and HELO is of any use (RFC 5321 §3.2). */
final class HelloStep {
    /** Refusals of EHLO after which HELO may still be taken. */
    private static final Set<Integer> EHLO_UNKNOWN = Set.of(500, 501, 502, 504, 550);

    private final Gate gate;
    private final Supplier<String> name;
    private Capabilities capabilities = Capabilities.NONE;

    /**
     * Prepares the step.
     *
     * @param name how we introduce ourselves, asked once the connection stands
     */
    HelloStep(Gate gate, Supplier<String> name) {
        this.gate = gate;
        this.name = name;
    }

    /**
     * Takes it.
     *
     * @param secured    whether TLS is on
     * @param heloWillDo whether HELO, which offers nothing, leads anywhere
     * @return what is offered in this layer; nothing before EHLO was accepted
     */
    Capabilities run(boolean secured, boolean heloWillDo) {
        Outcome hello = say("EHLO", secured, Command::ehlo);
        boolean unknown = hello instanceof Outcome.Rejected rejected
                && EHLO_UNKNOWN.contains(rejected.reason().code().value());
        if (unknown && heloWillDo) {
            hello = say("HELO", secured, Command::helo);
        }
        gate.need(hello);
        return capabilities;
    }

    private Outcome say(String verb, boolean secured, Function<String, ClientLine> line) {
        return gate.command(Stage.EHLO, () -> line.apply(name.get()), (outcome, took) -> {
            capabilities = outcome.succeeded() && verb.equals("EHLO")
                    ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE)
                    : Capabilities.NONE;
            return new Fact.Hello(outcome, took, verb, secured, capabilities);
        });
    }
}
