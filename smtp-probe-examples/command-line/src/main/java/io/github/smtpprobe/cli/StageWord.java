/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A step by one of its names: those in reports, and the names of swaks' stop-points. */
final class StageWord implements ITypeConverter<Stage> {
    static final String WANTED = wanted(new Names());

    private static final Map<String, Stage> OTHER = Map.ofEntries(
            Map.entry("banner", Stage.GREETING),
            Map.entry("hello", Stage.EHLO),
            Map.entry("helo", Stage.EHLO),
            Map.entry("lhlo", Stage.EHLO),
            Map.entry("tls", Stage.STARTTLS),
            Map.entry("mail", Stage.MAIL_FROM),
            Map.entry("from", Stage.MAIL_FROM),
            Map.entry("rcpt", Stage.RCPT_TO),
            Map.entry("to", Stage.RCPT_TO),
            Map.entry("dot", Stage.END_OF_DATA),
            Map.entry("message", Stage.END_OF_DATA));

    /** The names for completions. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(List.of(
                    "connect",
                    "greeting",
                    "ehlo",
                    "starttls",
                    "xclient",
                    "auth",
                    "mail",
                    "rcpt",
                    "data",
                    "end-of-data"));
        }
    }

    /** The message for any other word. */
    static String wanted(List<String> names) {
        int last = names.size() - 1;
        return "takes one of " + String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    @Override
    public Stage convert(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT).replaceAll("[_ ]", "-");
        Stage other = OTHER.get(word);
        return other != null
                ? other
                : Stage.ofToken(word)
                        .filter(stage -> stage != Stage.RESOLVE)
                        .orElseThrow(() -> new TypeConversionException(WANTED));
    }
}
