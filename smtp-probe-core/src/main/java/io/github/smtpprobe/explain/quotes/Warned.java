/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import java.util.regex.Pattern;

/** Lines in which a server logs what it would have refused but did not. */
public final class Warned {
    private static final int READ = 400;

    /** Postfix's warn_if_reject, and its access tables that only warn. */
    private static final Pattern ONLY = Pattern.compile(
            "(?:smtpd|postscreen)(?:\\[\\d{1,9}])?: [0-9A-Za-z]{3,20}: (?:reject_warning|warn|info): [A-Z-]{4,20}(?: COMMAND)? from ");

    private Warned() {}

    /** Whether a line is only about a warning. */
    public static boolean only(String line) {
        return ONLY.matcher(line.substring(0, Math.min(READ, line.length()))).find();
    }
}
