/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No finding says of a sender what the outlook of the same report denies, and none knows of a sender what no source says. */
class SendersNamedTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "Postfix at level dane", List.of("postfix-dane"),
            "Postfix", List.of("postfix-dane"),
            "Exim", List.of("exim"),
            "Gmail", List.of("gmail"),
            "Exchange Online", List.of("exchange-online"),
            "Senders that use DANE", List.of("postfix-dane", "exim", "exchange-online"),
            "Senders without DANE", List.of("opportunistic", "gmail"),
            "Senders that go by MTA-STS", List.of("gmail", "exchange-online"));
    private static final String NAME =
            "(?:Postfix at level dane|Postfix|Exim|Gmail|Exchange Online|[Ss]enders that use DANE"
                    + "|[Ss]enders without DANE|[Ss]enders that go by MTA-STS)";
    private static final Pattern CLAIM = Pattern.compile("(?<names>" + NAME + "(?:(?:, | and |, and )" + NAME
            + ")*),?(?: all the same| then| therefore)?"
            + "(?: cannot [a-z ]+ and)?"
            + " (?<verb>(?:do|does) not deliver(?: to)?|keeps? (?:the )?mail|delivers?\\b)");

    /** What one text claims of one sender. */
    private record Claim(String sender, boolean fails, boolean ofHost) {}

    static Stream<Reports.Named> reports() {
        return Reports.all();
    }

    static List<Claim> claims(String text) {
        List<Claim> claims = new ArrayList<>();
        for (String sentence : text.split("(?<=[.;:]) ")) {
            if (sentence.matches("(If|Where|Once|Unless|While) .*")) {
                continue;
            }
            Matcher each = CLAIM.matcher(sentence);
            while (each.find()) {
                boolean host = each.group("verb").endsWith("deliver to");
                boolean fails = each.group("verb").matches("keep.*|do.*");
                for (String name : each.group("names").split(", and |, | and ")) {
                    String known = Character.toUpperCase(name.charAt(0)) + name.substring(1);
                    NAMES.get(known).forEach(token -> claims.add(new Claim(token, fails, host)));
                }
            }
        }
        return claims;
    }

    private static Optional<Forecast> forecast(DomainReport report, Finding finding, Claim claim) {
        SenderOutlook sender = report.outlook().sender(claim.sender()).orElseThrow();
        Optional<Forecast> ofHost = sender.hosts().stream()
                .filter(each -> each.host().equals(finding.subject()))
                .map(SenderOutlook.OfHost::forecast)
                .findFirst();
        return claim.ofHost() || !claim.fails()
                ? ofHost.or(() -> Optional.of(sender.domain()))
                : Optional.of(sender.domain());
    }

    private static boolean holds(Claim claim, Forecast forecast) {
        if (forecast.prospect() == Prospect.NOT_KNOWN
                && forecast.row().isEmpty()
                && forecast.source().isEmpty()) {
            return true; // what it depends on was not tested
        }
        return Stream.concat(Stream.of(forecast.prospect()), forecast.better().stream())
                .anyMatch(each -> claim.fails() ? each.fails() : each.delivers());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void theTextsSayWhatTheOutlookSays(Reports.Named named) {
        DomainReport report = named.report();
        List<String> wrong = new ArrayList<>();
        for (Finding finding : report.findings()) {
            for (Claim claim : claims(finding.summary() + " " + finding.explanation() + " " + finding.remedy())) {
                forecast(report, finding, claim)
                        .filter(forecast -> !holds(claim, forecast))
                        .ifPresent(forecast -> wrong.add(finding.id() + " of " + finding.subject() + " says that "
                                + claim.sender() + (claim.fails() ? " does not deliver" : " delivers")
                                + ", and the outlook: " + forecast));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void claimsAreRead() {
        assertThat(claims("Postfix at level dane, Exim and Exchange Online do not deliver to this exchanger."))
                .hasSize(3)
                .allMatch(each -> each.fails() && each.ofHost());
        assertThat(claims("Senders that use DANE keep the mail. Senders without DANE deliver."))
                .hasSize(5);
        assertThat(claims("If so, Exim keeps the mail. Gmail would keep the mail."))
                .isEmpty();
    }
}
