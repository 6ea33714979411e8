/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The meanings of replies. The words of a cause take precedence over a provider's link or code, those over the enhanced status
 * code, that over the reply code, and that over its first digit; among equals, the first row of the table counts. All texts come
 * from the one row that applies. If the words and the codes of a reply contradict each other, {@link Meaning#why()} says so.
 * Immutable and thread-safe.
 */
public final class ReplyCatalogue {
    /** The standard texts of RFC 5321 §4.2.2 about mailboxes, which are about those of recipients. */
    private static final Pattern OF_MAILBOX = Pattern.compile(
            "(?i)(?:450|55[0-3]) (?:[45]\\.\\d{1,3}\\.\\d{1,3} )?requested (?:mail )?action (?:not taken|aborted)[:;,-]? ?mailbox");

    /** The commands that refusals are usually about, for a refusal whose command is not known. */
    private static final List<Stage> ABOUT = List.of(
            Stage.RCPT_TO, Stage.MAIL_FROM, Stage.END_OF_DATA, Stage.AUTH, Stage.EHLO, Stage.STARTTLS, Stage.GREETING);

    private static final ReplyCatalogue STANDARD = new ReplyCatalogue(OwnRows.NONE);

    private final OwnRows own;

    private ReplyCatalogue(OwnRows own) {
        this.own = own;
    }

    /**
     * The library's table. It is read when the first reply is explained, not when a probe is built, since a probe that passes
     * does not need it.
     */
    private static final class Library {
        static final RowFinder ROWS = of(Meanings.read());

        private static RowFinder of(Meanings table) {
            return new RowFinder(table.rows(), table.beside());
        }
    }

    /**
     * The library's catalogue. Its table is read once per process, when the first reply is explained.
     *
     * @return the same object each time
     */
    public static ReplyCatalogue standard() {
        return STANDARD;
    }

    /**
     * This catalogue with an additional row of the application's own. If all its conditions are met, it takes precedence over
     * every row of the library. Among the application's own rows, conditions on words take precedence over those on a host or
     * provider, those over an enhanced status code, and that over a code; then the row with more conditions counts, then the one
     * that was added last. This is a cheap operation, since the library's table is shared.
     *
     * @param row which replies it applies to, and what they mean
     * @return another catalogue
     */
    public ReplyCatalogue with(CatalogueRow row) {
        return new ReplyCatalogue(own.with(Objects.requireNonNull(row, "row")));
    }

    /** {@return all meanings, the application's own first} */
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
     * @return the provider's name, if it is known here
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
     * @throws IllegalArgumentException if it is unknown
     */
    static Provider providerNamed(String name) {
        return providers()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("provider: must be one of "
                        + providers().map(Provider::name).distinct().sorted().toList()));
    }

    private static Stream<Provider> providers() {
        return Library.ROWS.rows().stream().flatMap(row -> row.conditions().provider().stream());
    }

    /**
     * Explains a reply without any context.
     *
     * @param stage the command that was answered
     * @param reply the reply
     * @return its meaning; every reply has one
     */
    public Meaning explain(Stage stage, Reply reply) {
        return explain(stage, reply, ReplyContext.unknown());
    }

    /**
     * Explains a reply.
     *
     * @param stage   the command that was answered
     * @param reply   the reply
     * @param context what else is known
     * @return its meaning; every reply has one
     */
    public Meaning explain(Stage stage, Reply reply, ReplyContext context) {
        Reading reading = Reading.of(
                Objects.requireNonNull(stage, "stage"),
                Objects.requireNonNull(reply, "reply"),
                Objects.requireNonNull(context, "context"));
        return own.find(reading).map(row -> row.meaning().of(reply, "")).orElseGet(() -> Library.ROWS.explain(reading));
    }

    /**
     * Finds out which command a reply is about if the command that it answered is not known. The words of a cause, a provider's
     * mark and an enhanced status code mean the same everywhere; a reply code means something else for each command.
     *
     * @param reply the reply
     * @return the command that its meaning is about; empty if only its reply code is meaningful
     */
    public Optional<Stage> about(Reply reply) {
        return own.about(Objects.requireNonNull(reply, "reply"))
                .or(() -> ofMailbox(reply))
                .or(() -> aboutInLibrary(reply, match -> match.row().meaning().about(match.stage())))
                .or(() -> aboutInLibrary(reply, ReplyCatalogue::ofNoCommandItAnswers));
    }

    private static Optional<Stage> ofMailbox(Reply reply) {
        return OF_MAILBOX.matcher(reply.code() + " " + reply.text()).lookingAt()
                ? Optional.of(Stage.RCPT_TO)
                : Optional.empty();
    }

    /**
     * Whether its words tell a cause that belongs to none of the commands to which such a reply is given, such as the client's
     * address.
     */
    private static boolean ofNoCommandItAnswers(RowFinder.Match match) {
        return match.rank() != Row.Rank.OUTCOME
                && match.row().conditions().stages().stream()
                        .noneMatch(match.row().meaning()::about);
    }

    private static Optional<Stage> aboutInLibrary(Reply reply, Predicate<RowFinder.Match> kind) {
        return ABOUT.stream()
                .flatMap(stage -> Library.ROWS.find(Reading.of(stage, reply, ReplyContext.unknown())).stream())
                .filter(match ->
                        match.rank() == Row.Rank.OUTCOME || match.rank().compareTo(Row.Rank.ENHANCED) >= 0)
                .filter(kind)
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

    /** The library's row that applies, regardless of the application's own rows. */
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
