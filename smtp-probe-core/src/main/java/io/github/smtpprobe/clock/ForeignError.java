/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

/** An {@link Error} out of a callback of the caller's, as an exception: it ends that callback's work and not the probe. */
public final class ForeignError extends Exception {
    private static final long serialVersionUID = 1L;

    /** The simple name of the Error's class. */
    private final String name;

    ForeignError(Error error) {
        super(error);
        this.name = error.getClass().getSimpleName();
    }

    /**
     * The class of what foreign code threw; never its text, which may hold a secret.
     *
     * @param thrown what was caught
     * @return a simple class name
     */
    public static String nameOf(Throwable thrown) {
        return thrown instanceof ForeignError foreign
                ? foreign.name
                : thrown.getClass().getSimpleName();
    }
}
