/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one step of a conversation came to. Immutable and thread-safe.
 *
 * <p>The kinds are the other classes of this package, and only the library has more to add: a minor release may bring another, or give one
 * more to tell. So ask an attempt for the kind you want, and show the others by what every fact has: {@link #state()},
 * {@link #label()}, {@link #description()} and {@link #asMap()}. A fact is equal to itself alone, since a conversation can take
 * the same step twice; {@link #asMap()} is what can be compared.
 */
public abstract class Fact {
    /** What a fact is to somebody who only wants a mark for it. */
    public enum State {
        /** The step did what it should. */
        PASSED("passed"),
        /** The server said no, or there was no usable answer. */
        FAILED("failed"),
        /**
         * The step was wanted and not taken, which {@link Outcome.Skipped#reason()} explains; or the probe was cancelled, or out of time,
         * before there was an answer, or the conversation broke off at a command that was sent together with this one, so that nobody is
         * to blame.
         */
        SKIPPED("skipped"),
        /** Nobody wanted the step, or nobody needed it any more: no failure. */
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
         * Finds one by its token.
         *
         * @param token such as {@code not-asked}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    /**
     * Reads a fact of a report that was kept.
     *
     * @param map as {@link #asMap()} gave it, and a JSON library read it again; of another release's, too
     * @return the same fact; an {@link OtherFact} where this release does not know its kind, or a word in it
     * @throws IllegalArgumentException if it is no fact; the message says where, and repeats no value
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
     * How long it took, without what code of the application took meanwhile.
     *
     * @return the time from its command to its reply, or, where commands were sent together, from the reply before it; zero where it was
     *     not taken, and in a pasted text
     */
    public final Duration took() {
        return took;
    }

    /** {@return how it ended, in one of four words} */
    public final State state() {
        return State.of(outcome);
    }

    /** {@return the step in words, with what was asked, such as {@code RCPT TO <ada@example.com>}; safe to show} */
    public String label() {
        return stage.label();
    }

    /** {@return what came of it in one line: the reply, what it showed, or why there is none; safe to show, never empty} */
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
     * The same fact with fewer words, as it stands in a report that holds more than fits: kind, step, reply codes and verdict stay.
     *
     * @param lines  of a reply that stay besides its first; the lines of EHLO that offer STARTTLS and AUTH stay, too
     * @param length of a line in characters
     * @return a fact that is no longer than this
     * @throws IllegalArgumentException if one of them is negative
     */
    public final Fact shortened(int lines, int length) {
        return shortened(
                new FewerWords(Arguments.notNegative(lines, "lines"), Arguments.notNegative(length, "length")));
    }

    /** The same of this kind. */
    abstract Fact shortened(FewerWords words);

    /** Puts down what only this kind has. */
    void values(Node node) {}

    /** What a success showed, in one line. */
    String success() {
        return FactWords.reply(outcome);
    }

    /** The step at which it happened; empty where that is not known. */
    Optional<Stage> place() {
        return Optional.of(stage);
    }

    /** {@return label and description} */
    @Override
    public final String toString() {
        return label() + ": " + description();
    }
}
