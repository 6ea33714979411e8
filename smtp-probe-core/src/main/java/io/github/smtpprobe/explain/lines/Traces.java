/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stack frames on the same line as the words of an error. */
public final class Traces {
    private static final int READ = 4_000;

    /** .NET; PHP; the end of an Erlang term. */
    private static final Pattern BEGINS = Pattern.compile(
            "\\s(?:at|en|\u00E0|bei|in|em|da|w|\u0432|\u5728) (?=[\\w`<>]{1,80}\\.[\\w.`<>+]{1,160}\\([^()]{0,300}\\)(?:$| (?:in|at|en|\u00E0|bei) ))"
                    + "|\\sin /?(?:[\\w.-]{1,80}/{1,2}){1,20}[\\w.-]{1,80}\\.php:\\d|\\sStack trace: #0|\"?(?:\\.{3})?>>}}");

    private Traces() {}

    /** The words before the frames. */
    public static String before(String words) {
        Matcher begins = BEGINS.matcher(words).region(0, Math.min(READ, words.length()));
        begins.useTransparentBounds(true);
        return begins.find() ? words.substring(0, begins.start()) : words;
    }
}
