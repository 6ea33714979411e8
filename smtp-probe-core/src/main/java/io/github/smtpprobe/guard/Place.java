/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.text.Printable;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an exception comes from in the application's code: the first frame outside the JDK and this library and, if it is a
 * different one, the frame of the object that the probe called. Frames below the guard belong to the probe's caller. Classes,
 * methods, files and lines are names in the code and may be shown; the message of an exception may contain a secret and is not
 * shown.
 */
final class Place {
    private static final String LIBRARY = "io.github.smtpprobe.";
    private static final int LONGEST = 300;
    private static final int MOST_FRAMES = 2_000;
    private static final int MOST_CAUSES = 10;

    private Place() {}

    /**
     * Finds the place where an exception comes from.
     *
     * @param thrown an exception of the application's code
     * @param whose  the object that the probe had called
     * @return such as {@code " at com.acme.Tokens.fetch(Tokens.java:17), called at com.acme.Login.start(Login.java:9)"}; empty if
     *     the exception does not tell
     */
    static String of(Throwable thrown, Object whose) {
        try {
            Throwable one = thrown;
            for (int i = 0; i < MOST_CAUSES && one != null; i++) {
                Optional<StackTraceElement> first = first(one, Place::application);
                if (first.isPresent()) {
                    return words(first.get(), first(one, frame -> of(frame, whose)));
                }
                one = one.getCause();
            }
            return "";
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError odd) {
            return ""; // the exception may be of the application's own class, and fail to tell, too
        }
    }

    /**
     * Tells whether the application's code was interrupted, and not a wait of the library's that it had called.
     *
     * @param thrown the exception that the interrupt caused
     * @return whether the first frame outside of the JDK is the application's
     */
    static boolean held(Throwable thrown) {
        try {
            Throwable innermost = thrown;
            for (int i = 0; i < MOST_CAUSES && innermost.getCause() != null; i++) {
                innermost = innermost.getCause();
            }
            return first(innermost, frame -> !platform(frame))
                    .filter(Place::application)
                    .isPresent();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError odd) {
            return false;
        }
    }

    private static Optional<StackTraceElement> first(Throwable thrown, Predicate<StackTraceElement> wanted) {
        return Stream.of(thrown.getStackTrace())
                .limit(MOST_FRAMES)
                .takeWhile(frame -> !frame.getClassName().equals(Guard.class.getName()))
                .filter(wanted)
                .findFirst();
    }

    private static boolean application(StackTraceElement frame) {
        return !platform(frame) && application(frame.getClassName());
    }

    /** Whether a class does not belong to this library. */
    static boolean application(String type) {
        return !type.startsWith(LIBRARY);
    }

    private static boolean platform(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /** Whether a frame is in the file of the object's class, which also contains lambdas and nested classes. */
    private static boolean of(StackTraceElement frame, Object whose) {
        return application(frame)
                && outermost(frame.getClassName())
                        .equals(outermost(whose.getClass().getName()));
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String words(StackTraceElement first, Optional<StackTraceElement> called) {
        return " at " + shown(first)
                + called.filter(frame -> !frame.equals(first))
                        .map(frame -> ", called at " + shown(frame))
                        .orElse("");
    }

    private static String shown(StackTraceElement frame) {
        @Nullable String file = frame.getFileName();
        String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
        String where = file == null ? "" : "(" + file + line + ")";
        return Printable.cut(
                Printable.clean(frame.getClassName() + "." + frame.getMethodName() + where), LONGEST, "...");
    }
}
