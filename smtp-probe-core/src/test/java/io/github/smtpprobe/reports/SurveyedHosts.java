/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.TlsInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Parts of surveys, made by hand: answers, conversations and exchangers that are the same in each run. */
final class SurveyedHosts {
    static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    /** The digests of the keys of the two certificates (3 1 1). */
    static final String KEY_1 = "3 1 1 ad44c49d6ba38ae05161a4492a426882df3d9df2812ec0f960aa0b79f9b42b1f";

    static final String KEY_2 = "3 1 1 dc9b9254268ab2df4b2638fe6a07e8a4ce171eaefd9d5aef5320143992c11111";

    /** Self-signed, P-256, without their keys: of mx1.example.com and mx2.example.com. */
    private static final String[] CERTIFICATES = {
        "MIIBpDCCAUugAwIBAgIUSkhunlb1TPJoAHtSaSV5D5UAdAcwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPbXgxLmV4YW1wbGUuY29tMB4XDTI2MTEyNzE5MDgzNloXDTM2MTEyNDE5MDgzNlowGjEYMBYGA1UEAwwPbXgxLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwNdKC68JFbv/aRwexwvdc5lt1LxyCO/MJzIYTQjrO4wVzqiQ5fXiWeUvm6Hed7ZtWsrfxEX0ZvzfW294Ae4KcKNvMG0wHQYDVR0OBBYEFKW3xRd4N1qmU+P9GoKNzfxu2cNaMB8GA1UdIwQYMBaAFKW3xRd4N1qmU+P9GoKNzfxu2cNaMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIPbXgxLmV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0cAMEQCIBEksIM6kvnOwZ16mfuji+1ZYFHubizmLGsFvlOfbnbQAiAf55BuG+4WpPgh1tlE3vn+g3zgU1/+wu7p9vKZm9WRlg==",
        "MIIBpjCCAUugAwIBAgIUBzj/CtjEKqalxx1h/r6q8i0hLIEwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPbXgyLmV4YW1wbGUuY29tMB4XDTI2MTEyNzE5MDgzN1oXDTM2MTEyNDE5MDgzN1owGjEYMBYGA1UEAwwPbXgyLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6RPDJdaQUpDl/EEM/fOOmyCuiiIPQGkBH/Ch3q9QHuxqn9fRa2Pk6Bwv5IDL9VwqwQAL9Zj3Ddlm9gne5AtxpaNvMG0wHQYDVR0OBBYEFMQGv1CzpcN0vJabhinK75tQED5XMB8GA1UdIwQYMBaAFMQGv1CzpcN0vJabhinK75tQED5XMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIPbXgyLmV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0kAMEYCIQCkhfWZxXmWkxI6+QDq1kUCVJh4jH5qIn6ytcWbjuYInwIhAN0FhJW101mkGJ3h7ZQZiwmqDUF51Sn3G3xMi0VwdvdF"
    };

    private static final Duration MILLISECONDS = Duration.ofMillis(12);

    private SurveyedHosts() {}

    static byte[] der(int number) {
        return Base64.getDecoder().decode(CERTIFICATES[number - 1]);
    }

    static Certificate certificate(int number) {
        return Certificate.builder(Integer.toString(number).repeat(64))
                .subject("CN=mx" + number + ".example.com")
                .issuer("CN=A Public Authority")
                .serial("1f")
                .valid(Instant.parse("2026-11-27T19:08:37Z"), Instant.parse("2027-02-25T19:08:37Z"))
                .key("EC", 256)
                .signatureAlgorithm("SHA256withECDSA")
                .names(List.of("mx" + number + ".example.com"))
                .encoded(der(number))
                .build();
    }

    static DnsAnswer.Builder answer(String name, RecordType type, Security security) {
        DnsAnswer.Builder answer = DnsAnswer.to(new Question(name, type), security)
                .took(Duration.ofMillis(4))
                .queries(security == Security.NOT_ASKED ? 0 : 3);
        return security.learned() || security == Security.NOT_TESTED
                ? answer.server("192.0.2.53:53").ttl(Duration.ofHours(1))
                : answer;
    }

    static DnsRecord record(String name, RecordType type, byte[] rdata) {
        return DnsRecord.of(name, type, Duration.ofHours(1), rdata);
    }

    static byte[] wire(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            byte[] octets = label.getBytes(StandardCharsets.UTF_8);
            out.write(octets.length);
            out.writeBytes(octets);
        }
        if (out.size() == 1) {
            return new byte[1];
        }
        out.write(0);
        return out.toByteArray();
    }

    static DnsRecord mx(String domain, int preference, String host) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(preference >> 8);
        out.write(preference);
        out.writeBytes(wire(host));
        return record(domain, RecordType.MX, out.toByteArray());
    }

    static DnsRecord txt(String name, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < octets.length; from += 255) {
            int length = Math.min(255, octets.length - from);
            out.write(length);
            out.write(octets, from, length);
        }
        return record(name, RecordType.TXT, out.toByteArray());
    }

    static DnsAnswer addresses(String host, Security security, String... addresses) {
        List<DnsRecord> records = new ArrayList<>();
        for (String each : addresses) {
            records.add(record(host, RecordType.A, AddressLiteral.parse(each).getAddress()));
        }
        return answer(host, RecordType.A, security).records(records).build();
    }

    static DnsAnswer tlsa(String base, String... texts) {
        List<DnsRecord> records = new ArrayList<>();
        for (String each : texts) {
            records.add(record(
                    "_25._tcp." + base, RecordType.TLSA, TlsaRecord.parse(each).rdata()));
        }
        return answer("_25._tcp." + base, RecordType.TLSA, Security.SECURE)
                .records(records)
                .signedUntil(Instant.parse("2026-12-14T00:00:00Z"))
                .build();
    }

    static Alias alias(String name, String target, Security security) {
        return Alias.of(name, target, security, Duration.ofMinutes(5));
    }

    private static Attempt attempt(String host, String address, Fact... facts) {
        List<Fact> all = new ArrayList<>(List.of(
                Connect.of(Outcome.done(), MILLISECONDS),
                Greeting.of(Outcome.done(Reply.of(220, host)), MILLISECONDS, ""),
                Ehlo.builder(Outcome.done(Reply.of(250, host)), MILLISECONDS)
                        .capabilities(Capabilities.of(Reply.of(250, host)))
                        .build()));
        all.addAll(List.of(facts));
        return Attempt.builder(
                        new Route(host, false, AddressLiteral.parse(address), 25, TlsMode.STARTTLS), Purpose.PROBE)
                .facts(all)
                .took(Duration.ofMillis(48))
                .build();
    }

    /** TLS works, with one of the two certificates, and these records. */
    static ServerHandshake works(Offer offer, String host, String address, int certificate, String... records) {
        TlsInfo tls = TlsInfo.builder(host)
                .protocol("TLSv1.3")
                .cipherSuite("TLS_AES_256_GCM_SHA384")
                .serverName(host)
                .chain(List.of(certificate(certificate)))
                .verdict(CertificateVerdict.builder(Trust.TRUSTED, Name.MATCHES, Validity.VALID)
                        .path(List.of(certificate(certificate)))
                        .build())
                .build();
        List<TlsaRecord> given =
                List.of(records).stream().map(TlsaRecord::parse).toList();
        return ServerHandshake.of(
                offer,
                attempt(
                        host,
                        address,
                        StartTls.of(Outcome.done(Reply.of(220, "go")), MILLISECONDS),
                        TlsHandshake.of(Outcome.done(), MILLISECONDS, tls)),
                given.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Dane.judge(
                                given,
                                List.of(der(certificate)),
                                DaneNames.of(host).withDomain("example.com"),
                                NOW)));
    }

    static ServerHandshake unoffered(String host, String address) {
        return ServerHandshake.of(
                Offer.ANY,
                attempt(host, address, StartTls.of(Outcome.skipped(SkipReason.NOT_OFFERED), Duration.ZERO)),
                Optional.empty());
    }

    static ServerHandshake silent(String host, String address, String detail) {
        return ServerHandshake.of(
                Offer.ANY,
                Attempt.builder(
                                new Route(host, false, AddressLiteral.parse(address), 25, TlsMode.STARTTLS),
                                Purpose.PROBE)
                        .facts(List.of(Connect.of(Outcome.failed(Reason.CONNECT_TIMEOUT, detail), MILLISECONDS)))
                        .build(),
                Optional.empty());
    }

    static SurveyedAddress at(String address, ServerHandshake... handshakes) {
        return SurveyedAddress.seen(AddressLiteral.parse(address), List.of(handshakes));
    }

    static SurveyedExchanger.Builder exchanger(String host, int preference, Security security, String address) {
        return SurveyedExchanger.builder(host)
                .preference(preference)
                .addressAnswers(List.of(
                        addresses(host, security, address),
                        answer(host, RecordType.AAAA, security)
                                .records(List.of())
                                .build()));
    }
}
