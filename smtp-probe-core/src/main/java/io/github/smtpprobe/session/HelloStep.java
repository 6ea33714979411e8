/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.Command;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The EHLO step: EHLO, and then HELO if the server does not know EHLO and HELO is of any use (RFC 5321 §3.2); only LHLO in LMTP
 * (RFC 2033 §4.1); only the request's verb if it has one. After a PROXY header, HELO is not tried: the refusal may be due to the
 * header, and the reply to HELO could then be the one to EHLO.
 */
final class HelloStep {
    /** Refusals of EHLO after which HELO may still be accepted. */
    private static final Set<Integer> EHLO_UNKNOWN = Set.of(500, 501, 502, 504, 550);

    /** The literal that many mail clients send if they do not know their address. */
    private static final String NO_ADDRESS = "[127.0.0.1]";

    private final Gate gate;
    private final ProbeContext context;
    private final Route route;
    private Capabilities capabilities = Capabilities.NONE;

    HelloStep(Gate gate, ProbeContext context, Route route) {
        this.gate = gate;
        this.context = context;
        this.route = route;
    }

    /**
     * Takes the step.
     *
     * @param heloWillDo whether HELO, which offers no extensions, is of any use
     * @return what is offered on this layer; nothing if EHLO was not accepted
     */
    Capabilities run(boolean heloWillDo) {
        Optional<String> only = onlyVerb();
        Outcome hello = say(only.orElse("EHLO"));
        boolean unknown = hello instanceof Outcome.Rejected rejected
                && EHLO_UNKNOWN.contains(rejected.reason().code().value());
        boolean other = only.isEmpty() && context.request().proxyHeader().isEmpty();
        if (unknown && heloWillDo && other) {
            hello = say("HELO");
        }
        gate.need(hello);
        return capabilities;
    }

    private Optional<String> onlyVerb() {
        return context.request().speaksLmtp()
                ? Optional.of("LHLO")
                : context.request().helloVerb();
    }

    /** Why a step that needs an extension is skipped: it is not offered, or HELO did not ask for extensions. */
    static SkipReason without(ProbeRequest request, SkipReason notOffered) {
        boolean basic = request.helloVerb().filter("HELO"::equalsIgnoreCase).isPresent();
        return basic ? SkipReason.EXTENSIONS_NOT_ASKED : notOffered;
    }

    private Outcome say(String verb) {
        boolean secured = gate.encrypted();
        return gate.command(Stage.EHLO, () -> Command.hello(verb, name()), (outcome, took) -> {
            capabilities = outcome.succeeded() && !verb.equalsIgnoreCase("HELO")
                    ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE)
                    : Capabilities.NONE;
            return Ehlo.builder(outcome, took)
                    .verb(verb.toUpperCase(Locale.ROOT))
                    .encrypted(secured)
                    .capabilities(capabilities)
                    .build();
        });
    }

    private String name() {
        return context.request()
                .heloName()
                .orElseGet(
                        () -> literal(source().orElseGet(() -> gate.dialogue().localAddress())));
    }

    /** The source address in the PROXY header, with which the literal must agree. */
    private Optional<InetAddress> source() {
        return context.request().proxyHeader().flatMap(ProxyHeader::chosenSource);
    }

    /**
     * The literal to send. A server that a stranger chose must not learn one of our internal addresses, which would be of no
     * use to it anyway.
     */
    private String literal(InetAddress ours) {
        boolean shown = !context.untrusted() || AddressPolicy.publicInternet().allows(route.host(), ours, route.port());
        return shown ? AddressLiteral.of(ours) : NO_ADDRESS;
    }
}
