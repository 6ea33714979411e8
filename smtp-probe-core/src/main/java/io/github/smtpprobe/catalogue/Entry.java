/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.Objects;

/**
 * A row of the catalogue.
 *
 * @param code    a reply code ({@code 550}), a class of them ({@code 5xx}), or an enhanced status code ({@code X.7.8},
 *                {@code 5.7.8})
 * @param context where it applies: a stage's name such as {@code AUTH}, {@code ANY}, or another word of the RFCs
 * @param status  {@code standard}, {@code registry}, {@code wild} for practice, {@code folklore} for lists without source,
 *                {@code draft}, {@code obsolete}, {@code unregistered}
 * @param title   a few words
 * @param meaning a sentence or two
 * @param causes  separated by semicolons, may be empty
 * @param remedy  what to do
 * @param source  where it is written
 */
public record Entry(
        String code,
        String context,
        String status,
        String title,
        String meaning,
        String causes,
        String remedy,
        String source) {
    /**
     * A row of the caller's own for a reply code at one stage.
     *
     * @param code    200 to 599
     * @param stage   where it applies
     * @param meaning what it means
     * @param remedy  what to do
     * @return the row
     */
    public static Entry of(int code, Stage stage, String meaning, String remedy) {
        return new Entry(
                Integer.toString(code),
                context(stage),
                "own",
                meaning,
                meaning,
                "",
                remedy,
                "added by the application");
    }

    /** The word that the data uses for a stage. */
    static String context(Stage stage) {
        return switch (stage) {
            case MAIL_FROM -> "MAIL";
            case RCPT_TO -> "RCPT";
            case END_OF_DATA -> "EOD";
            default -> stage.name();
        };
    }

    /** The same as a row of the caller's, whose texts are safe to show. */
    Entry asOwn() {
        return new Entry(
                Objects.requireNonNull(code, "code"),
                Objects.requireNonNull(context, "context"),
                "own",
                text(title, "title"),
                text(meaning, "meaning"),
                text(causes, "causes"),
                text(remedy, "remedy"),
                text(source, "source"));
    }

    private static String text(String given, String name) {
        return Printable.clean(Objects.requireNonNull(given, name));
    }

    boolean own() {
        return status.equals("own");
    }
}
