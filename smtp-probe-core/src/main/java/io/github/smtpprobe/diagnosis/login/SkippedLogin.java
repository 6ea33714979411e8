/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.NamePlace;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Credentials that were given but never sent. The reason is named; a login has passed in none of these cases. */
public final class SkippedLogin extends AttemptCheck {
    /**
     * AUTH followed by anything but blanks and names of mechanisms (RFC 4954 §3, RFC 4422 §3.1), or preceded by an equals sign.
     */
    private static final Pattern MALFORMED =
            Pattern.compile("\\A *+AUTH(?:[^\\w\\s=-]|[ =][\\w =-]*+[^\\w\\s=-])", Pattern.CASE_INSENSITIVE);

    public SkippedLogin() {
        super(Occasion.failed(Authentication.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(Authentication.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Skipped skipped) {
                switch (skipped.reason()) {
                    case NOT_OFFERED -> notOffered(one, fact);
                    case CLEARTEXT_REFUSED -> one.add("auth.cleartext-refused", fact, "instead", instead(one));
                    case PEER_NOT_VERIFIED -> one.add("auth.peer-not-verified", fact);
                    case CREDENTIALS_ALREADY_JUDGED -> one.add("auth.already-judged", fact);
                    case NO_COMMON_MECHANISM ->
                        missed(one, fact, new MissedMechanisms(one.seen().request(), fact));
                    default -> {}
                }
            }
        });
    }

    private static void notOffered(AttemptFindings one, Authentication fact) {
        if (!malformed(one, fact)) {
            boolean misplaced = NamePlace.holds(one.attempt(), "AUTH");
            if (hidden(one)) {
                one.add("auth.only-in-tls", fact);
            } else if (misplaced) {
                one.add(
                        "auth.not-offered",
                        Actor.SERVER_OPERATOR,
                        fact,
                        "misplaced",
                        "AUTH",
                        "order",
                        NamePlace.REMEDY);
            } else {
                one.add("auth.not-offered", fact);
            }
        }
    }

    /** Reports an offer of logins in a form that nobody can read. */
    private static boolean malformed(AttemptFindings one, Authentication fact) {
        Optional<String> line = malformedOffer(one.attempt());
        line.ifPresent(each -> one.add("auth.offer-malformed", fact, "line", Quotation.quoted(each)));
        return line.isPresent();
    }

    /** The line of the last reply to EHLO that contains such an offer. */
    static Optional<String> malformedOffer(Attempt attempt) {
        List<Ehlo> hellos = attempt.facts(Ehlo.class);
        return hellos.isEmpty()
                ? Optional.empty()
                : hellos.get(hellos.size() - 1).capabilities().keywords().stream()
                        .map(Capabilities.Keyword::line)
                        .filter(each -> MALFORMED.matcher(each).lookingAt())
                        .findFirst();
    }

    private static void missed(AttemptFindings one, Authentication fact, MissedMechanisms missed) {
        if (malformed(one, fact)) {
            return;
        }
        Actor actor = missed.ofServer() ? Actor.SERVER_OPERATOR : Actor.YOU;
        one.add("auth.no-common-mechanism", actor, fact, missed.values());
    }

    /** A sentence if there may be TLS, and the server was asked for STARTTLS but does not offer it. */
    private static String instead(AttemptFindings one) {
        return one.attempt()
                .fact(StartTls.class)
                .filter(fact -> fact.outcome().skippedFor(SkipReason.NOT_OFFERED))
                .map(fact -> "implicit TLS, often on port 465, or another port")
                .orElse("");
    }

    /** Whether the server may offer a login inside TLS, which it offers but which was not started. */
    private static boolean hidden(AttemptFindings one) {
        List<Ehlo> hellos = one.attempt().facts(Ehlo.class);
        return !hellos.isEmpty()
                && hellos.stream()
                        .allMatch(
                                fact -> !fact.encrypted() && fact.capabilities().startTls());
    }
}
