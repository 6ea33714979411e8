/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.FactKinds;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No kind of fact is forgotten where a report that is too large is made smaller: each is weighed, and each can be shortened. */
class ShortenedFactsTest {
    private static final String LONG = "x".repeat(900);
    private static final Shortening LAST = Shortening.STEPS.get(Shortening.STEPS.size() - 1);

    private static List<Fact> facts() {
        Reply reply = Reply.of(550, LONG, LONG, LONG);
        return Stream.of(
                        Outcome.done(reply),
                        Outcome.answered(Stage.EHLO, reply),
                        Outcome.failed(Reason.BAD_CODE, LONG),
                        Outcome.skipped(SkipReason.STOPPED))
                .flatMap(outcome -> FactKinds.all(outcome, LONG).stream())
                .toList();
    }

    @Test
    void itsTextIsWeighed() {
        assertThat(facts())
                .allSatisfy(each -> assertThat(Weight.of(attempt(each)))
                        .as(each.kind())
                        .isGreaterThanOrEqualTo(text(each.asMap())));
    }

    /** What is not weighed is estimated: an estimate that is too small would let a report grow beyond its limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\\",
                "\\xFF",
                "\u4E00",
                "a ",
                "AUTH a b c d ",
                "AUTH=x ",
                "STARTTLS ",
                "LIMITS A=1 ",
                "\"",
                "[redacted]"
            })
    void noneWeighsMoreThanWasEstimated(String filling) {
        String text = (filling.repeat(900) + " ").substring(0, Math.min(900, filling.length() * 900 + 1));
        Reply reply =
                new Reply(new ReplyCode(550), Collections.nCopies(30, text), Set.of("bare-lf", "no-text", "long-line"));
        for (Outcome outcome : List.of(
                Outcome.done(reply), Outcome.answered(Stage.EHLO, reply), Outcome.failed(Reason.BAD_CODE, text))) {
            for (Fact fact : FactKinds.all(outcome, text)) {
                Attempt one = attempt(fact);
                assertThat(Weight.most(one)).as(fact.toString()).isGreaterThanOrEqualTo(Weight.of(one));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u4E00", "\uD83D\uDE00", "CN=a, O=b, C=de"})
    void norDoesACertificateOrALogin(String text) {
        Certificate certificate = Certificate.builder(text)
                .subject(text)
                .issuer(text)
                .serial(text)
                .valid(Instant.MIN, Instant.MAX)
                .names(List.of(text))
                .key(text, Integer.MAX_VALUE)
                .signatureAlgorithm(text)
                .mustStaple(false)
                .build();
        List<Certificate> chain = Collections.nCopies(50, certificate);
        CertificateVerdict verdict = CertificateVerdict.builder(
                        Trust.INCOMPLETE_CHAIN, Name.NOT_CHECKED, Validity.NOT_YET_VALID)
                .weak(Collections.nCopies(20, text))
                .path(chain)
                .detail(text)
                .build();
        TlsInfo tls = TlsInfo.builder("mx.example.com")
                .protocol(text)
                .cipherSuite(text)
                .serverName("another." + "long".repeat(40) + ".example.com")
                .chain(chain)
                .offered(Collections.nCopies(9, text))
                .offeredGroups(Collections.nCopies(9, text))
                .offeredSuites(Collections.nCopies(9, text))
                .verdict(verdict)
                .build();
        Authentication login = Authentication.builder(Outcome.done(), Duration.ofMillis(3))
                .mechanism(text)
                .offered(Collections.nCopies(200, text))
                .known(Collections.nCopies(200, text))
                .build();
        for (Fact fact : List.of(TlsHandshake.of(Outcome.done(), Duration.ofMillis(3), tls), login)) {
            Attempt one = attempt(fact);
            assertThat(Weight.most(one)).as(fact.kind()).isGreaterThanOrEqualTo(Weight.of(one));
        }
    }

    @Test
    void littleOfItIsLeft() {
        assertThat(facts()).allSatisfy(fact -> {
            Fact shorter = fact.shortened(LAST.lines(), LAST.octets());
            assertThat(shorter).hasSameClassAs(fact);
            assertThat(shorter.state()).isEqualTo(fact.state());
            assertThat(shorter.stage()).isEqualTo(fact.stage());
            assertThat(shorter.took()).isEqualTo(fact.took());
            assertThat(text(shorter.asMap())).as(fact.kind()).isLessThan(700);
        });
    }

    private static Attempt attempt(Fact fact) {
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        return Attempt.builder(route, Purpose.PROBE).facts(List.of(fact)).build();
    }

    /** Octets of all words. */
    private static int text(Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.values().stream().mapToInt(ShortenedFactsTest::text).sum();
        }
        if (node instanceof Collection<?> list) {
            return list.stream().mapToInt(ShortenedFactsTest::text).sum();
        }
        return node instanceof String string ? Printable.octets(string) : 0;
    }
}
