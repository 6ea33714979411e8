/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What replies mean: one table and one reading of it. The words of a cause beat a provider's link or code, which beats the
 * enhanced status code, which beats the reply code, which beats its first digit; of equals the first row counts. A text never
 * comes from a row that did not fit. Where the words and the codes of a reply contradict each other, {@link Meaning#why()} says
 * so. Immutable and thread-safe.
 */
public final class ReplyCatalogue {
    /** The words that RFC 5321 §4.2.2 has for its codes about mailboxes, which are those of recipients. */
    private static final Pattern OF_MAILBOX = Pattern.compile(
            "(?i)(?:450|55[0-3]) (?:[45]\\.\\d{1,3}\\.\\d{1,3} )?requested (?:mail )?action (?:not taken|aborted)[:;,-]? ?mailbox");

    /** Commands that refusals are mostly about, for one whose command is not known. */
    private static final List<Stage> ABOUT = List.of(
            Stage.RCPT_TO, Stage.MAIL_FROM, Stage.END_OF_DATA, Stage.AUTH, Stage.EHLO, Stage.STARTTLS, Stage.GREETING);

    private static final ReplyCatalogue STANDARD = new ReplyCatalogue(OwnRows.NONE);

    private final OwnRows own;

    private ReplyCatalogue(OwnRows own) {
        this.own = own;
    }

    /** The library's table. It is read when the first reply is explained, not when a probe is built: one that passes needs it not. */
    private static final class Library {
        static final RowFinder ROWS = of(Meanings.read());

        private static RowFinder of(Meanings table) {
            return new RowFinder(table.rows(), table.beside());
        }
    }

    /**
     * The catalogue that comes with the library. Its table is read, once for the process, when the first reply is explained.
     *
     * @return the same object each time
     */
    public static ReplyCatalogue standard() {
        return STANDARD;
    }

    /**
     * This catalogue with a meaning of the application's own. Where all that it names is so, it beats every row of the library; of
     * the application's own rows that fit, one with words beats one with a host or provider, which beats one with an enhanced status
     * code, which beats one with a code; of those with the same, the one that names more, then the one that was added last. Made in
     * a moment: the library's table is shared.
     *
     * @param row which replies are meant, and what they mean
     * @return another catalogue
     */
    public ReplyCatalogue with(CatalogueRow row) {
        return new ReplyCatalogue(own.with(Objects.requireNonNull(row, "row")));
    }

    /** {@return every meaning that there is, the application's own first} */
    public List<Meaning> meanings() {
        return Stream.concat(
                        own.rows().stream().map(CatalogueRow::meaning),
                        Library.ROWS.rows().stream().map(Row::meaning))
                .toList();
    }

    /**
     * Finds the provider that a host belongs to.
     *
     * @param host its name, in lower case
     * @return the provider's name, if it is one that is known here
     */
    public Optional<String> provider(String host) {
        Objects.requireNonNull(host, "host");
        return providers()
                .filter(provider -> provider.owns(host))
                .map(Provider::name)
                .findFirst();
    }

    /**
     * One of the providers that the library knows.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Provider providerNamed(String name) {
        return providers()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("provider: is none of "
                        + providers().map(Provider::name).distinct().sorted().toList()));
    }

    private static Stream<Provider> providers() {
        return Library.ROWS.rows().stream().flatMap(row -> row.conditions().provider().stream());
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
        Reading reading = Reading.of(
                Objects.requireNonNull(stage, "stage"),
                Objects.requireNonNull(reply, "reply"),
                Objects.requireNonNull(context, "context"));
        return own.find(reading).map(row -> row.meaning().of(reply, "")).orElseGet(() -> Library.ROWS.explain(reading));
    }

    /**
     * Finds what a reply is about of which the command is not known: the words of a cause, a provider's mark or an enhanced status
     * code mean the same wherever they are said, a reply code means something else at each command.
     *
     * @param reply the reply
     * @return the command that its meaning is about; empty where no more is known than its code
     */
    public Optional<Stage> about(Reply reply) {
        return own.about(Objects.requireNonNull(reply, "reply"))
                .or(() -> ofMailbox(reply))
                .or(() -> aboutInLibrary(reply));
    }

    private static Optional<Stage> ofMailbox(Reply reply) {
        return OF_MAILBOX.matcher(reply.code() + " " + reply.text()).lookingAt()
                ? Optional.of(Stage.RCPT_TO)
                : Optional.empty();
    }

    private Optional<Stage> aboutInLibrary(Reply reply) {
        return ABOUT.stream()
                .flatMap(stage -> Library.ROWS.find(Reading.of(stage, reply, ReplyContext.unknown())).stream())
                .filter(match ->
                        match.rank() == Row.Rank.OUTCOME || match.rank().compareTo(Row.Rank.ENHANCED) >= 0)
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

    /** The row of the library's that fits, whatever the application's own say. */
    Row row(Stage stage, Reply reply, ReplyContext context) {
        return Library.ROWS
                .find(Reading.of(stage, reply, context))
                .orElseThrow()
                .row();
    }

    List<Row> rows() {
        return Library.ROWS.rows();
    }
}
