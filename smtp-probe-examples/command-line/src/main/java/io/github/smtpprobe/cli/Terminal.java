/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** The console of a person who is looking, and can type. */
public final class Terminal {
    private Terminal() {}

    /** {@return the console, if a person sits at it; none where standard input or output is a file or a pipe} */
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::interactive);
    }

    /** JDK 22 to 24 have a Console for pipes too; since 22 it can be asked what it is. */
    private static boolean interactive(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true; // there is a Console only on a terminal
        } catch (IllegalAccessException | InvocationTargetException unexpected) {
            return false;
        }
    }
}
