/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.security.Security;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Every setting has a say, or the settings are refused. */
class TlsSettingsTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final CertificateAuthority.Issued GOOD = AUTHORITY.issue("mx.example.com");
    private static final String RIGHT = Certificate.fingerprint(GOOD.chain().get(0));
    private static final String WRONG = "ab".repeat(32);

    @FunctionalInterface
    private interface Setting {
        void on(TlsSettings.Builder builder) throws Exception;
    }

    private static final List<Setting> TRUST =
            List.of(builder -> builder.trustStore(AUTHORITY.trustStore()), builder -> builder.trustManager(manager()));

    private static final List<Setting> OTHERS = List.of(
            builder -> builder.clientKey(GOOD.keyStore(), GOOD.password()),
            builder -> builder.provider(Security.getProvider("SunJSSE")));

    private static X509TrustManager manager() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(AUTHORITY.trustStore());
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static ProbeReport probe(TlsSettings settings, Script script) {
        return SmtpProbe.builder()
                .tlsSettings(settings)
                .transport(new MemoryTransport(Delivery.WHOLE, GOOD.serverContext(), script))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 465)
                        .connectTo("192.0.2.1")
                        .withoutSecondLook()
                        .build());
    }

    private static final Script TALK = Script.parse(Scripts.WORKS_IN_TLS);
    private static final Script NO_TALK = Script.parse("* tls-failed");

    @Test
    void aPinBesideTrustIsRefused() {
        for (Setting trust : TRUST) {
            for (String fingerprint : new String[] {RIGHT, WRONG}) {
                assertThatThrownBy(() -> {
                            TlsSettings.Builder builder = TlsSettings.builder().trustCertificate(fingerprint);
                            trust.on(builder);
                            builder.build();
                        })
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("trustCertificate");
            }
        }
    }

    @Test
    void anSslContextTakesNothingBesideItButTheVersions() throws Exception {
        SSLContext context = SSLContext.getDefault();
        TlsSettings.builder().sslContext(context).protocols("TLSv1.3").build();
        List<Setting> all = new java.util.ArrayList<>(TRUST);
        all.addAll(OTHERS);
        all.add(builder -> builder.trustCertificate(RIGHT));
        for (Setting each : all) {
            assertThatThrownBy(() -> {
                        TlsSettings.Builder builder = TlsSettings.builder().sslContext(context);
                        each.on(builder);
                        builder.build();
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("sslContext");
        }
    }

    @Test
    void aWrongPinNeverPasses() throws Exception {
        for (Setting other : OTHERS) {
            TlsSettings.Builder builder = TlsSettings.builder().trustCertificate(WRONG);
            other.on(builder);
            ProbeReport report = probe(builder.build(), NO_TALK);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
            assertThat(report.has("cert.other-fingerprint"))
                    .as(report.toString())
                    .isTrue();
            assertThat(report.summary()).contains("not the one that is trusted by its fingerprint");
        }
    }

    @Test
    void oneRightPinOfSeveralPasses() throws Exception {
        for (Setting other : OTHERS) {
            TlsSettings.Builder builder =
                    TlsSettings.builder().trustCertificate(WRONG).trustCertificate(RIGHT);
            other.on(builder);
            assertThat(probe(builder.build(), TALK).passed()).isTrue();
        }
    }

    @Test
    void trustWithEveryOtherSettingStaysTrust() throws Exception {
        for (Setting trust : TRUST) {
            for (Setting other : OTHERS) {
                TlsSettings.Builder builder = TlsSettings.builder().protocols("TLSv1.2");
                trust.on(builder);
                other.on(builder);
                assertThat(probe(builder.build(), TALK).passed()).isTrue();
            }
        }
        assertThat(probe(TlsSettings.standard(), NO_TALK).has("cert.untrusted")
                        || probe(TlsSettings.standard(), NO_TALK).has("cert.chain-incomplete"))
                .isTrue();
    }

    @Test
    void namedGroupsAreChosenWhereJavaCan() {
        TlsSettings.Builder builder = TlsSettings.builder().namedGroups("x25519", "secp256r1");
        if (Runtime.version().feature() < 20) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("namedGroups: ")
                    .hasMessageContaining("Java " + Runtime.version().feature());
        } else {
            assertThat(builder.build().namedGroups()).containsExactly("x25519", "secp256r1");
            assertThatThrownBy(() -> TlsSettings.builder().namedGroups("x25518").build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("namedGroups: ")
                    .hasMessageContaining("x25518");
        }
        assertThatThrownBy(() -> TlsSettings.builder().namedGroups()).hasMessageStartingWith("namedGroups: ");
        assertThatThrownBy(() -> TlsSettings.builder().namedGroups("x25519", "x25519"))
                .hasMessageStartingWith("namedGroups: ");
        assertThat(TlsSettings.standard().namedGroups()).isEmpty();
    }

    @Test
    void suitesAreThoseThatThisJavaHas() throws Exception {
        TlsSettings both = TlsSettings.builder()
                .cipherSuites("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .build();
        assertThat(both.cipherSuites())
                .containsExactly("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(both.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(TlsSettings.builder()
                        .cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                        .build()
                        .protocols())
                .containsExactly("TLSv1.2");
        assertThat(TlsSettings.standard().cipherSuites()).isEmpty();
        for (List<String> bad : List.of(
                List.<String>of(),
                List.of("AES128-SHA"),
                List.of("TLS_RSA_WITH_NULL_SHA256"),
                List.of("TLS_DH_anon_WITH_AES_128_GCM_SHA256"),
                List.of("TLS_SHA256_SHA256"),
                List.of("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"),
                List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"))) {
            assertThatThrownBy(() -> TlsSettings.builder().cipherSuites(bad.toArray(new String[0])))
                    .as(bad.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cipherSuites: ");
        }
        SSLContext ready = SSLContext.getDefault();
        for (TlsSettings.Builder builder : List.of(
                TlsSettings.builder(),
                TlsSettings.builder().sslContext(ready),
                TlsSettings.builder().provider(Security.getProvider("SunJSSE")))) {
            assertThatThrownBy(() ->
                            builder.cipherSuites("TLS_MOON_WITH_CHEESE_SHA256").build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cipherSuites: ")
                    .hasMessageContaining("TLS_MOON_WITH_CHEESE_SHA256");
        }
        assertThatThrownBy(() -> TlsSettings.builder()
                        .protocols("TLSv1.3")
                        .cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                        .build())
                .hasMessageStartingWith("cipherSuites: ")
                .hasMessageContaining("TLSv1.3");
    }

    @Test
    void aServerNameIsAName() throws Exception {
        assertThat(TlsSettings.builder().serverName("A.Example").build().serverName())
                .contains("a.example");
        assertThat(TlsSettings.standard().sendsServerName()).isTrue();
        TlsSettings none = TlsSettings.builder()
                .serverName("a.example")
                .withoutServerName()
                .build();
        assertThat(none.serverName()).isEmpty();
        assertThat(none.sendsServerName()).isFalse();
        assertThat(TlsSettings.builder()
                        .withoutServerName()
                        .serverName("xn--bcher-kva.example")
                        .build()
                        .sendsServerName())
                .isTrue();
        for (String bad : List.of(
                "",
                ".",
                "a.example.",
                "192.0.2.1",
                "[::1]",
                "::1",
                "1",
                "a b",
                "b\u00fccher.example",
                "-a.example",
                "a_b")) {
            assertThatThrownBy(() -> TlsSettings.builder().serverName(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("serverName: ");
        }
        SSLContext ready = SSLContext.getDefault();
        assertThatThrownBy(() -> TlsSettings.builder()
                        .sslContext(ready)
                        .serverName("a.example")
                        .build())
                .hasMessageStartingWith("serverName: ");
        assertThat(TlsSettings.builder()
                        .sslContext(ready)
                        .withoutServerName()
                        .build()
                        .sendsServerName())
                .isFalse();
    }

    @Test
    void anSslContextBringsItsOwnSessions() throws Exception {
        SSLContext ready = SSLContext.getDefault();
        assertThatThrownBy(() -> TlsSettings.builder()
                        .sslContext(ready)
                        .resumingSessions()
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sslContext: ")
                .hasMessageContaining("resumingSessions");
        assertThat(TlsSettings.standard().resumesSessions()).isFalse();
    }
}
