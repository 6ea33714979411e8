/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.sasl.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A bearer token that itself shows why it was refused: it has expired, is not valid yet, or is for another audience or purpose.
 * This is the cause only if the server names no other, and audience and scopes are judged only if it is known which ones are
 * required.
 */
public final class UnfitToken extends AttemptCheck {
    /** The audience and scope that a provider requires in a token for SMTP. */
    private record Demand(List<String> audiences, String scope) {}

    private static final Demand MICROSOFT = new Demand(
            List.of("outlook.office365.com", "outlook.office.com", "00000002-0000-0ff1-ce00-000000000000"), "smtp");
    private static final Demand GOOGLE = new Demand(List.of("mail.google.com"), "mail.google.com");
    private static final Map<String, Demand> DEMANDS =
            Map.of("Microsoft 365", MICROSOFT, "Outlook.com", MICROSOFT, "Google", GOOGLE);

    /** What servers say about any token that they do not accept. */
    private static final Set<String> ANY_REASON = Set.of("auth.token-rejected", "auth.oauth-setup", "auth.rejected");

    public UnfitToken() {
        super(Occasion.failed(Authentication.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Authentication.class)
                .filter(fact -> AttemptFindings.refusal(fact)
                        .filter(reply -> fact.error().isPresent()
                                || ANY_REASON.contains(one.meaning(fact, reply).id()))
                        .isPresent())
                .ifPresent(fact -> fact.token().ifPresent(token -> judge(one, fact, token)));
    }

    private static void judge(AttemptFindings one, Authentication fact, TokenClaims token) {
        Instant now = one.seen().started();
        Optional<Instant> late = token.expires().filter(now::isAfter);
        Optional<Instant> early = token.notBefore().filter(begin -> begin.isAfter(now.plusSeconds(60)));
        Optional<Demand> demand = one.provider().map(DEMANDS::get);
        if (late.isPresent()) {
            one.add(
                    "auth.token-expired",
                    fact,
                    "ago",
                    words(Duration.between(late.get(), now)),
                    "audience",
                    String.join(", ", token.audience()),
                    "scopes",
                    String.join(", ", token.scopes()));
        } else if (early.isPresent()) {
            one.add("auth.token-too-early", fact, "until", words(Duration.between(now, early.get())));
        } else if (demand.filter(each -> lacks(token.audience(), each.audiences()))
                .isPresent()) {
            one.add("auth.token-elsewhere", fact, "audience", String.join(", ", token.audience()));
        } else if (demand.filter(each -> lacks(token.scopes(), List.of(each.scope())))
                .isPresent()) {
            one.add("auth.token-scope", fact, "scopes", String.join(", ", token.scopes()));
        }
    }

    /** Whether a token states something, but nothing of what is required. */
    private static boolean lacks(List<String> said, List<String> wanted) {
        return !said.isEmpty()
                && said.stream()
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .noneMatch(each -> wanted.stream().anyMatch(each::contains));
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
