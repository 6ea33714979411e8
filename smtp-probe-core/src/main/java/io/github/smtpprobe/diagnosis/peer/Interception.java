/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.ExtensionsNotAsked;
import io.github.smtpprobe.diagnosis.signs.ProviderHosts;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.tls.CertificateVerdict;
import java.util.List;
import java.util.Optional;

/**
 * A provider's host at which somebody else answers. This is reported only for hosts of known providers, because only their
 * answers are known. Under other names, people may run whatever they like.
 */
public final class Interception extends AttemptCheck {
    public Interception() {
        super(Occasion.step(Greeting.class).or(Occasion.step(TlsHandshake.class)));
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) && !attempt.route().literal();
    }

    @Override
    protected void examine(AttemptFindings one) {
        Optional<TlsHandshake> judged = one.attempt()
                .fact(TlsHandshake.class)
                .filter(fact -> fact.tls().verdict().isPresent());
        if (judged.isPresent() && !forAnother(judged.get())) {
            return; // a certificate that is valid for the host is proof enough
        }
        ProviderHosts.of(one.route().host())
                .ifPresent(provider -> judged.ifPresentOrElse(
                        tls -> byCertificate(one, provider, tls), () -> byGreeting(one, provider)));
    }

    private static boolean forAnother(TlsHandshake fact) {
        return fact.tls().verdict().orElseThrow().name() == CertificateVerdict.Name.MISMATCH;
    }

    /** Reports a certificate for another host, which tells who answers. */
    private static void byCertificate(AttemptFindings one, ProviderHosts provider, TlsHandshake fact) {
        List<String> names = fact.tls().chain().isEmpty()
                ? List.of()
                : fact.tls().chain().get(0).names();
        if (names.isEmpty() || names.stream().anyMatch(provider::owns)) {
            return;
        }
        String shown = names.get(0);
        Optional<String> greets = greets(one).filter(name -> !provider.owns(name));
        add(
                one,
                provider,
                fact,
                greets.orElse(shown),
                "Its certificate is for " + shown + ", not for a host of " + provider.name() + ".");
    }

    /**
     * Reports a foreign name in the greeting. Without a certificate, it counts only if STARTTLS, which all of these providers
     * offer, is missing as well; inside TLS, in a pasted dialogue, which shows no certificate, it counts by itself.
     */
    private static void byGreeting(AttemptFindings one, ProviderHosts provider) {
        List<Ehlo> hellos = one.attempt().facts(Ehlo.class);
        boolean inside = hellos.stream().anyMatch(Ehlo::encrypted);
        boolean lacking = one.attempt().conversed()
                && ExtensionsNotAsked.asked(one.attempt())
                && hellos.stream().noneMatch(hello -> hello.capabilities().startTls());
        greets(one)
                .filter(name -> lacking && !provider.owns(name))
                .ifPresent(name -> add(
                        one,
                        provider,
                        one.attempt().fact(Greeting.class).orElseThrow(),
                        name,
                        inside ? "" : "It does not offer STARTTLS, as the hosts of " + provider.name() + " do."));
    }

    private static void add(AttemptFindings one, ProviderHosts provider, Fact fact, String greets, String detail) {
        one.add("network.intercepted", fact, "provider", provider.name(), "greets", greets, "detail", detail);
    }

    /** The host name at the beginning of the greeting (RFC 5321 §4.2), if there is one. */
    private static Optional<String> greets(AttemptFindings one) {
        return one.attempt()
                .fact(Greeting.class)
                .flatMap(greeting -> greeting.outcome().reply())
                .map(GreetingLint::firstWord)
                .filter(name -> name.indexOf('.') > 0 && DomainName.hostName(name));
    }
}
