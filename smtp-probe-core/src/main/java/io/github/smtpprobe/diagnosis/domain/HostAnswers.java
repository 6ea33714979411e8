/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.regex.Pattern;

/** Summarizes the DNS answers about the addresses of one exchanger. */
public final class HostAnswers {
    private static final Pattern PORT = Pattern.compile("\\A[^:]++:[0-9]{1,5}+\\z");

    private HostAnswers() {}

    /**
     * Tells whether there is an address in place of a name.
     *
     * @param host an exchanger
     * @return whether there is
     */
    public static boolean literal(SurveyedExchanger host) {
        return AddressLiteral.looksLike(host.host()) || host.host().indexOf(':') >= 0;
    }

    /** What is in place of a name: an address, or an address with further labels. */
    static String literalKind(SurveyedExchanger host) {
        if (host.host().contains("://")) {
            return "URL";
        }
        return AddressLiteral.looksLike(host.host())
                        || !PORT.matcher(host.host()).matches()
                ? "address"
                : "port";
    }

    /**
     * Tells whether the host has an address.
     *
     * @param host an exchanger
     * @return whether it has
     */
    public static boolean addresses(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .anyMatch(answer -> answer.records().stream()
                        .anyMatch(record -> record.address().isPresent()));
    }

    /** Whether every answer says that there is no address. */
    static boolean none(SurveyedExchanger host) {
        return !host.addressAnswers().isEmpty()
                && host.addressAnswers().stream()
                        .allMatch(answer ->
                                answer.result() == DnsResult.NO_NAME || answer.result() == DnsResult.NO_RECORDS);
    }

    /** Whether the domain is its own exchanger (RFC 5321 §5.1), but has no address. */
    static boolean nowhere(SurveyedExchanger host) {
        return host.implicit() && !literal(host) && loops(host).isEmpty() && none(host);
    }

    /** The answers that end in a loop of aliases. */
    static List<DnsAnswer> loops(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .filter(answer -> Seen.has(answer, Trouble.ALIAS_LOOP))
                .toList();
    }

    /** The last name of which the host is an alias. */
    static String target(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .filter(answer -> !answer.aliases().isEmpty())
                .findFirst()
                .map(DnsAnswer::finalName)
                .orElse(host.host());
    }
}
