/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Reply;
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
                        OAuthError error = fact.error().get();
                        String details =
                                "The server explains: status " + error.status().orElse("not given") + ".";
                        one.add(
                                "auth.token-rejected",
                                fact,
                                "meaning",
                                details,
                                "scope",
                                error.scope().orElse("right"));
                    } else {
                        one.refused(fact, reply, otherwise(reply), "mechanism", mechanism, "scope", "right");
                        other(fact, mechanism)
                                .filter(name -> reply.code().value() == 535)
                                .ifPresent(name ->
                                        one.add("auth.other-mechanism", fact, "mechanism", mechanism, "other", name));
                    }
                }));
    }

    /** Some servers list a mechanism that never works with them: of the two for passwords, the one that was not tried. */
    private static Optional<String> other(Fact.Authentication fact, String mechanism) {
        return PASSWORD.stream()
                .filter(name -> PASSWORD.contains(mechanism) && !name.equals(mechanism))
                .filter(name -> fact.offered().contains(name) && fact.known().contains(name))
                .findFirst();
    }

    private static String otherwise(Reply reply) {
        if (reply.code().temporary()) {
            return "auth.temporary";
        }
        return switch (reply.code().value()) {
            case 523, 524, 530, 538 -> "auth.encryption-required";
            case 525 -> "auth.account-disabled";
            case 534 -> "auth.mechanism-too-weak";
            case 500, 501, 502, 503, 504 -> "auth.mechanism-refused";
            default -> "auth.rejected";
        };
    }
}
