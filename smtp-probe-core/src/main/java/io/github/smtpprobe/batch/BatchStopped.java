/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A batch that ended before its time, since what the caller gave did not go on: the output, the journal or the targets. With a
 * journal a later run goes on from there: nothing counts as done whose result the output had not taken.
 */
public final class BatchStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What did not go on. */
    public enum Part {
        /** The consumer of results threw. */
        OUTPUT("The output"),
        /**
         * The journal could not be written or read, which an {@link java.io.IOException} in the cause tells; or what it says is of no use, which an
         * {@link IllegalArgumentException} tells: it is damaged, was written by another version, belongs to other targets or questions, or was not to
         * be there. It is left as it was.
         */
        JOURNAL("The journal"),
        /** The targets threw, or one was null. */
        TARGETS("The stream of targets");

        private final String words;

        Part(String words) {
            this.words = words;
        }
    }

    /** What did not go on. */
    private final Part part;
    /** The target at which it happened; 0 if it was none. */
    private final long number;
    /** Whether a target may have been asked something. */
    private final boolean begun;

    private BatchStopped(Part part, long number, boolean begun, String what, Throwable cause) {
        super(part.words + " failed " + what, cause);
        this.part = part;
        this.number = number;
        this.begun = begun;
    }

    /**
     * The output failed.
     *
     * @param number of the target whose result it was to take
     * @param cause  what it threw
     * @return what to throw
     */
    public static BatchStopped output(long number, Throwable cause) {
        return new BatchStopped(
                Part.OUTPUT,
                number,
                true,
                "on the result of target " + number + ": " + Objects.requireNonNull(cause, "cause"),
                cause);
    }

    /**
     * The journal failed.
     *
     * @param what  in words that follow "The journal failed"
     * @param cause what was thrown
     * @return what to throw
     */
    public static BatchStopped journal(String what, Throwable cause) {
        return journal(true, what, cause);
    }

    /**
     * The journal could not be opened, so that the batch did not begin.
     *
     * @param what  in words that follow "The journal failed"
     * @param cause what was thrown
     * @return what to throw
     */
    public static BatchStopped unopened(String what, Throwable cause) {
        return journal(false, what, cause);
    }

    private static BatchStopped journal(boolean begun, String what, Throwable cause) {
        return new BatchStopped(
                Part.JOURNAL, 0, begun, Objects.requireNonNull(what, "what"), Objects.requireNonNull(cause, "cause"));
    }

    /**
     * The targets failed.
     *
     * @param number of the target that was to come
     * @param cause  what they threw
     * @return what to throw
     */
    public static BatchStopped targets(long number, Throwable cause) {
        return new BatchStopped(
                Part.TARGETS,
                number,
                true,
                "at target " + number + ": " + Objects.requireNonNull(cause, "cause"),
                cause);
    }

    /** {@return what did not go on} */
    public Part part() {
        return part;
    }

    /** {@return whether the batch had begun; not where its journal could not even be opened, so that no target was asked anything} */
    public boolean begun() {
        return begun;
    }

    /** {@return the number of the target at which it happened, from 1; empty where it was none} */
    public OptionalLong number() {
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
