/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of one step of a conversation, with what the step showed. Immutable and thread-safe.
 *
 * <p>The subclasses in this package are the kinds of facts. Applications cannot add any, but a minor release may add a kind, or
 * accessors to one. So ask an attempt for the kinds you know, and show the others by what every fact has: {@link #state()},
 * {@link #label()}, {@link #description()} and {@link #asMap()}. Facts are compared by identity, since a conversation may take
 * the same step twice; to compare their contents, use {@link #asMap()}.
 */
public abstract class Fact {
    /** The state of a step, reduced to one of four words. */
    public enum State {
        /** The step did what it should. */
        PASSED("passed"),
        /** The server refused, or there was no usable answer. */
        FAILED("failed"),
        /**
         * The step was wanted and not taken, which {@link Outcome.Skipped#reason()} explains; or the probe was cancelled, or out of time,
         * before there was an answer, or the conversation broke off at a command that was sent together with this one, so that nobody is
         * to blame.
         */
        SKIPPED("skipped"),
        /** The step was not asked for, or no longer needed, which is not a failure. */
        NOT_ASKED("not-asked");

        private final String token;

        State(String token) {
            this.token = token;
        }

        static State of(Outcome outcome) {
            if (outcome instanceof Outcome.Skipped skipped) {
                return skipped.reason().harmless() ? NOT_ASKED : SKIPPED;
            }
            boolean cutOff = outcome instanceof Outcome.Failed failed
                    && (failed.kind() == FailureKind.CANCELLED
                            || failed.kind() == FailureKind.DEADLINE
                            || failed.reason() == Reason.REPLY_NOT_AWAITED);
            return outcome.succeeded() ? PASSED : cutOff ? SKIPPED : FAILED;
        }

        /** {@return the stable token, such as {@code not-asked}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code not-asked}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    /**
     * Reads a fact of a stored report.
     *
     * @param map a map as {@link #asMap()} returned it and a JSON library read it back; may come from another release
     * @return the same fact; an {@link OtherFact} if this release does not know its kind, or a token in it
     * @throws IllegalArgumentException if the map is not a fact; the message says where, and repeats no value
     */
    public static Fact fromMap(Map<String, ?> map) {
        return KeptFacts.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    private final String kind;
    private final Stage stage;
    private final Outcome outcome;
    private final Duration took;

    Fact(String kind, Stage stage, Outcome outcome, Duration took) {
        this.kind = kind;
        this.stage = Objects.requireNonNull(stage, "stage");
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.took = Node.told(Objects.requireNonNull(took, "took"));
    }

    /** {@return the stable token of its kind, such as {@code tls-handshake}} */
    public final String kind() {
        return kind;
    }

    /** {@return the step} */
    public final Stage stage() {
        return stage;
    }

    /** {@return how it ended} */
    public final Outcome outcome() {
        return outcome;
    }

    /**
     * How long the step took, not counting time spent in the application's own code.
     *
     * @return the time from the command to its reply or, if commands were sent together, since the previous reply; zero if the
     *     step was skipped, and in a pasted text
     */
    public final Duration took() {
        return took;
    }

    /** {@return how it ended, in one of four words} */
    public final State state() {
        return State.of(outcome);
    }

    /** {@return the step in words, with its argument, such as {@code RCPT TO <ada@example.com>}; safe to show} */
    public String label() {
        return stage.label();
    }

    /** {@return the result in one line: the reply, what the step showed, or why there is none; safe to show, never empty} */
    public final String description() {
        return told();
    }

    String told() {
        return FactWords.of(this);
    }

    /** {@return plain maps, lists, strings, numbers and booleans, as in {@link io.github.smtpprobe.report.ProbeReport#asMap()}} */
    public final Map<String, Object> asMap() {
        return map();
    }

    Map<String, Object> map() {
        Node node = FactMap.begin(this);
        values(node);
        return node.map();
    }

    /**
     * A shortened copy, for a report that would otherwise grow too large. Kind, step, reply codes and verdict stay the same.
     *
     * @param lines  how many lines of a reply to keep after the first; the lines of EHLO that offer STARTTLS and AUTH are kept as
     *     well
     * @param length the maximum length of a line in characters
     * @return a fact within these limits
     * @throws IllegalArgumentException if either is negative
     */
    public final Fact shortened(int lines, int length) {
        return shortened(
                new FewerWords(Arguments.notNegative(lines, "lines"), Arguments.notNegative(length, "length")));
    }

    /** The shortened copy, of the same kind. */
    abstract Fact shortened(FewerWords words);

    /** Adds what only this kind of fact has. */
    void values(Node node) {}

    /** What a successful step showed, in one line. */
    String success() {
        return FactWords.reply(outcome);
    }

    /** The step at which it happened; empty if that is not known. */
    Optional<Stage> place() {
        return Optional.of(stage);
    }

    /** {@return label and description} */
    @Override
    public final String toString() {
        return label() + ": " + description();
    }
}
