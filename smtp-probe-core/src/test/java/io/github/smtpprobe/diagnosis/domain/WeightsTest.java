/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same condition weighs differently, or is somebody else's, where other facts say so. */
class WeightsTest {
    private static final String V4 = "8.8.8.1";
    private static final String V6 = "2001:4860::1";

    private static Finding of(Facts facts, String id) {
        List<Finding> all = Reports.findings(facts.build());
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(() -> new AssertionError(all));
    }

    private static Facts dual(Reason fourth, Reason sixth) {
        return TlsaCases.one(Host.signed(MX).at(V4, Shows.nothing(fourth)).at(V6, Shows.nothing(sixth)));
    }

    @Test
    void whatIsOnlyTestedHoldsNothingUp() {
        String[] policy = {"version: STSv1", "mode: testing", "max_age: 604800", "mx: a.example.net"};
        assertThat(of(MailHostCases.good().sts("v=STSv1; id=1;").policy(policy), "sts.mx-unlisted")
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void silenceAndRefusalMayBeOurs() {
        Finding silent = of(dual(Reason.CONNECT_TIMEOUT, Reason.CONNECT_TIMEOUT), "mx.all-silent");
        assertThat(silent.actor()).isEqualTo(Actor.YOU);
        assertThat(silent.explanation()).contains("this machine's network", "was not seen");
        Finding refused = of(dual(Reason.CONNECTION_REFUSED, Reason.CONNECTION_REFUSED), "mx.all-silent");
        assertThat(refused.actor()).isEqualTo(Actor.YOU);
        assertThat(refused.explanation()).contains("refused", "on their side or in this machine's network");
    }

    @Test
    void deadSixthAddressesMayBeOursWhereNoneAnswers() {
        Facts silent =
                TlsaCases.one(Host.signed(MX).at(V4, Shows.now(K1)).at(V6, Shows.nothing(Reason.CONNECT_TIMEOUT)));
        assertThat(of(silent, "mx.v6-dead").confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(of(silent, "mx.v6-dead").explanation()).contains("this machine");
        Facts refused =
                TlsaCases.one(Host.signed(MX).at(V4, Shows.now(K1)).at(V6, Shows.nothing(Reason.CONNECTION_REFUSED)));
        assertThat(of(refused, "mx.v6-dead").explanation()).doesNotContain("this machine");
    }

    @Test
    void aSilentNameServerMayBeTheNetworks() {
        assertThat(of(Facts.mx(Security.FAILED, Trouble.SILENT), "mx.lookup-error")
                        .actor())
                .isEqualTo(Actor.NETWORK);
        assertThat(of(Facts.mx(Security.FAILED, Trouble.REFUSED), "mx.lookup-error")
                        .actor())
                .isEqualTo(Actor.DNS_OWNER);
    }

    @Test
    void whereTheDomainIsUnsignedAMismatchStopsSomeSendersOnly() {
        Facts facts = Facts.unsigned("10 " + MX)
                .host(Host.signed(MX).at(V4, Shows.now(K2)).tlsa(tlsa(311, K1)));
        assertThat(of(facts, "tlsa.mismatch").severity()).isEqualTo(Severity.WARNING);
        assertThat(of(facts, "dns.mx-insecure").severity()).isEqualTo(Severity.ERROR);
        assertThat(of(facts, "dns.mx-insecure").explanation()).contains(MX);
    }

    @Test
    void evidenceHasQuestionAnswerAndFingerprint() {
        Finding mismatch = of(TlsaCases.shown(K2, tlsa(311, K1)), "tlsa.mismatch");
        assertThat(mismatch.evidence())
                .anyMatch(line -> line.contains(Keys.facts(K2.get(0)).sha256()))
                .anyMatch(line -> line.contains(tlsa(311, K1).substring(0, 40)));
        assertThat(of(TlsaCases.one(Host.unsigned(MX).at(V4, Shows.now(K1))), "dns.host-insecure")
                        .evidence())
                .contains("mx.example.com A: insecure, records (8.8.8.1), from 8.8.8.53:53");
    }

    @Test
    void aPolicyThatHasNotChangedNeedsNoNewId() throws Exception {
        byte[] text =
                ("version: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + MX + "\n").getBytes(StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        Facts facts = MailHostCases.good()
                .enforce(MX)
                .earlier(Duration.ofDays(1), Map.of("id", "1", "policySha256", sha256), Map.of(), List.of());
        assertThat(Reports.findings(facts.build())).extracting(Finding::id).doesNotContain("sts.id-stale");
    }

    @Test
    void aDomainThatTakesNoMailNeedsNothing() {
        Facts facts = Facts.signed("0 .").sts().rpt();
        assertThat(Reports.findings(facts.build())).extracting(Finding::id).containsExactly("mx.null");
    }
}
