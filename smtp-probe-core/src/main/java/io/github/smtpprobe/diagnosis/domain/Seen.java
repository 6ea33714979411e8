/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Describes what was seen, in short texts that are safe to show. */
public final class Seen {
    private static final String SERVER = "the name server";
    private static final String SAYS = SERVER + " says ";
    private static final Pattern SERVER_NAMED = Pattern.compile(SERVER + " (?!adds)");
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_VALUE = 100;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_NAMED = 3;
    private static final int MOST_RECORDS = 4;

    private Seen() {}

    static String line(String text) {
        return shortened(text, LONGEST_LINE);
    }

    /**
     * Prepares a text from a peer or a zone.
     *
     * @param text any text
     * @return at most 100 characters of it, safe to show
     */
    public static String value(String text) {
        return shortened(text, LONGEST_VALUE);
    }

    /** Cuts a text, and marks it as cut. Only one character more than is shown is read, however long the text is. */
    private static String shortened(String text, int longest) {
        return Printable.cut(Printable.clean(Printable.cut(text, longest + 1, "")), longest, "\u2026");
    }

    /**
     * Lists the first few names, and says how many more there are.
     *
     * @param all the names
     * @return words for a sentence
     */
    public static String named(Collection<String> all) {
        String first = all.stream()
                .limit(MOST_NAMED)
                .map(each -> Printable.cut(each, LONGEST_NAME, "\u2026"))
                .collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? first + " and " + (all.size() - MOST_NAMED) + " more" : first;
    }

    /** An answer in words: question, state, result, and who gave it. */
    static String answer(DnsAnswer answer) {
        StringBuilder words = new StringBuilder(answer.question().toString());
        words.append(": ").append(answer.security().token());
        words.append(", ").append(answer.result().token().replace('-', ' '));
        String records = answer.records().stream()
                .limit(MOST_RECORDS)
                .map(DnsRecord::text)
                .collect(Collectors.joining("; "));
        if (!records.isEmpty()) {
            words.append(" (").append(records);
            int more = answer.records().size() - MOST_RECORDS;
            words.append(more > 0 ? "; and " + more + " more)" : ")");
        }
        if (!answer.aliases().isEmpty()) {
            words.append(", through the alias ").append(answer.finalName());
        }
        answer.trouble().ifPresent(why -> words.append(", ").append(reason(answer)));
        if (!answer.server().isEmpty()) {
            words.append(", from ").append(answer.server());
        }
        return line(words.toString());
    }

    /** The name server that answered, or failed to. */
    static String server(DnsAnswer answer) {
        return answer.server().isEmpty() ? SERVER : SERVER + " " + line(answer.server());
    }

    /** Why there is no answer, or none that DNSSEC proves, with the name server that these words are about. */
    static String trouble(DnsAnswer answer) {
        String why = reason(answer);
        Matcher named = SERVER_NAMED.matcher(why);
        return named.find()
                ? why.substring(0, named.start()) + server(answer) + why.substring(named.start() + SERVER.length())
                : why;
    }

    private static String reason(DnsAnswer answer) {
        String why = answer.trouble().map(Trouble::label).orElse("no reason is known");
        String detail = line(answer.detail());
        if (detail.isEmpty() || detail.startsWith(why)) {
            return detail.isEmpty() ? why : detail;
        }
        return why + " (" + (detail.startsWith(SAYS) ? detail.substring(SAYS.length()) : detail) + ")";
    }

    /** Whether the look-up failed for a reason that is not on this machine, so that a sender's would fail, too. */
    static boolean failed(DnsAnswer answer) {
        return answer.security() == Security.FAILED
                && answer.trouble().filter(Trouble::ours).isEmpty();
    }

    static boolean has(DnsAnswer answer, Trouble... any) {
        return answer.trouble().filter(List.of(any)::contains).isPresent();
    }

    static String address(SurveyedAddress address) {
        return AddressLiteral.text(address.address());
    }

    static String addresses(List<SurveyedAddress> all) {
        return named(all.stream().map(Seen::address).toList());
    }

    /**
     * The step at which a conversation failed, and the reply. Steps that were skipped afterwards, and how it ended, say less.
     */
    static String failure(SurveyedAddress address, ServerHandshake handshake) {
        List<Fact> without = handshake.attempt().facts().stream()
                .filter(fact -> !fact.outcome().succeeded())
                .toList();
        return line(address(address) + ": "
                + without.stream()
                        .filter(fact -> fact.stage() != Stage.QUIT && !(fact.outcome() instanceof Outcome.Skipped))
                        .findFirst()
                        .or(() -> without.stream().findFirst())
                        .map(fact -> fact.stage().token() + " " + words(fact.outcome()) + reply(fact.outcome()))
                        .orElse(handshake.state().token()));
    }

    private static String reply(Outcome outcome) {
        return outcome.reply().map(reply -> " (" + value(reply.oneLine()) + ")").orElse("");
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return "failed: " + failed.detail();
        }
        return outcome instanceof Outcome.Skipped skipped
                ? "skipped: " + skipped.reason().token().replace('-', ' ')
                : outcome.token();
    }

    /** What TLS showed at an address. */
    static String certificate(SurveyedAddress address, ServerHandshake handshake) {
        String protocol = handshake
                .tls()
                .flatMap(TlsInfo::protocol)
                .map(each -> each + ", ")
                .orElse("");
        String shown = leaf(handshake)
                .map(each ->
                        each.keyAlgorithm() + " certificate of " + Printable.cut(each.subject(), LONGEST_NAME, "\u2026")
                                + " until " + time(each.notAfter()) + ", SHA-256 " + each.sha256())
                .orElse("no certificate");
        return line(address(address) + " (offered: " + handshake.offer().token() + "): " + protocol + shown);
    }

    /**
     * The certificate of the server itself.
     *
     * @param handshake any handshake
     * @return the first certificate that was sent
     */
    public static Optional<Certificate> leaf(ServerHandshake handshake) {
        return handshake.chain().stream().findFirst();
    }

    /** A time span in days if it is a whole number of them, otherwise in seconds. */
    static String span(Duration span) {
        boolean days = !span.isZero() && span.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        String unit = days ? " day" : " second";
        long count = days ? span.toDays() : span.toSeconds();
        return count + unit + (count == 1 ? "" : "s");
    }

    /**
     * Formats a time, to the second.
     *
     * @param instant any time
     * @return the time in ISO 8601 format
     */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
