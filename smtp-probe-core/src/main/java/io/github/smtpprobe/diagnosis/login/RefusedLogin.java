/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.Unoffered;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A login that the server refused; 535 does not always mean a wrong password. */
public final class RefusedLogin extends AttemptCheck {
    /** How many mechanisms are shown; a server may offer hundreds. */
    private static final int SHOWN = 30;

    private static final List<String> PASSWORD = List.of("PLAIN", "LOGIN");
    private static final List<String> TOKEN = List.of("XOAUTH2", "OAUTHBEARER");

    /** Mechanisms for which a server has to store readable passwords; some servers list them although they do not. */
    private static final List<String> DIGESTS = List.of("DIGEST-MD5", "CRAM-MD5", "NTLM");

    /**
     * Mechanisms for which a server needs the password, or something derived from it in the mechanism's own form (RFC 2195 §2,
     * RFC 5802 §3).
     */
    private static final Pattern HASHED = Pattern.compile("CRAM-|DIGEST-|NTLM|SCRAM-");

    public RefusedLogin() {
        super(Occasion.failed(Authentication.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Authentication.class)
                .filter(fact -> !Unoffered.refused(one.attempt(), fact))
                .ifPresent(fact -> AttemptFindings.refusal(fact).ifPresent(reply -> {
                    String mechanism = fact.mechanism().orElse("");
                    Optional<OAuthError> error = fact.error()
                            .or(() -> TOKEN.contains(mechanism) ? WrittenError.in(reply) : Optional.empty());
                    if (error.isPresent()) {
                        explained(one, fact, error.get());
                    } else {
                        if (!ScramLogin.refused(one, fact, reply) && !early(one, fact, reply)) {
                            one.refused(fact, reply, "mechanism", mechanism);
                        }
                        if (mechanism.equals("NTLM") && reply.code().value() == 535) {
                            one.add("auth.ntlm-version", fact);
                        }
                        other(fact, mechanism)
                                .filter(name -> reply.code().value() == 535
                                        && !one.seen().request().triesEveryMechanism())
                                .ifPresent(name -> one.add(
                                        "auth.other-mechanism",
                                        fact,
                                        "mechanism",
                                        mechanism,
                                        "hashed",
                                        HASHED.matcher(mechanism).lookingAt() ? mechanism : "",
                                        "other",
                                        name,
                                        "untried",
                                        untried(one, fact, List.of(mechanism, name))));
                    }
                }));
    }

    /** Where the password was not sent, no reason that is about it fits, whatever the words. */
    private static boolean early(AttemptFindings one, Authentication fact, Reply reply) {
        Meaning meaning = one.meaning(fact, reply);
        Optional<UnsentPassword> unsent = meaning.id().equals("auth.rejected") && meaning.aboutPassword()
                ? UnsentPassword.of(one.attempt(), fact)
                : Optional.empty();
        unsent.ifPresent(each -> {
            boolean named = each == UnsentPassword.NAME_ALONE;
            String mechanism = fact.mechanism().orElse("");
            one.add(
                    "auth.refused-early",
                    named ? Actor.YOU : Actor.SERVER_OPERATOR,
                    fact,
                    "mechanism",
                    mechanism,
                    "name",
                    named ? "user name" : "",
                    "hash",
                    named && mechanism.startsWith("SCRAM-") ? mechanism : "");
        });
        return unsent.isPresent();
    }

    /** The server said in its challenge why it does not take the token (RFC 7628 §3.2.2). */
    static void explained(AttemptFindings one, Authentication fact, OAuthError error) {
        one.add(
                "auth.token-rejected",
                fact,
                "reply",
                AttemptFindings.refusal(fact)
                        .map(reply -> Quotation.quoted(reply.oneLine()))
                        .orElse(""),
                "status",
                error.status().map(RefusedLogin::words).orElse(""),
                "described",
                error.description().map(Quotation::quoted).orElse(""),
                "scope",
                error.scope().orElse(""));
    }

    /** Words for a status. RFC 7628 §3.2.2 takes them from RFC 6750 §3.1; some servers send the status code of HTTP instead. */
    private static String words(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "invalid_token", "401" -> "the token is invalid or expired";
            case "insufficient_scope", "403" -> "the token does not allow SMTP";
            case "invalid_request" -> "the request is malformed";
            case "400" ->
                "the error is 400, which Google and others send for any token that they do not take, such as one that has"
                        + " expired";
            default -> "the error is " + Quotation.quoted(status);
        };
    }

    /**
     * Another mechanism to try, since some servers list one that never works. After PLAIN or LOGIN, it is the other one of the
     * two. After SCRAM or a digest, for which a server must have stored more than a hash of its own choice, it is the first of
     * the two.
     */
    private static Optional<String> other(Authentication fact, String mechanism) {
        return PASSWORD.stream()
                .filter(name -> PASSWORD.contains(mechanism) || DIGESTS.contains(mechanism) || unbound(mechanism))
                .filter(name -> !name.equals(mechanism))
                .filter(name -> fact.offered().contains(name) && fact.known().contains(name))
                .findFirst();
    }

    /**
     * A sentence about what else was offered, with the reason why it was not tried, unless that is that credentials are tried
     * only once.
     */
    private static String untried(AttemptFindings one, Authentication fact, List<String> named) {
        MissedMechanisms missed = new MissedMechanisms(one.seen().request(), fact);
        return fact.offered().stream()
                .filter(name -> !named.contains(name))
                .limit(SHOWN)
                .map(name -> fact.known().contains(name) ? name : name + " (" + missed.why(name) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Whether a server has to store more for it than a hash in a form of its own choice. */
    static boolean needsItsOwnHash(String mechanism) {
        return DIGESTS.contains(mechanism) || mechanism.startsWith("SCRAM-");
    }

    private static boolean unbound(String mechanism) {
        return mechanism.startsWith("SCRAM-") && !mechanism.endsWith("-PLUS");
    }
}
