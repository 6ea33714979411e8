/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is looking. */
final class Terminal {
    private Terminal() {}

    /** JDK 22 to 24 have a Console for pipes too; since 22 it can be asked what it is. */
    static boolean interactive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true; // there is a Console only on a terminal
        } catch (IllegalAccessException | InvocationTargetException unexpected) {
            return false;
        }
    }
}
