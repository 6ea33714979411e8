/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.testkit.ScriptedServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our verdict beside Angus Mail's {@code Transport.connect}, on the same dialogues over real sockets. Where the two differ, the
 * difference is one that the library exists for.
 */
@Timeout(Patience.HANGING)
class AngusDifferentialTest {
    /** Credentials that were never tried are a success for Angus Mail, and never for us. */
    private static final Set<String> NEVER_TRIED = Set.of("auth-not-offered", "auth-only-before-tls");
    /** Dialogues that end with the login, so that both clients say the same. */
    private static final Set<String> NAMES = Set.of(
            "plain-ehlo",
            "starttls-ehlo",
            "auth-plain",
            "auth-535",
            "auth-454",
            "auth-534",
            "greeting-554",
            "greeting-421",
            "greeting-closed",
            "starttls-not-offered",
            "starttls-454",
            "starttls-502",
            "ehlo-closed",
            "cert-untrusted",
            "helo-fallback",
            "auth-not-offered",
            "auth-only-before-tls");

    static Stream<DialogueFile> files() {
        return DialogueFile.all().filter(file -> NAMES.contains(file.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theVerdictsAgreeOrDifferAsTheyShould(DialogueFile file) throws Exception {
        boolean angus = angusConnects(file, "PLAIN", DialogueFile.PASSWORD).isEmpty();
        boolean ours;
        try (ScriptedServer server = server(file)) {
            ours = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(file.request(server.port()))
                    .passed();
        }
        if (NEVER_TRIED.contains(file.name())) {
            assertThat(angus)
                    .as("Angus Mail reports success without having tried the credentials")
                    .isTrue();
            assertThat(ours).isFalse();
        } else {
            assertThat(ours).isEqualTo(angus);
        }
    }

    /** The 334 of a refused token must be answered to get the 535: we read it, Angus Mail's exception does not have it. */
    static Stream<DialogueFile> refusedToken() {
        return DialogueFile.all().filter(file -> file.name().equals("auth-xoauth2-refused"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedToken")
    void theFinalReplyToARefusedTokenIsRead(DialogueFile file) throws Exception {
        String angus = angusConnects(file, "XOAUTH2", DialogueFile.TOKEN);
        assertThat(angus).isNotEmpty().doesNotContain("535 5.7.8");
        try (ScriptedServer server = server(file)) {
            var report = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(file.request(server.port()));
            assertThat(report.summary()).contains("535 5.7.8");
            assertThat(server.problems()).isEmpty();
        }
    }

    private static ScriptedServer server(DialogueFile file) throws Exception {
        return ScriptedServer.playing(file.script())
                .tls(file.certificate().serverContext())
                .start();
    }

    /** The empty string, or why Angus Mail did not connect. */
    private static String angusConnects(DialogueFile file, String mechanism, String secret) throws Exception {
        boolean auth = file.has("credentials");
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "mail.smtp.localhost",
                "probe.example",
                "mail.smtp.auth",
                Boolean.toString(auth),
                "mail.smtp.auth.mechanisms",
                mechanism,
                "mail.smtp.starttls.required",
                Boolean.toString(file.one("mode", "").equals("STARTTLS")),
                "mail.smtp.starttls.enable",
                Boolean.toString(file.one("mode", "").equals("STARTTLS")),
                "mail.smtp.ssl.checkserveridentity",
                "false",
                "mail.smtp.timeout",
                "3000"));
        properties.put("mail.smtp.ssl.socketFactory", trusting().getSocketFactory());
        try (ScriptedServer server = server(file);
                Transport transport = Session.getInstance(properties).getTransport("smtp")) {
            transport.connect("127.0.0.1", server.port(), auth ? "ada@example.com" : null, auth ? secret : null);
            return "";
        } catch (MessagingException refused) {
            return String.valueOf(refused);
        }
    }

    private static SSLContext trusting() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(DialogueFile.authority().trustStore());
        TrustManager[] managers = factory.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, new SecureRandom());
        return context;
    }
}
