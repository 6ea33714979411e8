/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.sasl.AnonymousCredentials;
import io.github.smtpprobe.sasl.BearerCredentials;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.ExternalCredentials;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The AUTH step. It decides whether credentials may be sent at all and with which mechanism, and then makes one attempt, repeated
 * at most once without an initial response for servers that do not accept one.
 */
final class Authenticator {
    /** Replies that say nothing about the credentials. */
    private static final Set<Integer> NOT_JUDGED = Set.of(454, 500, 501, 502, 503, 504, 530, 538);
    /** Replies after which the same mechanism may be tried without initial response. */
    private static final Set<Integer> FORM_REFUSED = Set.of(500, 501, 504);

    private final Next job;
    private final ProbeContext context;
    private final Gate gate;
    private final IdentityHashMap<SaslMechanism, ExtensionError> broken = new IdentityHashMap<>(1);
    private List<String> offered = List.of();
    private List<String> known = List.of();
    private Optional<String> chosen;
    private Optional<OAuthError> error = Optional.empty();
    private boolean judged;
    private boolean bearer;
    private Optional<TokenClaims> claims = Optional.empty();
    private Optional<ScramDetails> scram = Optional.empty();

    Authenticator(Next job, ProbeContext context, Gate gate) {
        this.job = job;
        this.context = context;
        this.gate = gate;
        this.chosen = job.mechanism();
    }

    /**
     * Authenticates, or records why not.
     *
     * @param verified whether the peer's identity is proved
     * @param bindings the channel bindings by their types, inside TLS
     */
    void run(Credentials credentials, Capabilities capabilities, boolean verified, Map<String, byte[]> bindings) {
        gate.need(gate.pass(Stage.AUTH, () -> authenticate(credentials, capabilities, verified, bindings), this::fact));
    }

    private Fact fact(Outcome outcome, Duration took) {
        Authentication.Builder fact = Authentication.builder(outcome, took)
                .offered(offered)
                .known(known)
                .judged(judged);
        chosen.ifPresent(fact::mechanism);
        error.ifPresent(fact::error);
        claims.ifPresent(fact::token);
        scram.ifPresent(fact::scram);
        return fact.build();
    }

    private Outcome authenticate(
            Credentials credentials, Capabilities capabilities, boolean verified, Map<String, byte[]> bindings) {
        offered = capabilities.mechanisms();
        SaslContext sasl = sasl(credentials, bindings);
        List<SaslMechanism> usable = usable(sasl, gate.encrypted() && verified);
        Optional<SaslMechanism> common = common(usable);
        if (common.isEmpty() && insists()) {
            common = withoutOffer(usable);
        }
        Optional<SkipReason> obstacle = obstacle(capabilities, verified, !holdSecret(credentials), common.isPresent());
        return obstacle.isPresent() || common.isEmpty()
                ? Outcome.skipped(obstacle.orElse(SkipReason.NO_COMMON_MECHANISM))
                : exchange(common.get(), sasl);
    }

    private SaslContext sasl(Credentials credentials, Map<String, byte[]> bindings) {
        SaslContext.Builder sasl = SaslContext.builder(
                        job.route().host(), job.route().port(), credentials)
                .encrypted(gate.encrypted())
                .timeLeft(gate.whole()::remaining)
                .secrets(this::keepSecret)
                .offered(offered)
                .scram(details -> scram = Optional.of(details));
        bindings.forEach(sasl::channelBinding);
        return sasl.build();
    }

    private Outcome exchange(SaslMechanism best, SaslContext sasl) {
        Credentials credentials = sasl.credentials();
        chosen = Optional.of(best.name());
        bearer = credentials instanceof BearerCredentials;
        if (credentials instanceof PasswordCredentials given) {
            learn(given.password()); // whatever the mechanism does with it, and whether or not it reports it
        }
        AuthExchange exchange = new AuthExchange(gate, context.scrubber(), guarded(best), sasl);
        ExtensionError undecided = broken.get(best);
        Outcome outcome = undecided != null ? exchange.broken(undecided) : attempt(exchange);
        judged = exchange.disclosed()
                && outcome.reply().map(Authenticator::judges).orElse(false);
        error = exchange.error();
        return outcome;
    }

    private GuardedMechanism guarded(SaslMechanism mechanism) {
        return new GuardedMechanism(mechanism, context.guard(), gate.whole());
    }

    private static Outcome attempt(AuthExchange exchange) {
        try {
            Outcome outcome = exchange.run(true);
            boolean formRefused = outcome instanceof Outcome.Rejected rejected
                    && FORM_REFUSED.contains(rejected.reason().code().value());
            boolean again = formRefused && exchange.sentInitialResponse();
            return again ? orBefore(exchange.run(false), outcome) : outcome;
        } catch (ExtensionError failure) {
            return exchange.broken(failure);
        }
    }

    /** A server that has refused may well leave at a second try: it said why before. */
    private static Outcome orBefore(Outcome second, Outcome refusal) {
        boolean left = second instanceof Outcome.Failed failed
                && (failed.kind() == FailureKind.CLOSED || failed.kind() == FailureKind.RESET);
        return left ? refusal : second;
    }

    /**
     * The mechanisms that the caller allows, that accept the credentials and that can be used here, in the caller's order or,
     * if there is none, with the strongest first. If somebody could read along, mechanisms that do not reveal the secret come
     * first. Inside verified TLS that would gain nothing, and some of them require servers to store readable passwords.
     */
    private List<SaslMechanism> usable(SaslContext sasl, boolean secure) {
        List<String> wanted = context.request().mechanisms();
        List<SaslMechanism> usable = new ArrayList<>();
        for (SaslMechanism each : context.mechanisms()) {
            boolean allowed = wanted.isEmpty() || wanted.contains(each.name());
            boolean asked = job.mechanism().isEmpty() || job.mechanism().get().equals(each.name());
            if (allowed && asked && serves(each, sasl)) {
                usable.add(each);
            }
        }
        usable.sort(wanted.isEmpty() ? order(secure) : Comparator.comparingInt(each -> wanted.indexOf(each.name())));
        return usable;
    }

    /** The first usable mechanism that the server offers. All usable mechanisms are recorded as known, too. */
    private Optional<SaslMechanism> common(List<SaslMechanism> usable) {
        List<String> names = new ArrayList<>(usable.size());
        Optional<SaslMechanism> common = Optional.empty();
        for (SaslMechanism each : usable) {
            if (!broken.containsKey(each)) {
                names.add(each.name());
            }
            if (common.isEmpty() && offered.contains(each.name())) {
                common = Optional.of(each);
            }
        }
        known = names;
        return common;
    }

    private static Comparator<SaslMechanism> order(boolean secure) {
        Comparator<SaslMechanism> strongest =
                Comparator.comparingInt(SaslMechanism::strength).reversed();
        return secure
                ? strongest
                : Comparator.comparing(SaslMechanism::revealsSecret).thenComparing(strongest);
    }

    /**
     * Whether a mechanism can be used here. A mechanism whose own check fails keeps its place, because skipping it could send
     * the credentials in a way that nobody chose.
     */
    private boolean serves(SaslMechanism mechanism, SaslContext sasl) {
        try {
            GuardedMechanism guarded = guarded(mechanism);
            return guarded.accepts(sasl.credentials()) && guarded.fits(sasl.peer());
        } catch (ExtensionError failure) {
            broken.put(mechanism, failure);
            return true;
        }
    }

    private Optional<SkipReason> obstacle(
            Capabilities capabilities, boolean verified, boolean harmless, boolean common) {
        boolean clear = !gate.encrypted();
        boolean allowed = harmless || context.request().cleartextCredentialsAllowed();
        boolean clearAllowed = allowed && job.purpose() != Purpose.DOWNGRADE;
        if (job.credentialsJudged()) {
            return Optional.of(SkipReason.CREDENTIALS_ALREADY_JUDGED);
        }
        if (clear && !clearAllowed) {
            return Optional.of(SkipReason.CLEARTEXT_REFUSED);
        }
        if (!clear && !verified) {
            return Optional.of(SkipReason.PEER_NOT_VERIFIED);
        }
        if (!capabilities.auth() && !insists()) {
            return Optional.of(HelloStep.without(context.request(), SkipReason.NOT_OFFERED));
        }
        return common ? Optional.empty() : Optional.of(SkipReason.NO_COMMON_MECHANISM);
    }

    /** Whether an eavesdropper could log in with the credentials. This is assumed of kinds that are not the library's own. */
    private static boolean holdSecret(Credentials credentials) {
        return !(credentials instanceof ExternalCredentials || credentials instanceof AnonymousCredentials);
    }

    /**
     * The mechanism to try without an offer: the caller's first one, otherwise the one that every server must support (RFC 4954
     * §4), otherwise the strongest.
     */
    private Optional<SaslMechanism> withoutOffer(List<SaslMechanism> usable) {
        Stream<SaslMechanism> plain = usable.stream()
                .filter(each ->
                        context.request().mechanisms().isEmpty() && each.name().equals("PLAIN"));
        return Stream.concat(plain, usable.stream()).findFirst();
    }

    /** Whether to authenticate even without an offer. A further mechanism of tryEveryMechanism was offered by definition. */
    private boolean insists() {
        return job.mechanism().isEmpty() && context.request().authenticatesEvenIfNotOffered();
    }

    private static boolean judges(Reply reply) {
        return !NOT_JUDGED.contains(reply.code().value()) && !reply.code().intermediate();
    }

    private void keepSecret(Secret secret) {
        claims = bearer ? TokenClaims.of(secret) : Optional.empty(); // a password is not parsed, whatever it looks like
        learn(secret);
    }

    private void learn(Secret secret) {
        byte[] octets = secret.revealUtf8();
        context.scrubber().learn(octets);
        Arrays.fill(octets, (byte) 0);
    }
}
