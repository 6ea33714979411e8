/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static io.github.smtpprobe.fetch.Fetching.AUTHORITY;
import static io.github.smtpprobe.fetch.Fetching.HOST;
import static io.github.smtpprobe.fetch.PolicyHost.POLICY;
import static io.github.smtpprobe.fetch.PolicyHost.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy host may do before it is asked: whoever is not proven to be the host gets no request. */
@Timeout(Patience.HANGING)
class HostileHandshakesTest {
    private static PolicyFetch refused(Issued certificate) throws Exception {
        try (PolicyHost host = PolicyHost.https(certificate, ok(POLICY))) {
            PolicyFetch fetch = new Fetching().from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_CERTIFICATE);
            assertThat(fetch.detail()).startsWith("the certificate: ");
            assertThat(fetch.status()).isEmpty();
            assertThat(fetch.body()).isEmpty();
            assertThat(fetch.tls().orElseThrow().chain()).isNotEmpty();
            assertThat(host.requests())
                    .as("nothing is asked of a host that is somebody else")
                    .isEmpty();
            return fetch;
        }
    }

    private static CertificateVerdict verdict(PolicyFetch fetch) {
        return fetch.tls().orElseThrow().verdict().orElseThrow();
    }

    @Test
    void certificatesThatAreRefused() throws Exception {
        Instant now = Instant.now();
        assertThat(verdict(refused(AUTHORITY.issue(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), HOST)))
                        .validity())
                .isEqualTo(Validity.EXPIRED);
        assertThat(verdict(refused(AUTHORITY.issue(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), HOST)))
                        .validity())
                .isEqualTo(Validity.NOT_YET_VALID);
        assertThat(verdict(refused(CertificateAuthority.selfSigned(HOST))).trust())
                .isEqualTo(Trust.SELF_SIGNED);
        assertThat(verdict(refused(CertificateAuthority.create().issue(HOST))).trust())
                .isNotEqualTo(Trust.TRUSTED);
        assertThat(verdict(refused(AUTHORITY.issue("example.com", "www.example.com", "*.mta-sts.example.com")))
                        .name())
                .isEqualTo(Name.MISMATCH);
    }

    /** RFC 8461 §3.3: the name has to be a DNS-ID, and a wildcard may be one. */
    @Test
    void theCommonNameIsNoNameAndAWildcardIs() throws Exception {
        CertificateVerdict commonName = verdict(refused(AUTHORITY.issueCommonNameOnly(HOST)));
        assertThat(commonName.name()).isEqualTo(Name.MISMATCH);
        assertThat(commonName.trust()).isEqualTo(Trust.TRUSTED);
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue("*.example.com"), ok(POLICY))) {
            assertThat(new Fetching().from(host).outcome()).isEqualTo(Outcome.FETCHED);
        }
    }

    @Test
    void aChainOf200Certificates() throws Exception {
        CertificateAuthority authority = AUTHORITY;
        for (int i = 0; i < 200; i++) {
            authority = authority.intermediate();
        }
        try (PolicyHost host = PolicyHost.https(authority.issue(HOST), ok(POLICY))) {
            PolicyFetch fetch = new Fetching().from(host);
            assertThat(fetch.outcome()).isIn(Outcome.TLS_FAILED, Outcome.BAD_CERTIFICATE);
            assertThat(host.requests()).isEmpty();
        }
    }

    /** A ServerHello of that version (RFC 2246 §7.4.1.3, RFC 4346), to a client that has not offered it. */
    @ParameterizedTest
    @ValueSource(strings = {"0301", "0302"})
    void onlyTls10Or11(String version) throws Exception {
        byte[] hello = HexFormat.of()
                .parseHex("16" + version + "002a" + "02000026" + version + "00".repeat(32) + "00" + "c013" + "00");
        PolicyFetch chosen = plain(hello);
        assertThat(chosen.outcome()).as(chosen.detail()).isEqualTo(Outcome.TLS_VERSION);
        byte[] alert = HexFormat.of().parseHex("15" + version + "0002" + "0246");
        PolicyFetch fetch = plain(alert);
        assertThat(fetch.outcome()).isEqualTo(Outcome.TLS_VERSION);
        assertThat(fetch.detail()).contains("protocol_version");
    }

    private static PolicyFetch plain(byte[] says) throws Exception {
        try (PolicyHost host = PolicyHost.plain(socket -> {
            socket.getOutputStream().write(says);
            while (socket.getInputStream().read() >= 0) {
                // The client's words do not matter.
            }
        })) {
            return new Fetching().from(host);
        }
    }

    @Test
    void aHostThatTalksBeforeTls() throws Exception {
        PolicyFetch fetch = plain("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(fetch.outcome()).isEqualTo(Outcome.TLS_FAILED);
        assertThat(fetch.detail()).isEqualTo("the host answered in clear text");
        assertThat(fetch.status()).isEmpty();
    }
}
