/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchStopped;
import java.io.IOException;

/** Why a batch stopped, in words for those who can act. */
final class Stopped {
    private Stopped() {}

    static String words(BatchStopped stopped) {
        String why = reason(stopped);
        return switch (stopped.part()) {
            case OUTPUT -> "the output can no longer be written" + why;
            case JOURNAL ->
                stopped.getCause() instanceof IllegalArgumentException
                        ? "the journal is of no use here: " + why
                        : "the journal cannot be kept" + why;
            case TARGETS -> byInput(stopped) ? why : "the list cannot be read further" + why;
        };
    }

    /** Whether the list or the journal is wrong, so that continuing would not help. */
    static boolean byInput(BatchStopped stopped) {
        return !stopped.begun()
                || (stopped.part() != BatchStopped.Part.OUTPUT
                        && stopped.getCause() instanceof IllegalArgumentException);
    }

    /** The message of the operating system, which contains no target and no secret. */
    private static String reason(BatchStopped stopped) {
        for (Throwable each = stopped.getCause(); each != null; each = each.getCause()) {
            if (each instanceof IOException && each.getMessage() != null) {
                return " (" + each.getMessage() + ")";
            }
            if (each instanceof IllegalArgumentException && each.getMessage() != null) {
                return String.valueOf(each.getMessage());
            }
        }
        return "";
    }
}
