/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.sasl.BearerCredentials;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Scrubber;
import java.time.Duration;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The AUTH step: whether credentials may be sent at all, by which mechanism, and then one attempt, with at most one repetition of
 * it without initial response, for servers that do not take one.
 */
final class Authenticator {
    /** Replies that say nothing on the credentials. */
    private static final Set<Integer> NOT_JUDGED = Set.of(454, 500, 501, 503, 504, 530, 538);
    /** Replies after which the same mechanism may be tried without initial response. */
    private static final Set<Integer> FORM_REFUSED = Set.of(500, 501, 504);

    private final Assignment.Job job;
    private final Assignment.Tools tools;
    private final Dialogue dialogue;
    private final Recorder recorder;
    private final Scrubber scrubber;
    private final Map<SaslMechanism, ExtensionError> broken = new IdentityHashMap<>();
    private boolean bearer;
    private Optional<TokenClaims> claims = Optional.empty();

    Authenticator(Assignment.Job job, Assignment.Tools tools, Dialogue dialogue, Recorder recorder, Scrubber scrubber) {
        this.job = job;
        this.tools = tools;
        this.dialogue = dialogue;
        this.recorder = recorder;
        this.scrubber = scrubber;
    }

    /**
     * Authenticates, or says why not.
     *
     * @param verified whether the peer's identity is proved
     * @param endPoint the channel binding, inside TLS
     */
    Fact.Authentication authenticate(
            Credentials credentials, Capabilities capabilities, boolean verified, Optional<byte[]> endPoint) {
        List<SaslMechanism> usable = usable(credentials);
        List<String> known = usable.stream()
                .filter(each -> !broken.containsKey(each))
                .map(SaslMechanism::name)
                .toList();
        List<String> offered = capabilities.mechanisms();
        Optional<SaslMechanism> common =
                usable.stream().filter(each -> offered.contains(each.name())).findFirst();
        Optional<SkipReason> obstacle = obstacle(capabilities, verified, common.isPresent());
        bearer = credentials instanceof BearerCredentials;
        long start = recorder.now();
        if (obstacle.isPresent() || common.isEmpty()) {
            Outcome skipped = Outcome.skipped(obstacle.orElse(SkipReason.NO_COMMON_MECHANISM));
            return new Fact.Authentication(
                    skipped,
                    Duration.ZERO,
                    Optional.empty(),
                    offered,
                    known,
                    false,
                    Optional.empty(),
                    Optional.empty());
        }
        SaslContext.Peer peer =
                new SaslContext.Peer(job.route().host(), job.route().port(), dialogue.encrypted(), endPoint);
        GuardedMechanism mechanism = guarded(common.get());
        SaslContext context = new SaslContext(peer, credentials, job.deadline()::remaining, this::disclose);
        AuthExchange exchange = exchange(mechanism);
        ExtensionError undecided = broken.get(common.get());
        Outcome outcome = undecided != null ? mechanism.broken(undecided) : attempt(mechanism, context, exchange);
        boolean judged = exchange.disclosed()
                && outcome.reply().map(Authenticator::judges).orElse(false);
        return new Fact.Authentication(
                outcome,
                recorder.since(start),
                Optional.of(mechanism.name()),
                offered,
                known,
                judged,
                exchange.error(),
                claims);
    }

    private GuardedMechanism guarded(SaslMechanism mechanism) {
        return new GuardedMechanism(mechanism, tools.guard(), job.deadline());
    }

    private Outcome attempt(GuardedMechanism mechanism, SaslContext context, AuthExchange exchange) {
        try {
            SaslExchange first = mechanism.start(context);
            Outcome outcome = exchange.run(first, true);
            boolean formRefused = outcome instanceof Outcome.Rejected rejected
                    && FORM_REFUSED.contains(rejected.reason().code().value());
            boolean again = formRefused && exchange.sentInitialResponse();
            return again ? exchange.run(mechanism.start(context), false) : outcome;
        } catch (ExtensionError failure) {
            return mechanism.broken(failure);
        }
    }

    private AuthExchange exchange(GuardedMechanism mechanism) {
        Deadline limit =
                tools.request().timeouts().reply().map(job.deadline()::sooner).orElse(job.deadline());
        return new AuthExchange(dialogue, scrubber, mechanism, limit);
    }

    /** The mechanisms that the caller allows and that take the credentials: in the caller's order, else the strongest first. */
    private List<SaslMechanism> usable(Credentials credentials) {
        List<String> wanted = tools.request().mechanisms();
        return tools.mechanisms().stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                .filter(each -> accepts(each, credentials))
                .sorted((a, b) -> wanted.isEmpty()
                        ? Integer.compare(b.strength(), a.strength())
                        : Integer.compare(wanted.indexOf(a.name()), wanted.indexOf(b.name())))
                .toList();
    }

    /** One that cannot say keeps its place: passing it over could send the credentials in a way that nobody chose. */
    private boolean accepts(SaslMechanism mechanism, Credentials credentials) {
        try {
            return guarded(mechanism).accepts(credentials);
        } catch (ExtensionError failure) {
            broken.put(mechanism, failure);
            return true;
        }
    }

    private Optional<SkipReason> obstacle(Capabilities capabilities, boolean verified, boolean common) {
        boolean clear = !dialogue.encrypted();
        boolean clearAllowed = tools.request().cleartextCredentialsAllowed() && job.purpose() == Purpose.PROBE;
        if (job.credentialsJudged()) {
            return Optional.of(SkipReason.CREDENTIALS_ALREADY_JUDGED);
        }
        if (clear && !clearAllowed) {
            return Optional.of(SkipReason.CLEARTEXT_REFUSED);
        }
        if (!clear && !verified) {
            return Optional.of(SkipReason.PEER_NOT_VERIFIED);
        }
        if (!capabilities.auth()) {
            return Optional.of(SkipReason.NOT_OFFERED);
        }
        return common ? Optional.empty() : Optional.of(SkipReason.NO_COMMON_MECHANISM);
    }

    private static boolean judges(Reply reply) {
        return !NOT_JUDGED.contains(reply.code().value()) && !reply.code().intermediate();
    }

    private void disclose(Secret secret) {
        claims = bearer ? TokenClaims.of(secret) : Optional.empty(); // a password is not read, whatever it looks like
        byte[] octets = secret.revealUtf8();
        scrubber.learn(octets);
        Arrays.fill(octets, (byte) 0);
    }
}
