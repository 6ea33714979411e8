/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.advice;

import io.github.smtpprobe.diagnosis.domain.DomainView;
import io.github.smtpprobe.diagnosis.domain.HostAnswers;
import io.github.smtpprobe.diagnosis.domain.ReportMailbox;
import io.github.smtpprobe.mtasts.PolicyText;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Records and files to paste, made from what was seen; each is offered only if it is missing or wrong. Thread-safe. */
public final class Pastes {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+");

    private final DomainView seen;
    private final DomainFacts facts;
    private final List<Snippet> made = new ArrayList<>();

    private Pastes(DomainFacts facts) {
        this.seen = new DomainView(facts);
        this.facts = facts;
    }

    /**
     * Makes everything that can be pasted.
     *
     * @param facts any facts
     * @return the snippets for the zone and the policy host of the domain and for the zones of its exchangers; at most a
     *     hundred
     */
    public static List<Snippet> of(DomainFacts facts) {
        Pastes pastes = new Pastes(facts);
        if (!facts.nullMx() && facts.mx().result() != DnsResult.NO_NAME) {
            pastes.nullMx();
            pastes.seen.hosts().forEach(host -> pastes.made.addAll(new TlsaPaste(pastes.seen, host).all()));
            if (pastes.seen.hosts().stream().anyMatch(HostAnswers::addresses)) {
                pastes.made.addAll(new PolicyPaste(pastes.seen).all());
                pastes.reports();
            }
        }
        return List.copyOf(pastes.made);
    }

    private void nullMx() {
        if (seen.nowhere()
                && facts.mx().aliases().isEmpty()
                && seen.hosts().stream().noneMatch(SurveyedExchanger::alias)) {
            made.add(Snippet.of(
                    Kind.NULL_MX,
                    "If " + seen.domain()
                            + " should receive no mail, this record in its zone tells senders so at once.",
                    seen.domain() + ". IN MX 0 ."));
        }
    }

    private void reports() {
        Optional<TlsRptFacts> rpt = facts.tlsRpt();
        Optional<ReportingRecord> wrong =
                rpt.flatMap(TlsRptFacts::record).filter(record -> record.state() != RecordState.ONE);
        if (wrong.isPresent()) {
            boolean instead =
                    wrong.get().state() != RecordState.NONE || wrong.get().meant();
            Optional<String> own = ReportMailbox.withoutScheme(wrong.get());
            String line =
                    PolicyText.reportingRecord(seen.domain(), "mailto:" + own.orElse("tls-reports@" + seen.domain()));
            record(
                            Kind.RPT_RECORD,
                            rpt.get().answer(),
                            "that asks senders for reports on TLS"
                                    + (instead ? ", in place of all such records there" : "")
                                    + (own.isPresent()
                                            ? ", to the mailbox that stands there now."
                                            : "; put a mailbox there that exists and is read."),
                            line)
                    .ifPresent(made::add);
        }
    }

    /** A TXT record for a name or, if that is an alias, for the last name; empty if the name contains special characters. */
    static Optional<Snippet> record(Kind kind, DnsAnswer answer, String purpose, String line) {
        boolean led = !answer.aliases().isEmpty();
        String name = answer.finalName();
        if (led && !plainName(name)) {
            return Optional.empty();
        }
        String data = line.substring(line.indexOf(" IN TXT "));
        String where = led
                ? "The record for the zone of " + name + ", of which "
                        + answer.question().name() + " is an alias, "
                : "The record for " + answer.question().name() + " ";
        return Optional.of(Snippet.of(kind, where + purpose, led ? name + "." + data : line));
    }

    /** Whether a zone file accepts a name without escapes. */
    static boolean plainName(String name) {
        return PLAIN_NAME.matcher(name).matches();
    }
}
