/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.Optional;

/** How a step ended. This is the library's whole error model. */
public sealed interface Outcome {
    /** {@return the stable token of this kind of outcome: {@code succeeded}, {@code rejected}, {@code failed} or {@code skipped}} */
    String token();

    /** {@return the server's reply, where there was one} */
    default Optional<Reply> reply() {
        return Optional.empty();
    }

    /** {@return whether the step succeeded} */
    default boolean succeeded() {
        return this instanceof Succeeded;
    }

    /**
     * Tells whether a step was skipped for a given reason.
     *
     * @param reason the reason
     * @return whether the step was skipped for this reason
     */
    default boolean skippedFor(SkipReason reason) {
        Objects.requireNonNull(reason, "reason");
        return this instanceof Skipped skipped && skipped.reason() == reason;
    }

    /**
     * The step succeeded.
     *
     * @param reply the server's reply, if the step has one
     */
    record Succeeded(Optional<Reply> reply) implements Outcome {
        /**
         * Makes a success.
         *
         * @param reply the server's reply, if the step has one
         */
        public Succeeded {
            Objects.requireNonNull(reply, "reply");
        }

        @Override
        public String token() {
            return "succeeded";
        }
    }

    /**
     * The server refused.
     *
     * @param reason its reply, with a code of 400 or more
     */
    record Rejected(Reply reason) implements Outcome {
        /**
         * Makes a refusal.
         *
         * @param reason the server's reply
         */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String token() {
            return "rejected";
        }

        @Override
        public Optional<Reply> reply() {
            return Optional.of(reason);
        }
    }

    /**
     * There was no usable answer.
     *
     * @param reason why
     * @param detail in words, safe to show
     * @param reply  a reply that could not be used, such as one with an unexpected code
     */
    record Failed(Reason reason, String detail, Optional<Reply> reply) implements Outcome {
        private static final int LONGEST_DETAIL = 1_000;

        /**
         * Makes a failure.
         *
         * @param reason why
         * @param detail in words; cut after 1,000 characters, since the text may come from an exception of foreign code
         * @param reply  a reply that could not be used
         */
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(reply, "reply");
            detail = Printable.cut(Objects.requireNonNull(detail, "detail"), LONGEST_DETAIL, "\u2026");
        }

        @Override
        public String token() {
            return "failed";
        }

        /** {@return the kind of failure} */
        public FailureKind kind() {
            return reason.kind();
        }
    }

    /**
     * The step was skipped.
     *
     * @param reason why not
     */
    record Skipped(SkipReason reason) implements Outcome {
        /**
         * Makes a skipped step.
         *
         * @param reason why not
         */
        public Skipped {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String token() {
            return "skipped";
        }
    }

    /**
     * A success without a reply.
     *
     * @return the outcome
     */
    static Outcome done() {
        return new Succeeded(Optional.empty());
    }

    /**
     * A success.
     *
     * @param reply what the server said
     * @return the outcome
     */
    static Outcome done(Reply reply) {
        return new Succeeded(Optional.of(Objects.requireNonNull(reply, "reply")));
    }

    /**
     * The outcome of a command by its reply. The first digit decides, but a code that answers another command is a protocol
     * violation.
     *
     * @param stage the command
     * @param reply the server's
     * @return a success, a refusal, or a failure that holds the reply
     */
    static Outcome answered(Stage stage, Reply reply) {
        Objects.requireNonNull(reply, "reply");
        if (Objects.requireNonNull(stage, "stage").succeedsWith(reply.code())) {
            return done(reply);
        }
        return reply.code().temporary() || reply.code().permanent()
                ? new Rejected(reply)
                : new Failed(
                        Reason.UNEXPECTED_CODE, reply.code() + unexpected(stage, reply.code()), Optional.of(reply));
    }

    private static String unexpected(Stage stage, ReplyCode code) {
        return switch (stage) {
            case GREETING -> " is no greeting";
            case END_OF_DATA -> " does not answer a message";
            default ->
                code.value() == 220
                        ? " is a greeting, and does not answer this command"
                        : " does not answer this command";
        };
    }

    /**
     * A failure.
     *
     * @param reason why
     * @param detail in words
     * @return the outcome
     */
    static Failed failed(Reason reason, String detail) {
        return new Failed(reason, detail, Optional.empty());
    }

    /** {@return the failure of a step that was cancelled, while it ran or before it began} */
    static Failed cancelled() {
        return failed(Reason.PROBE_CANCELLED, "the probe was cancelled");
    }

    /**
     * A skipped step.
     *
     * @param reason why not
     * @return the outcome
     */
    static Outcome skipped(SkipReason reason) {
        return new Skipped(reason);
    }
}
