/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.plan.Allowance;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ClientLine;
import io.github.smtpprobe.wire.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one gate that every step of a conversation has to pass, so that nothing is sent without it. Each step leaves one fact: its
 * outcome, or the reason why it was skipped, which may be that the caller stops before it, an earlier step failed, replies are
 * out of step, the time is over, or the probe was cancelled.
 */
final class Gate {
    private final boolean implicitTls;
    private final int last;
    private final Allowance time;
    private final Deadline untilGreeting;
    private final Deadline whole;
    private final Cancellation cancellation;
    private final Recorder recorder;
    private final BooleanSupplier overtaken;
    private final QuotedFailures quoted;
    private final Guard guard;
    private final HeldUp heldUp;
    private final Pipeline pipeline = new Pipeline(this);
    private StepClock clock;
    private @Nullable Dialogue dialogue;
    private boolean greeted;
    private boolean shut;
    private boolean ended;

    /**
     * Makes a gate.
     *
     * @param overtaken tells whether this is a second look that is no longer needed
     */
    Gate(Next job, ProbeContext context, Recorder recorder, BooleanSupplier overtaken) {
        this.implicitTls = job.route().mode() == TlsMode.IMPLICIT_TLS;
        this.last =
                context.request().stopAfter().map(stage -> place(stage, true)).orElse(Integer.MAX_VALUE);
        this.time = job.time();
        this.untilGreeting = context.deadline().sooner(time.greeting());
        this.whole = context.deadline().sooner(time.whole());
        this.cancellation = context.cancellation();
        this.recorder = recorder;
        this.overtaken = overtaken;
        this.guard = context.guard();
        this.clock = clock();
        this.heldUp = new HeldUp(guard, context.request().deadline());
        this.quoted = new QuotedFailures(context.request().credentials(), context.scrubber());
    }

    /**
     * Takes a step if that is allowed, and records its result.
     *
     * @param fact makes the step's fact from its outcome and duration
     */
    Outcome pass(Stage stage, Supplier<Outcome> step, BiFunction<Outcome, Duration, Fact> fact) {
        Optional<Outcome> obstacle = obstacleOnceBegun(stage);
        clock = clock();
        Outcome ended = obstacle.isPresent() ? obstacle.get() : quoted.withoutSecrets(unlessOvertaken(step.get()));
        StepClock.Span span = clock.read();
        Outcome outcome = heldUp.ended(ended, span.held(), span.waited(), phase().expired());
        learn(stage, outcome);
        Duration took = outcome instanceof Outcome.Skipped ? Duration.ZERO : span.waited();
        recorder.fact(fact.apply(outcome, took));
        return outcome;
    }

    /**
     * Why a step is not taken although its listener was told of it: the listener may have taken too long, or cancelled the
     * probe.
     */
    private Optional<Outcome> obstacleOnceBegun(Stage stage) {
        Optional<Outcome> obstacle = obstacle(stage);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        recorder.begins(stage);
        return obstacle(stage);
    }

    /** If a second look is given up, it has not failed: it is no longer needed. */
    private Outcome unlessOvertaken(Outcome outcome) {
        return outcome instanceof Outcome.Failed && overtaken()
                ? Outcome.skipped(SkipReason.FIRST_CONNECTION_SPOKE)
                : outcome;
    }

    private boolean overtaken() {
        return !cancellation.cancelled() && overtaken.getAsBoolean();
    }

    /** A step that consists of one command without parameters and its reply. */
    Outcome command(Stage stage, BiFunction<Outcome, Duration, Fact> fact) {
        return command(stage, () -> Command.alone(stage), fact);
    }

    /** A step that consists of one command and its reply. */
    Outcome command(Stage stage, Supplier<ClientLine> line, BiFunction<Outcome, Duration, Fact> fact) {
        return pass(stage, () -> ask(stage, line.get()), fact);
    }

    /** Sends one command and waits for its reply, within a step that was allowed. */
    Outcome ask(Stage stage, ClientLine line) {
        return ask(stage, line, List::of);
    }

    /**
     * As above, for a command that may be sent together with those that follow it. Their replies are available when their steps
     * come.
     *
     * @param behind supplies what may be sent with it, in the order of the steps
     */
    Outcome ask(Stage stage, ClientLine line, Supplier<List<Pipeline.Asked>> behind) {
        return pipeline.ask(new Pipeline.Asked(stage, line), clock, behind);
    }

    /** Sends a message that gets a reply for each of its recipients. Returns the outcome for the first one. */
    Outcome transfer(MessageData data, int recipients) {
        return pipeline.transfer(data, recipients, clock);
    }

    /** The outcome of the next command that was sent ahead. */
    Outcome taken() {
        return pipeline.take(clock);
    }

    /** Whether the command of a step was already sent, together with an earlier one. */
    boolean sent(Stage stage) {
        return pipeline.sent(stage);
    }

    /** Why a step cannot be taken, if it cannot. */
    Optional<Outcome> obstacle(Stage stage) {
        if (sent(stage)) { // too late to leave it out
            return Failures.stopped(cancellation) ? Optional.of(Outcome.cancelled()) : Optional.empty();
        }
        if (overtaken()) {
            return Optional.of(Outcome.skipped(SkipReason.FIRST_CONNECTION_SPOKE));
        }
        if (stage == Stage.QUIT) {
            return obstacleToQuit();
        }
        if (shut) {
            return Optional.of(Outcome.skipped(SkipReason.EARLIER_STEP_FAILED));
        }
        if (stops(stage)) {
            return Optional.of(Outcome.skipped(SkipReason.STOPPED));
        }
        return dialogue == null || dialogue.inStep()
                ? ending().map(why -> why)
                : Optional.of(Outcome.skipped(SkipReason.EARLIER_STEP_FAILED));
    }

    /** Why QUIT cannot be sent. A failed step or the caller's stop does not prevent it, as long as the server still expects a command. */
    private Optional<Outcome> obstacleToQuit() {
        if (whole.expired()) {
            return Optional.of(Outcome.skipped(SkipReason.DEADLINE));
        }
        if (!greeted || !dialogue().inStep() || ended) {
            return Optional.of(Outcome.skipped(SkipReason.CONNECTION_UNUSABLE));
        }
        return ending().map(why -> why);
    }

    /** Whether the probe was cancelled or its time is over. */
    Optional<Outcome.Failed> ending() {
        if (Failures.stopped(cancellation)) {
            return Optional.of(Outcome.cancelled());
        }
        return phase().expired()
                ? Optional.of(Outcome.failed(Reason.DEADLINE_PASSED, "the time was over before this step could begin"))
                : Optional.empty();
    }

    /** Whether the caller wants the conversation to end before a step. */
    boolean stops(Stage stage) {
        return place(stage, encrypted()) > last;
    }

    /** Whether TLS is on. */
    boolean encrypted() {
        return dialogue != null && dialogue.encrypted();
    }

    /**
     * A step's position in the order of the wire. STARTTLS and the handshake share a position, since nothing can come between
     * them. EHLO has one position in clear text and one inside TLS; the latter is the one that counts, even if TLS is never
     * reached.
     */
    @SuppressWarnings("EnumOrdinal") // the order of the table is that of the wire
    private int place(Stage stage, boolean encrypted) {
        return switch (stage) {
            case RESOLVE, CONNECT -> 0;
            case TLS, STARTTLS -> implicitTls ? 1 : 4;
            case GREETING -> 2;
            case EHLO -> encrypted ? 5 : 3;
            default -> stage.ordinal(); // after the EHLO inside TLS, in the order of the table
        };
    }

    private void learn(Stage stage, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            ended |= failed.kind() == FailureKind.CANCELLED;
            shut |= ended || failed.kind() == FailureKind.DEADLINE || failed.reason() == Reason.HELD_UP;
            if (failed.reason() == Reason.UNEXPECTED_CODE) {
                dialogue().lose();
            }
        }
        greeted |= stage == Stage.GREETING && outcome.reply().isPresent();
    }

    /** Allows nothing but QUIT after a required step that did not succeed, unless the caller did not ask for it. */
    void need(Outcome outcome) {
        shut |= !outcome.succeeded() && !outcome.skippedFor(SkipReason.STOPPED);
    }

    /** Makes sure that nothing more is sent to the server, not even QUIT. */
    void leaveUnsaid() {
        greeted = false;
    }

    void connected(Dialogue made) {
        dialogue = made;
    }

    /** The deadline of a step that begins now. */
    Deadline limit(Stage stage) {
        Optional<Duration> own = time.limit(stage);
        return own.isPresent() ? phase().sooner(own.get()) : phase();
    }

    /** The deadline of the whole conversation. */
    Deadline whole() {
        return whole;
    }

    private Deadline phase() {
        return greeted ? whole : untilGreeting;
    }

    /** Starts to measure time. */
    StepClock clock() {
        return new StepClock(recorder, guard);
    }

    Dialogue dialogue() {
        if (dialogue == null) {
            throw new IllegalStateException("not connected");
        }
        return dialogue;
    }
}
