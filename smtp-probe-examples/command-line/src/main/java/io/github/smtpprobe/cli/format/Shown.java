/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What several formats show in the same way. */
final class Shown {
    private Shown() {}

    /** The port that was asked for, if it was a single one; it does not depend on the port that answered. */
    static OptionalInt port(ProbeReport report) {
        List<PortPlan.PortMode> ports = report.request().ports().entries();
        return ports.size() == 1 && ports.get(0).port() > 0
                ? OptionalInt.of(ports.get(0).port())
                : OptionalInt.empty();
    }

    /** The target, with the port if one was asked for. */
    static String target(ProbeReport report) {
        return target(report.request().target().name(), port(report).orElse(0));
    }

    static String target(String name, int port) {
        String host = name.isEmpty() ? "unknown" : name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return port == 0 ? host : host + ":" + port;
    }

    /** When the first of the servers' own certificates expires. */
    static Optional<Instant> notAfter(ProbeReport report) {
        return report.attempts().stream()
                .filter(attempt -> attempt.purpose().decides())
                .flatMap(attempt -> attempt.facts(TlsHandshake.class).stream())
                .flatMap(handshake -> certificates(handshake.tls()))
                .map(Certificate::notAfter)
                .min(Comparator.naturalOrder());
    }

    private static Stream<Certificate> certificates(TlsInfo tls) {
        List<Certificate> path = tls.verdict().map(CertificateVerdict::path).orElse(List.of());
        return path.isEmpty() ? tls.chain().stream().limit(1) : path.stream();
    }

    static Optional<TlsInfo> tls(ProbeReport report) {
        return report.decisive()
                .flatMap(attempt -> attempt.fact(TlsHandshake.class))
                .filter(handshake -> handshake.outcome().succeeded())
                .map(TlsHandshake::tls);
    }

    /** The number of whole days that were left when the probe ran; negative if the time is over. */
    static long days(ProbeReport report, Instant notAfter) {
        return Math.floorDiv(notAfter.getEpochSecond() - report.started().getEpochSecond(), 86_400);
    }

    /** Seconds in ASCII digits, whatever the language of the machine. */
    static String seconds(Duration time) {
        return seconds(time, 9);
    }

    static String seconds(Duration time, int digits) {
        BigDecimal number = BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .setScale(digits, RoundingMode.HALF_UP);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String seconds(Instant moment) {
        return seconds(Duration.ofSeconds(moment.getEpochSecond(), moment.getNano() / 1_000_000 * 1_000_000L));
    }

    /** The beginning of a text, cut between characters. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 4)) ? most - 4 : most - 3;
        return text.substring(0, end) + "...";
    }

    /** The server of an attempt, as a target. */
    static String target(ProbeReport report, Attempt attempt) {
        String host = attempt.route().host();
        return target(
                host.isEmpty() ? report.request().target().name() : host,
                attempt.route().port());
    }
}
