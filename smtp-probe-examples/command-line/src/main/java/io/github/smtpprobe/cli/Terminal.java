/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.format.TerminalWriter;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The console, if a person is reading and can type. */
public final class Terminal {
    private Terminal() {}

    /** {@return the console, if a person sits at it; none where standard input or output is a file or a pipe} */
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::interactive);
    }

    /**
     * Makes a writer for standard output or standard error.
     *
     * @param out the stream
     * @return in the charset of the terminal where a person is looking, else in UTF-8
     */
    static PrintWriter writer(PrintStream out) {
        Optional<Charset> shown = console().map(found -> charset(System.getProperties(), found.charset()));
        return shown.filter(each -> !each.equals(StandardCharsets.UTF_8)).isPresent()
                ? new PrintWriter(new TerminalWriter(out, shown.get()), true)
                : new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** The charset that the terminal displays: since JDK 19, it can differ from the charset of the input. */
    static Charset charset(Properties system, Charset console) {
        String told = system.getProperty("stdout.encoding", "");
        try {
            return told.isBlank() ? console : Charset.forName(told);
        } catch (IllegalArgumentException unknown) {
            return console;
        }
    }

    /** {@return its width in columns, from COLUMNS or the terminal; 80 if neither states it} */
    public static int width() {
        String told = System.getenv("COLUMNS");
        return told != null && told.matches("[1-9][0-9]{0,3}")
                ? Integer.parseInt(told)
                : new UsageMessageSpec().autoWidth(true).width();
    }

    /** Whether a console is a terminal: since JDK 22, there is also a Console for pipes, which says what it is. */
    private static boolean interactive(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true; // there is only a Console on a terminal
        } catch (IllegalAccessException | InvocationTargetException unexpected) {
            return false;
        }
    }
}
