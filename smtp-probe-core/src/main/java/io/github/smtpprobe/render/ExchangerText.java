/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What was seen of each exchanger, as text: its names and TLSA records, then a row for each address. */
final class ExchangerText {
    private static final int MOST = 50;
    private static final int MOST_ADDRESSES = 64;
    private static final int MOST_RECORDS = 20;
    private static final int LONGEST_RECORD = 200;
    private static final int TEXT = 6;

    private final TextLines out;
    private final DomainReport report;
    private final OutlookText outlook;
    private final Set<String> beyond;

    ExchangerText(TextLines out, DomainReport report, OutlookText outlook) {
        this.out = out;
        this.report = report;
        this.outlook = outlook;
        this.beyond = SurveyWords.beyond(report);
    }

    void write() {
        List<SurveyedExchanger> all = report.facts().exchangers();
        Shortened.of(all, MOST, this::exchanger, rest -> {
            out.put("");
            out.text(0, rest);
        });
    }

    private void exchanger(SurveyedExchanger exchanger) {
        out.heading("Exchanger " + exchanger.host() + place(exchanger));
        if (beyond.contains(exchanger.host())) {
            out.labelled(2, StepLine.NOT_DONE, 4, "not tested, " + SurveyWords.BEYOND);
        }
        outlook.reasons(exchanger.host());
        exchanger.addressAnswers().forEach(answer -> name(exchanger, answer));
        exchanger.aliasAnswer().ifPresent(answer -> name(exchanger, answer));
        exchanger.tlsaAnswers().forEach(answer -> name(exchanger, answer));
        records(exchanger);
        exchanger
                .misplaced()
                .forEach(answer -> out.labelled(
                        2,
                        "?",
                        4,
                        answer.question() + ": " + DnsWords.of(answer) + ", where no sender looks for them"));
        Shortened.of(exchanger.addresses(), MOST_ADDRESSES, this::address, rest -> out.text(TEXT, rest));
    }

    static String place(SurveyedExchanger exchanger) {
        return exchanger.implicit()
                ? " (the domain itself, since it has no MX record)"
                : " (preference " + exchanger.preference() + ")";
    }

    private void name(SurveyedExchanger exchanger, DnsAnswer answer) {
        String name = answer.question().name().equals(exchanger.host())
                ? answer.question().type().name()
                : answer.question().toString();
        String trouble = DnsWords.trouble(answer);
        out.labelled(
                2,
                DnsWords.mark(answer.security()),
                4,
                name + ": " + DnsWords.of(answer) + (trouble.isEmpty() ? "" : ": " + trouble));
        answer.aliases().forEach(alias -> out.labelled(TEXT, "\u21B3", TEXT + 2, DnsWords.of(alias)));
    }

    private void records(SurveyedExchanger exchanger) {
        List<TlsaRecord> records = exchanger.records();
        for (int i = 0; i < Math.min(MOST_RECORDS, records.size()); i++) {
            TlsaRecord record = records.get(i);
            String data = HexFormat.of().formatHex(record.data());
            out.text(TEXT, "record " + (i + 1) + ": " + record.parameters() + ", " + usable(record));
            if (!data.isEmpty()) {
                out.text(TEXT + 2, Shortened.of(data, LONGEST_RECORD));
            }
        }
        if (records.size() > MOST_RECORDS) {
            out.text(TEXT, "and " + (records.size() - MOST_RECORDS) + " more records");
        }
    }

    static String usable(TlsaRecord record) {
        return record.usability() == Usability.USABLE
                ? "usable"
                : "not usable: " + record.usability().label();
    }

    private void address(SurveyedAddress address) {
        String text = AddressLiteral.text(address.address());
        if (address.omission().isPresent()) {
            out.labelled(
                    2,
                    StepLine.NOT_DONE,
                    4,
                    text + ": not tested, " + SurveyWords.of(address.omission().get()));
            return;
        }
        if (address.handshakes().isEmpty()) {
            out.labelled(2, StepLine.NOT_DONE, 4, text + ": not tested");
        }
        address.handshakes().forEach(each -> handshake(text, each));
    }

    private void handshake(String address, ServerHandshake handshake) {
        String offer = ServerWords.of(handshake.offer());
        String tls = ServerWords.tls(handshake);
        String asked = offer.isEmpty() ? "" : Character.toLowerCase(offer.charAt(0)) + offer.substring(1);
        out.labelled(2, ServerWords.mark(handshake), 4, address + ": " + asked + tls);
        ServerWords.certificate(handshake, report.facts().started()).forEach(each -> out.text(TEXT, each));
        handshake
                .dane()
                .flatMap(ServerWords::dane)
                .ifPresent(each -> out.labelled(4, each.substring(0, 1), TEXT, each.substring(2)));
        ServerWords.dane(handshake).forEach(each -> out.text(TEXT, each));
    }
}
