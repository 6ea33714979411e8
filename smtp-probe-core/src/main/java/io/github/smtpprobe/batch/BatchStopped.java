/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Thrown if a batch ended early because something that the caller supplied failed: the output, the journal or the stream of
 * targets. With a journal, a later run can continue from there: no target counts as done unless the output has taken its result.
 */
public final class BatchStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed. */
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

    /** What failed. */
    private final Part part;
    /** The target at which it happened; 0 if it was at none. */
    private final long number;
    /** Whether a target may have been contacted. */
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
     * @param number the number of the target whose result it was to take
     * @param cause  what it threw
     * @return the exception to throw
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
     * @param what  what happened, in words that follow "The journal failed"
     * @param cause what was thrown
     * @return the exception to throw
     */
    public static BatchStopped journal(String what, Throwable cause) {
        return journal(true, what, cause);
    }

    /**
     * The journal could not be opened, so that the batch did not begin.
     *
     * @param what  what happened, in words that follow "The journal failed"
     * @param cause what was thrown
     * @return the exception to throw
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
     * @param number the number of the target that was due
     * @param cause  what they threw
     * @return the exception to throw
     */
    public static BatchStopped targets(long number, Throwable cause) {
        return new BatchStopped(
                Part.TARGETS,
                number,
                true,
                "at target " + number + ": " + Objects.requireNonNull(cause, "cause"),
                cause);
    }

    /** {@return what failed} */
    public Part part() {
        return part;
    }

    /** {@return whether the batch had begun; false if its journal could not be opened, so that no target was contacted} */
    public boolean begun() {
        return begun;
    }

    /**
     * The number of a target, as {@link BatchResult#number()} counts them: its place among all that the stream gave, from 1, with
     * those that were left out or done earlier. With {@link Part#OUTPUT} it is the target whose result could not be delivered; since
     * results come in the order in which probes end, it says nothing of how many were. With {@link Part#TARGETS} it is the one that
     * the stream was to give.
     *
     * @return the number of that target; empty with {@link Part#JOURNAL}, which fails at none
     */
    public OptionalLong number() {
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
