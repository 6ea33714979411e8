/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.sasl.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bearer token that says itself why it was refused: too late, too early, for somebody else, for something else. */
final class UnfitToken implements AttemptCheck {
    private static final List<String> MAIL = List.of(
            "outlook.office365.com", "outlook.office.com", "mail.google.com", "00000002-0000-0ff1-ce00-000000000000");

    @Override
    public void examine(Case one) {
        one.attempt()
                .fact(Fact.Authentication.class)
                .filter(fact -> Case.refusal(fact).isPresent())
                .ifPresent(fact -> fact.token().ifPresent(token -> judge(one, fact, token)));
    }

    private static void judge(Case one, Fact.Authentication fact, TokenClaims token) {
        Instant now = one.seen().started();
        Optional<Instant> late = token.expires().filter(now::isAfter);
        Optional<Instant> early = token.notBefore().filter(begin -> begin.isAfter(now.plusSeconds(60)));
        boolean elsewhere = !token.audience().isEmpty()
                && token.audience().stream()
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .noneMatch(each -> MAIL.stream().anyMatch(each::contains));
        boolean scopeless = !token.scopes().isEmpty()
                && token.scopes().stream()
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .noneMatch(each -> each.contains("smtp") || each.contains("mail.google.com"));
        if (late.isPresent()) {
            one.add("auth.token-expired", fact, "ago", words(Duration.between(late.get(), now)));
        } else if (early.isPresent()) {
            one.add("auth.token-too-early", fact, "until", words(Duration.between(now, early.get())));
        } else if (elsewhere) {
            one.add("auth.token-elsewhere", fact, "audience", String.join(", ", token.audience()));
        } else if (scopeless) {
            one.add("auth.token-scope", fact, "scopes", String.join(", ", token.scopes()));
        }
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " seconds";
        }
        return time.toHours() < 2
                ? time.toMinutes() + " minutes"
                : time.toDays() < 2 ? time.toHours() + " hours" : time.toDays() + " days";
    }
}
