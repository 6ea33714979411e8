/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.text.Printable;
import java.io.IOException;

/**
 * A failure of the caller's own code: it threw, returned something invalid, or did not return in time. The message names the
 * code's class, the class of the exception and the place in the code, but never the exception's message, which may contain a
 * secret. It is an IOException so that a failing transport is handled like any failing connection.
 */
public final class ExtensionError extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 200;

    private final boolean placed;

    /**
     * Makes a failure.
     *
     * @param code the caller's object, or its class
     * @param deed what that code did, such as {@code returned null}
     */
    public ExtensionError(Object code, String deed) {
        this(code, deed, "", false);
    }

    private ExtensionError(Object code, String deed, String place, boolean placed) {
        super(nameOf(code) + " " + deed + place);
        this.placed = placed;
    }

    /**
     * Makes a failure from what code threw: its class and the place in the application's code, but never the exception's
     * message.
     *
     * @param code   the caller's object, or its class
     * @param thrown by that code
     * @return the failure; the exception itself, if it is an ExtensionError
     */
    public static ExtensionError threw(Object code, Throwable thrown) {
        if (thrown instanceof ExtensionError known) {
            return known;
        }
        String place = Place.of(thrown, code);
        return new ExtensionError(code, "threw " + nameOf(thrown), place, !place.isEmpty());
    }

    /**
     * Makes a failure of code that had to be interrupted, with its place at that moment.
     *
     * @param code   the caller's object, or its class
     * @param thrown the exception that the interrupt caused
     * @return the failure
     */
    static ExtensionError late(Object code, Throwable thrown) {
        return new ExtensionError(
                code, "did not end in time and was interrupted", Place.of(thrown, code), Place.held(thrown));
    }

    /**
     * {@return whether the failure is known to be the application's fault; code that had to be interrupted may have waited for
     * a peer in our code}
     */
    public boolean placed() {
        return placed;
    }

    /** {@return which class did what, safe to show} */
    public String what() {
        return String.valueOf(getMessage());
    }

    /**
     * The name of a caller's class, as people know it: without its package; for a lambda, the class that contains it.
     *
     * @param code an object, or a class
     * @return a name, safe to show
     */
    public static String nameOf(Object code) {
        Class<?> type = code instanceof Class<?> given ? given : code.getClass();
        String name = type.getName();
        String plain = name.substring(name.lastIndexOf('.', nameEnd(name)) + 1);
        int lambda = plain.indexOf("$$Lambda");
        return Printable.cut(
                Printable.clean(lambda < 0 ? plain : "a lambda of " + plain.substring(0, lambda)), LONGEST, "...");
    }

    /** The end of the name. In a hidden class, its address follows after a slash, and may contain dots. */
    private static int nameEnd(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name.length() : slash;
    }
}
