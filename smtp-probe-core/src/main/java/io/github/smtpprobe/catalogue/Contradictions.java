/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.text.tables.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds out whether the words of a reply contradict its code or the text of its meaning. Only a code that stands for one cause
 * can contradict words that tell another; {@code codes.tsv} lists these codes.
 */
final class Contradictions {
    private static final Pattern AGAIN = Pattern.compile("(?<![a-z])(?:again|later|[Ww]ait)(?![a-z])");

    private final List<Sense> senses = Tables.of(Contradictions.class, "codes.tsv", Sense::of);
    private final UnreadWords unread = new UnreadWords();
    private final PhraseIndex index;
    private final List<Row> rows;

    Contradictions(PhraseIndex index, List<Row> rows) {
        this.index = index;
        this.rows = rows;
    }

    /**
     * The one cause that a code stands for.
     *
     * @param code   a reply code, or an enhanced status code of any class
     * @param cause  in words
     * @param agrees beginnings of the ids that agree with it; the first one is what it means
     */
    private record Sense(String code, String cause, List<String> agrees) {
        static Sense of(String[] cells) {
            return new Sense(cells[0], cells[1], Arrays.asList(cells[2].split(" ")));
        }

        boolean contradicts(Meaning meaning) {
            return agrees.stream().noneMatch(meaning.id()::startsWith);
        }

        boolean means(Meaning meaning) {
            return agrees.get(0).equals(meaning.id());
        }
    }

    /** A sentence about the contradiction; empty if words and code agree, or one of them tells nothing certain. */
    String in(RowFinder.Match match) {
        String cause = match.byCodeAlone() && !match.row().conditions().worded() ? alone(match) : cause(match);
        String told = cause.isEmpty() ? time(match) : cause;
        return told.isEmpty() ? unread.in(match) : told;
    }

    /** Servers send codes of one cause with words that tell another: {@code 5.2.1 Subject is mandatory}. */
    private String alone(RowFinder.Match match) {
        String code = match.reading().enhanced();
        boolean told = match.row().meaning().why().contains("The code ");
        return senses.stream()
                .filter(each -> !told && Row.Code.same(each.code(), code))
                .map(each -> "This rests on the code " + code + ", which means " + each.cause()
                        + "; the words of the reply may say something else.")
                .findFirst()
                .orElse("");
    }

    /** The enhanced status code says more than the reply code, so the reply code counts only if there is no enhanced one. */
    private String cause(RowFinder.Match match) {
        Reading reading = match.reading();
        Row row = match.row();
        if (match.rank() != Row.Rank.WORDS || row.meaning().general() || row.restsOnCodeOf(reading)) {
            return "";
        }
        String code = reading.enhanced().isEmpty() ? reading.code() : reading.enhanced();
        return senses.stream()
                .filter(each -> Row.Code.same(each.code(), code))
                .filter(each -> each.contradicts(row.meaning()))
                .map(each -> "The code " + code + " stands for " + each.cause() + beside(each, match))
                .findFirst()
                .orElse("");
    }

    /** A reply may name two causes, one of which is the cause that its code stands for. */
    private String beside(Sense sense, RowFinder.Match match) {
        boolean named = match.named().stream()
                .filter(place -> sense.means(rows.get(place).meaning()))
                .anyMatch(place -> !index.excludes(place, match.text()));
        return named
                ? ", which the words may name as well: the reply seems to tell more than one cause."
                : ", but the words of the reply say something else, and here the words count.";
    }

    /** Whether the meaning's own text says that waiting may help. */
    private static boolean advisesToWait(Meaning meaning) {
        return AGAIN.matcher(meaning.remedy()).find();
    }

    /** The first digit alone decides whether a client tries again, whatever the words say. */
    private String time(RowFinder.Match match) {
        ReplyCode code = match.reading().reply().code();
        if (code.permanent() && index.saidToPass(match.text())) {
            return "The words speak of a refusal for now, but the code " + code
                    + " is one for a refusal that lasts: a later try may succeed, though programs that go by the code"
                    + " make none.";
        }
        if (code.temporary() && index.saidToLast(match.text())) {
            return "The words speak of a refusal that lasts, but the code " + code
                    + " is one for a refusal for now: programs that go by the code try again, probably in vain.";
        }
        if (code.temporary()
                && index.saidToPass(match.text())
                && !advisesToWait(match.row().meaning())) {
            return "The words and the code speak of a refusal for now, so a later try may succeed.";
        }
        return unknownForNow(match);
    }

    /**
     * Servers give a temporary code for an unknown mailbox while their settings are being tried out, or when they cannot tell
     * for sure.
     */
    private static String unknownForNow(RowFinder.Match match) {
        ReplyCode code = match.reading().reply().code();
        return code.temporary()
                        && match.rank() == Row.Rank.WORDS
                        && match.row().meaning().id().equals("recipient.unknown")
                ? "The code " + code
                        + " is one for a refusal for now: the server may not be sure yet, and programs that go by"
                        + " the code try again."
                : "";
    }
}
