/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * A fault of this program. Its message is left out: it may quote what was typed or read, and such output is pasted into
 * tickets.
 */
final class OwnFault {
    /** The exit code for trouble on this machine: nothing was found out about the server. */
    static final int EXIT_CODE = 3;

    private OwnFault() {}

    static int report(Exception fault, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": internal error (" + kind(fault) + place(fault)
                        + "); please report it with this line.");
        return EXIT_CODE;
    }

    private static String kind(Throwable fault) {
        Throwable cause = fault.getCause();
        return fault.getClass().getSimpleName()
                + (cause == null ? "" : " by " + cause.getClass().getSimpleName());
    }

    private static String place(Throwable fault) {
        StackTraceElement[] trace = (fault.getCause() == null ? fault : fault.getCause()).getStackTrace();
        for (StackTraceElement each : trace) {
            if (each.getClassName().startsWith("io.github.smtpprobe.")) {
                String name = each.getClassName().substring(each.getClassName().lastIndexOf('.') + 1);
                return " at " + name + ":" + each.getLineNumber();
            }
        }
        return "";
    }
}
