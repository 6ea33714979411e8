/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What replies mean: one table and one reading of it. The words of a cause beat a provider's link or code, which beats the
 * enhanced status code, which beats the reply code, which beats its first digit; of equals the first row counts. A text never
 * comes from a row that did not fit. Where the words and the codes of a reply contradict each other, {@link Meaning#why()} says
 * so. Immutable and thread-safe.
 */
public final class ReplyCatalogue {
    /** Commands that refusals are mostly about, for one whose command is not known. */
    private static final List<Stage> ABOUT = List.of(
            Stage.RCPT_TO, Stage.MAIL_FROM, Stage.END_OF_DATA, Stage.AUTH, Stage.EHLO, Stage.STARTTLS, Stage.GREETING);

    private final List<Row> rows;
    private final Beside beside;
    private final RowFinder finder;

    private ReplyCatalogue(List<Row> rows, Beside beside) {
        this.rows = rows;
        this.beside = beside;
        this.finder = new RowFinder(rows, beside);
    }

    /** The table is read when the first reply is explained, not when a probe is built. */
    private static final class Standard {
        static final ReplyCatalogue CATALOGUE = of(Meanings.read());

        private static ReplyCatalogue of(Meanings table) {
            return new ReplyCatalogue(table.rows(), table.beside());
        }
    }

    /** {@return the catalogue that comes with the library} */
    public static ReplyCatalogue standard() {
        return Standard.CATALOGUE;
    }

    /**
     * This catalogue with a meaning of the application's own. It wins over the rows that are there.
     *
     * @param row which replies are meant, and what they mean
     * @return another catalogue
     */
    public ReplyCatalogue with(CatalogueRow row) {
        List<Row> more = new ArrayList<>();
        more.add(Objects.requireNonNull(row, "row").row());
        more.addAll(rows);
        return new ReplyCatalogue(List.copyOf(more), beside);
    }

    /** {@return every meaning that there is} */
    public List<Meaning> meanings() {
        return rows.stream().map(Row::meaning).toList();
    }

    /**
     * Finds the provider that a host belongs to.
     *
     * @param host its name, in lower case
     * @return the provider's name, if it is one that is known here
     */
    public Optional<String> provider(String host) {
        Objects.requireNonNull(host, "host");
        return rows.stream()
                .flatMap(row -> row.conditions().provider().stream())
                .filter(provider -> provider.owns(host))
                .map(Provider::name)
                .findFirst();
    }

    /**
     * Explains a reply of which nothing else is known.
     *
     * @param stage the command that was answered
     * @param reply the reply
     * @return what it means; there is a meaning for every reply
     */
    public Meaning explain(Stage stage, Reply reply) {
        return explain(stage, reply, ReplyContext.unknown());
    }

    /**
     * Explains a reply.
     *
     * @param stage   the command that was answered
     * @param reply   the reply
     * @param context what is known beside it
     * @return what it means; there is a meaning for every reply
     */
    public Meaning explain(Stage stage, Reply reply, ReplyContext context) {
        return finder.explain(
                Objects.requireNonNull(stage, "stage"),
                Objects.requireNonNull(reply, "reply"),
                Objects.requireNonNull(context, "context"));
    }

    /**
     * Finds what a reply is about of which the command is not known: the words of a cause, a provider's mark or an enhanced status
     * code mean the same wherever they are said, a reply code means something else at each command.
     *
     * @param reply the reply
     * @return the command that its meaning is about; empty where no more is known than its code
     */
    public Optional<Stage> about(Reply reply) {
        Objects.requireNonNull(reply, "reply");
        return ABOUT.stream()
                .map(stage -> finder.find(stage, reply, ReplyContext.unknown()))
                .filter(match -> match.rank().compareTo(Row.Rank.ENHANCED) >= 0)
                .filter(match -> match.row().meaning().about(match.stage()))
                .filter(match -> !match.row().meaning().general())
                .max(Comparator.comparing(RowFinder.Match::rank)
                        .thenComparing(match ->
                                subject(reply).filter(match.stage()::equals).isPresent())
                        .thenComparing(RowFinder.Match::place, Comparator.reverseOrder()))
                .map(RowFinder.Match::stage);
    }

    /** The command that the subject of an enhanced status code belongs to (RFC 3463 §3). */
    private static Optional<Stage> subject(Reply reply) {
        String code = reply.enhanced().map(Object::toString).orElse("");
        boolean sender = code.endsWith(".1.7") || code.endsWith(".1.8");
        return code.length() < 5 || "1236".indexOf(code.charAt(2)) < 0
                ? Optional.empty()
                : Optional.of(sender ? Stage.MAIL_FROM : code.charAt(2) < '3' ? Stage.RCPT_TO : Stage.END_OF_DATA);
    }

    Row row(Stage stage, Reply reply, ReplyContext context) {
        return finder.find(stage, reply, context).row();
    }

    List<Row> rows() {
        return rows;
    }
}
