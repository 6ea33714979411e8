/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Tables;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is said about a reply whose words no row knows, but whose code stands for one cause: {@code unread.tsv} tells which.
 * Words in another language may say the same as the code, so nothing is said about what they do not say.
 */
final class UnreadWords {
    private final List<Cause> causes = Tables.of(UnreadWords.class, "unread.tsv", Cause::of);

    private record Cause(Set<Stage> stages, List<String> codes, String words) {
        static Cause of(String[] cells) {
            Set<Stage> stages = EnumSet.noneOf(Stage.class);
            Arrays.stream(cells[0].split(" ")).map(Stage::valueOf).forEach(stages::add);
            return new Cause(stages, List.of(cells[1].split(" ")), cells[2]);
        }

        boolean isOf(Stage stage, String code) {
            return stages.contains(stage) && codes.contains(code);
        }
    }

    /** A sentence about the code; empty if words told what the reply means. */
    String in(RowFinder.Match match) {
        boolean byCode = match.rank() == Row.Rank.CODE || match.rank() == Row.Rank.ENHANCED;
        if (!byCode || !match.row().conditions().worded()) {
            return "";
        }
        Reading reading = match.reading();
        String told = about(reading.stage(), reading.code());
        return told.isEmpty() ? about(reading.stage(), reading.enhanced()) : told;
    }

    private String about(Stage stage, String code) {
        return causes.stream()
                .filter(each -> each.isOf(stage, code))
                .map(each -> "By itself the code " + code + " stands for " + each.words()
                        + "; the words may mean that or something else.")
                .findFirst()
                .orElse("");
    }
}
