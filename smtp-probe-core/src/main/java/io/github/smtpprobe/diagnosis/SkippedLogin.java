/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.sasl.SaslMechanism;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Credentials that were given and never sent: each reason is named, and none of them is a pass. */
final class SkippedLogin implements AttemptCheck {
    /** How the names begin of mechanisms that mail servers offer; those of them that the library does not have are named. */
    private static final List<String> COMMON = List.of(
            "PLAIN",
            "LOGIN",
            "CRAM-MD5",
            "DIGEST-MD5",
            "SCRAM-",
            "NTLM",
            "GSSAPI",
            "GSS-SPNEGO",
            "GS2-",
            "EXTERNAL",
            "OAUTHBEARER",
            "XOAUTH2");

    private static final Set<String> BUILT_IN =
            SaslMechanism.builtIn().stream().map(SaslMechanism::name).collect(Collectors.toUnmodifiableSet());

    @Override
    public void examine(AttemptFindings one) {
        one.attempt().fact(Authentication.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Skipped skipped) {
                switch (skipped.reason()) {
                    case NOT_OFFERED -> one.add(hidden(one) ? "auth.only-in-tls" : "auth.not-offered", fact);
                    case CLEARTEXT_REFUSED -> one.add("auth.cleartext-refused", fact);
                    case PEER_NOT_VERIFIED -> one.add("auth.peer-not-verified", fact);
                    case CREDENTIALS_ALREADY_JUDGED -> one.add("auth.already-judged", fact);
                    case NO_COMMON_MECHANISM ->
                        one.add(
                                "auth.no-common-mechanism",
                                fact,
                                "offered",
                                list(fact.offered()),
                                "known",
                                list(fact.known()),
                                "lacking",
                                lacking(fact));
                    default -> {}
                }
            }
        });
    }

    /** Whether the server may offer a login inside TLS, which it offered too and which was not started. */
    private static boolean hidden(AttemptFindings one) {
        List<Ehlo> hellos = one.attempt().facts(Ehlo.class);
        return !hellos.isEmpty()
                && hellos.stream()
                        .allMatch(
                                fact -> !fact.encrypted() && fact.capabilities().startTls());
    }

    private static String lacking(Authentication fact) {
        String names = fact.offered().stream()
                .filter(name -> COMMON.stream().anyMatch(name::startsWith))
                .filter(name -> !BUILT_IN.contains(name) && !fact.known().contains(name))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " This probe does not support " + names + ".";
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "no mechanism" : String.join(", ", names);
    }
}
