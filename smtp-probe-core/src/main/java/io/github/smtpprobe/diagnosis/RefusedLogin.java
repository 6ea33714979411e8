/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.sasl.OAuthError;
import java.util.List;
import java.util.Optional;

/** The login that the server refused; 535 is not always a wrong password. */
final class RefusedLogin implements AttemptCheck {
    private static final List<String> PASSWORD = List.of("PLAIN", "LOGIN");

    @Override
    public void examine(Case one) {
        one.attempt()
                .fact(Fact.Authentication.class)
                .ifPresent(fact -> Case.refusal(fact).ifPresent(reply -> {
                    String mechanism = fact.mechanism().orElse("?");
                    if (fact.error().isPresent()) {
                        explained(one, fact, fact.error().get());
                    } else {
                        one.refused(fact, reply, "mechanism", mechanism);
                        other(fact, mechanism)
                                .filter(name -> reply.code().value() == 535)
                                .ifPresent(name ->
                                        one.add("auth.other-mechanism", fact, "mechanism", mechanism, "other", name));
                    }
                }));
    }

    /** The server said in its challenge why it does not take the token (RFC 7628 §3.2.2). */
    private static void explained(Case one, Fact.Authentication fact, OAuthError error) {
        one.add(
                "auth.token-rejected",
                fact,
                "status",
                error.status().map(status -> " with the status " + status).orElse(""),
                "scope",
                error.scope()
                        .map(scope -> " It asks for the scope " + scope + ".")
                        .orElse(""));
    }

    /** Some servers list a mechanism that never works with them: of the two for passwords, the one that was not tried. */
    private static Optional<String> other(Fact.Authentication fact, String mechanism) {
        return PASSWORD.stream()
                .filter(name -> PASSWORD.contains(mechanism) && !name.equals(mechanism))
                .filter(name -> fact.offered().contains(name) && fact.known().contains(name))
                .findFirst();
    }
}
