/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.text.Printable;
import java.io.IOException;

/**
 * A failure of code that the caller gave: it threw, returned what cannot be, or did not end in time. The message names the code's
 * class and the class of what it threw, never that exception's text, which may hold a secret. An IOException, so that a failing
 * transport travels as every failing connection does.
 */
public final class ExtensionError extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 200;

    /**
     * A failure.
     *
     * @param code the caller's object, or its class
     * @param deed what it did, such as {@code returned null}
     */
    public ExtensionError(Object code, String deed) {
        super(nameOf(code) + " " + deed);
    }

    /** {@return which class did what, safe to show} */
    public String what() {
        return String.valueOf(getMessage());
    }

    /**
     * The name of a class of the caller's as people know it: without package, a lambda by the class that holds it.
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

    /** Behind the slash of a hidden class stands its address, which may hold dots. */
    private static int nameEnd(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name.length() : slash;
    }
}
