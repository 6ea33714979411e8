/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.smtp.Reply;
import java.util.Set;

/**
 * What a SCRAM login shows apart from whether it works: how the server stores its passwords, and whether something intercepts the
 * connection.
 */
public final class ScramLogin extends AttemptCheck {
    /** The fewest iterations that a server should use (RFC 5802 §5.1, RFC 7677 §4). */
    private static final long FEWEST_ITERATIONS = 4_096;

    /** The error of a server whose offer of -PLUS did not reach the client (RFC 5802 §6). */
    private static final String HIDDEN = "server-does-support-channel-binding";

    /** The errors of a server that sees another TLS connection, and of one that cannot compare (RFC 5802 §7). */
    private static final String OTHER_BINDING = "channel-bindings-dont-match";

    private static final String UNKNOWN_BINDING = "unsupported-channel-binding-type";
    private static final Set<String> OF_BINDING = Set.of(OTHER_BINDING, UNKNOWN_BINDING);

    /** The library's token for an error that SCRAM does not define; what the server wrote is not known. */
    private static final String UNNAMED = "other-error";

    public ScramLogin() {
        super(Occasion.step(Authentication.class));
    }

    @Override
    protected boolean concernsFurtherLogins() {
        return true;
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Authentication.class)
                .ifPresent(fact -> fact.scram().ifPresent(details -> examine(one, fact, details)));
    }

    private static void examine(AttemptFindings one, Authentication fact, ScramDetails details) {
        String count = details.iterations().isPresent()
                ? String.valueOf(details.iterations().getAsLong())
                : "";
        if (details.iterations().orElse(FEWEST_ITERATIONS) < FEWEST_ITERATIONS) {
            one.add("auth.few-iterations", fact, "count", count.equals("1") ? "once" : count + " times");
        }
        boolean refused = AttemptFindings.refusal(fact).isPresent();
        if (refused && details.channelBinding().isPresent() && !ofBinding(details)) {
            String mechanism = fact.mechanism().orElse("");
            one.add(
                    "auth.binding-refused",
                    fact,
                    "mechanism",
                    mechanism,
                    "type",
                    details.channelBinding().get(),
                    "error",
                    named(details.serverError().orElse("")),
                    "other",
                    unbound(fact, mechanism));
        } else if (details.serverError().filter(HIDDEN::equals).isPresent()) {
            one.add("auth.binding-hidden", fact);
        }
    }

    /**
     * Reports a refusal if the exchange explains it better than the reply: the server has named an error, or has accepted the
     * proof of the password.
     */
    static boolean refused(AttemptFindings one, Authentication fact, Reply reply) {
        ScramDetails details = fact.scram().orElse(null);
        if (details == null || !one.meaning(fact, reply).id().equals("auth.rejected")) {
            return false;
        }
        if (details.state() == ScramDetails.State.SERVER_PROVEN) {
            one.add(
                    "auth.refused-after-proof",
                    fact,
                    "mechanism",
                    fact.mechanism().orElse(""));
            return true;
        }
        String error = details.serverError().orElse("");
        boolean binding = ofBinding(details);
        if (!error.isEmpty() && (binding || details.channelBinding().isEmpty()) && !error.equals(HIDDEN)) {
            one.add(
                    "auth.scram-error",
                    actor(error),
                    fact,
                    "mechanism",
                    fact.mechanism().orElse(""),
                    "error",
                    named(error),
                    "meant",
                    meant(error),
                    "remedy",
                    remedy(fact, error));
            return true;
        }
        return false;
    }

    /** Whether the server says that it refuses because of the binding, so that it has not judged the password. */
    private static boolean ofBinding(ScramDetails details) {
        return details.serverError().filter(OF_BINDING::contains).isPresent();
    }

    private static Actor actor(String error) {
        return switch (error) {
            case OTHER_BINDING -> Actor.NETWORK;
            case UNKNOWN_BINDING, "invalid-encoding", "no-resources", "extensions-not-supported" ->
                Actor.SERVER_OPERATOR;
            default -> Actor.YOU;
        };
    }

    /** What to do if neither the user name nor the password is at fault. */
    private static String remedy(Authentication fact, String error) {
        String other = unbound(fact, fact.mechanism().orElse(""));
        String without =
                other.isEmpty() ? "" : " To log in without a binding, allow the mechanism " + other + " alone.";
        return switch (error) {
            case OTHER_BINDING ->
                "Look for what ends TLS between this client and the server: a load balancer or proxy in front of the server, or a"
                        + " virus scanner or somebody else on the way." + without;
            case UNKNOWN_BINDING ->
                "On your own server, allow this kind of binding, or stop offering mechanisms that end in"
                        + " -PLUS; otherwise tell its operator." + without;
            case "invalid-encoding", "extensions-not-supported" ->
                "Try another mechanism. On your own server, look into the log of its login service; otherwise tell its operator.";
            case "no-resources" -> "Try again later. On your own server, look into the log of its login service.";
            default -> "";
        };
    }

    /** The same mechanism without binding, if the server offers it. */
    private static String unbound(Authentication fact, String mechanism) {
        String other = mechanism.replace("-PLUS", "");
        return fact.offered().contains(other) ? other : "";
    }

    private static String named(String error) {
        return error.equals(UNNAMED) ? "" : error;
    }

    /** The meaning of an error (RFC 5802 §7). */
    private static String meant(String error) {
        return switch (error) {
            case "unknown-user" -> "it does not know the user name";
            case "invalid-proof" -> "the password is wrong for this user name";
            case "invalid-username-encoding" -> "it cannot read the user name";
            case "invalid-encoding" -> "it cannot read a message of this client";
            case OTHER_BINDING -> "the TLS connection that it sees is not the one that this client sees";
            case UNKNOWN_BINDING -> "it does not know the kind of binding to the TLS connection that this client chose";
            case "no-resources" -> "it lacks resources at the moment";
            case "extensions-not-supported" -> "it does not support an extension";
            default -> "";
        };
    }
}
