/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The AUTH command (RFC 4954): one attempt with one mechanism, and at most one repetition of it without initial response, for
 * servers that do not take one. Base64, {@code =}, {@code *} and the bound on rounds live here, so that no mechanism has to.
 */
final class Authenticator {
    /** Challenges in one exchange; the longest mechanism that we know of has 4. */
    private static final int MAX_ROUNDS = 10;
    /** A command line with its end (RFC 5321 §4.5.3.1.4); a longer initial response waits for the first challenge. */
    private static final int MAX_COMMAND = 512;
    /** Octets of a response: in base64 with its end they fit the 12,288 of RFC 4954 §4. */
    private static final int MAX_RESPONSE = 9_000;
    /** Replies that say nothing on the credentials. */
    private static final Set<Integer> NOT_JUDGED = Set.of(454, 500, 501, 503, 504, 530, 538);

    private final Dialogue dialogue;
    private final Assignment.Tools tools;
    private final Scrubber scrubber;
    private final Deadline deadline;
    private Optional<OAuthError> error = Optional.empty();
    private boolean disclosed;

    Authenticator(Dialogue dialogue, Assignment.Tools tools, Scrubber scrubber, Deadline deadline) {
        this.dialogue = dialogue;
        this.tools = tools;
        this.scrubber = scrubber;
        this.deadline = deadline;
    }

    /** How AUTH ended. */
    record Result(Outcome outcome, boolean judged, Optional<OAuthError> error) {}

    /** The mechanisms that the caller allows and that take the credentials: in the caller's order, else the strongest first. */
    static List<SaslMechanism> usable(Assignment.Tools tools, Credentials credentials) {
        List<String> wanted = tools.request().mechanisms();
        return tools.mechanisms().stream()
                .filter(each -> each.accepts(credentials))
                .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                .sorted((a, b) -> wanted.isEmpty()
                        ? Integer.compare(b.strength(), a.strength())
                        : Integer.compare(wanted.indexOf(a.name()), wanted.indexOf(b.name())))
                .toList();
    }

    Result authenticate(SaslMechanism mechanism, SaslContext.Peer peer, Credentials credentials) {
        SaslContext context = new SaslContext(peer, credentials, deadline::remaining, this::disclose);
        Outcome outcome = attempt(mechanism, context, true);
        boolean refusedForm = outcome instanceof Outcome.Rejected rejected
                && Set.of(500, 501, 504).contains(rejected.reason().code().value());
        if (refusedForm && sentInitialResponse) {
            outcome = attempt(mechanism, context, false);
        }
        boolean judged = disclosed && outcome.reply().map(Authenticator::judges).orElse(false);
        return new Result(outcome, judged, error);
    }

    private boolean sentInitialResponse;

    private static boolean judges(Reply reply) {
        return !NOT_JUDGED.contains(reply.code().value()) && !reply.code().intermediate();
    }

    private void disclose(Secret secret) {
        byte[] octets = secret.revealUtf8();
        scrubber.learn(octets);
        Arrays.fill(octets, (byte) 0);
    }

    private Outcome attempt(SaslMechanism mechanism, SaslContext context, boolean withInitialResponse) {
        SaslExchange exchange;
        SaslStep first;
        try {
            exchange = foreign(() -> mechanism.start(context));
            first = foreign(exchange::initialResponse);
        } catch (Exception failure) {
            return broken(failure);
        }
        byte[] held = null;
        ClientLine command = Command.auth(mechanism.name());
        if (first instanceof SaslStep.Respond respond) {
            byte[] base64 = base64(respond.response());
            ClientLine longer = Command.auth(mechanism.name(), base64);
            boolean fits = longer.wire().length <= MAX_COMMAND;
            sentInitialResponse = withInitialResponse && fits;
            held = sentInitialResponse ? null : base64;
            command = sentInitialResponse ? longer : command;
        } else if (!(first instanceof SaslStep.AwaitChallenge)) {
            return broken(new IllegalStateException("initialResponse() gave " + first));
        }
        return converse(exchange, command, held);
    }

    private Outcome converse(SaslExchange exchange, ClientLine command, byte @Nullable [] firstResponse) {
        byte[] held = firstResponse;
        Answer answer = send(command);
        for (int round = 0; ; round++) {
            if (answer instanceof Answer.Unanswered unanswered) {
                return unanswered.why();
            }
            Reply reply = ((Answer.Replied) answer).reply();
            switch (Stage.AUTH.judge(reply.code())) {
                case TEMPORARY, PERMANENT -> {
                    return new Outcome.Rejected(reply);
                }
                case SUCCESS -> {
                    return complete(exchange, reply);
                }
                case UNEXPECTED -> {
                    return new Outcome.Failed(
                            Reason.UNEXPECTED_CODE, "AUTH was answered with " + reply.code(), Optional.of(reply));
                }
                default -> {}
            }
            if (round == MAX_ROUNDS) {
                return giveUp(Reason.TOO_MANY_CHALLENGES, "more than " + MAX_ROUNDS + " challenges");
            }
            if (held != null) {
                answer = send(Command.response(held)); // whatever the server prompts with
                held = null;
                continue;
            }
            byte[] challenge = challenge();
            if (challenge == null) {
                return giveUp(Reason.BAD_CHALLENGE, "the challenge is not base64");
            }
            SaslStep step;
            try {
                step = foreign(() -> exchange.respond(challenge));
            } catch (Exception failure) {
                cancelExchange();
                return broken(failure);
            }
            if (step instanceof SaslStep.Respond respond) {
                answer = send(Command.response(base64(respond.response())));
            } else if (step instanceof SaslStep.Concede concede) {
                error = Optional.of(scrubbed(concede.error()));
                answer = send(Command.response(base64(concede.response())));
            } else if (step instanceof SaslStep.Abort abort) {
                return giveUp(Reason.TOO_MANY_CHALLENGES, abort.reason());
            } else {
                cancelExchange();
                return broken(new IllegalStateException("respond() gave " + step));
            }
        }
    }

    private Outcome complete(SaslExchange exchange, Reply reply) {
        try {
            SaslStep last = foreign(exchange::complete);
            if (last instanceof SaslStep.Accept) {
                return Outcome.done(reply);
            }
            String why = last instanceof SaslStep.Abort abort ? abort.reason() : "the mechanism is not complete";
            return new Outcome.Failed(Reason.EXCHANGE_INCOMPLETE, why, Optional.of(reply));
        } catch (Exception failure) {
            return broken(failure);
        }
    }

    private Answer send(ClientLine line) {
        Answer answer = dialogue.exchange(line, limit());
        line.forget();
        return answer;
    }

    private Deadline limit() {
        return tools.request().timeouts().reply().map(deadline::sooner).orElse(deadline);
    }

    /** Every octet of a response is a secret, in the form in which it goes out. */
    private byte[] base64(byte[] response) {
        byte[] encoded = Base64.getEncoder().encode(response);
        disclosed |= response.length > 0;
        scrubber.learnRuns(encoded);
        Arrays.fill(response, (byte) 0);
        return encoded;
    }

    private byte @Nullable [] challenge() {
        try {
            String text = new String(dialogue.challenge(), StandardCharsets.ISO_8859_1).strip();
            return Base64.getDecoder().decode(text.equals("=") ? "" : text);
        } catch (IllegalArgumentException notBase64) {
            return null; // the caller cancels the exchange and says so
        }
    }

    private Outcome giveUp(Reason reason, String detail) {
        Answer last = cancelExchange();
        Optional<Reply> reply =
                last instanceof Answer.Replied replied ? Optional.of(replied.reply()) : Optional.empty();
        return new Outcome.Failed(reason, detail, reply);
    }

    private Answer cancelExchange() {
        return dialogue.exchange(Command.cancel(), limit());
    }

    private OAuthError scrubbed(OAuthError raw) {
        byte[] clean = scrubber.scrub(("    " + raw.text()).getBytes(StandardCharsets.UTF_8));
        return OAuthError.of(Arrays.copyOfRange(clean, 4, clean.length));
    }

    /** Runs the caller's code, interrupted at the deadline. What cannot be sent is as good as a throw. */
    private <T> T foreign(Callable<T> code) throws Exception {
        T result = tools.cancellation().interruptibly(deadline, code);
        if (result == null) {
            throw new IllegalStateException("null");
        }
        byte[] response = result instanceof SaslStep.Respond respond
                ? respond.response()
                : result instanceof SaslStep.Concede concede ? concede.response() : new byte[0];
        if (response == null || response.length > MAX_RESPONSE) {
            throw new IllegalStateException("no response, or one too long for a line");
        }
        return result;
    }

    /** The class of the exception, never its text: who throws may have put a secret in. */
    private Outcome broken(Exception failure) {
        if (tools.cancellation().cancelled()) {
            return Failures.cancelled();
        }
        if (failure instanceof InterruptedException && !deadline.expired()) {
            Thread.currentThread().interrupt();
            tools.cancellation().cancel();
            return Failures.cancelled();
        }
        return Outcome.failed(
                Reason.EXTENSION_FAILED,
                "the mechanism or its token source failed: "
                        + failure.getClass().getSimpleName());
    }

    static Fact.Authentication skipped(SkipReason why, List<String> offered, List<String> known) {
        return new Fact.Authentication(
                Outcome.skipped(why),
                java.time.Duration.ZERO,
                Optional.empty(),
                offered,
                known,
                false,
                Optional.empty());
    }
}
