/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.callers.Sabotage;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mechanisms of the caller's: what a probe makes of their steps, and of those that cannot be used. */
@Timeout(Patience.HANGING)
class OwnMechanismTest {
    private static final String ACME = """
        S: 220 mx ESMTP
        C: EHLO x
        S: 250-mx
        S: 250 AUTH PLAIN X-ACME
        C: AUTH X-ACME
        S: 334 cXVlc3Rpb24=
        C: YW5zd2VyIHRvIHF1ZXN0aW9u
        S: 235 ok
        C: QUIT
        S: 221 bye
        """;

    private static ProbeReport probe(SmtpProbe.Builder builder, String script, String... mechanisms) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        ProbeRequest.Builder request = ProbeRequest.to("127.0.0.1", 25)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .allowCleartextCredentials();
        ProbeReport report = builder.transport(memory)
                .build()
                .probe((mechanisms.length > 0 ? request.mechanisms(mechanisms) : request).build());
        Invariants.check(report);
        assertThat(Patience.leftOpen(memory)).as("connections left open").isZero();
        return report;
    }

    private static ProbeReport probe(
            Supplier<SaslStep> initial, Supplier<SaslStep> answer, Supplier<SaslStep> completion) {
        GivenSteps mechanism = new GivenSteps(() -> "X-ACME", initial, challenge -> answer.get(), completion);
        return probe(SmtpProbe.builder().mechanism(mechanism), ACME);
    }

    private static SaslStep answer() {
        return GivenSteps.repeated("question".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void isUsedAndItsAnswerNotShown() {
        ProbeReport report = probe(SmtpProbe.builder().mechanism(GivenSteps.working(() -> "X-ACME")), ACME);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.transcript().toString())
                .contains("C: AUTH X-ACME\n", "C: [redacted]\n")
                .doesNotContain("YW5zd2Vy");
    }

    @Test
    void discoveryFindsMechanismsAndNeverShadowsBuiltInOnes() {
        ProbeReport report =
                probe(SmtpProbe.builder().discoverMechanisms(), ACME.replace("X-ACME", "X-FOUND"), "X-FOUND");
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("an answer of 100 KiB is not sent")
    void hugeResponse() {
        ProbeReport report = probe(
                SaslStep.AwaitChallenge::new, () -> new SaslStep.Respond(new byte[100 * 1024]), SaslStep.Accept::new);
        assertThat(report.passed()).isFalse();
        assertThat(report.transcript().toString()).contains("C: *").doesNotContain("C: [redacted]");
    }

    @Test
    @DisplayName("a 235 is no success before the mechanism says so")
    void incomplete() {
        ProbeReport report = probe(
                SaslStep.AwaitChallenge::new,
                OwnMechanismTest::answer,
                () -> new SaslStep.Abort("no server signature"));
        assertThat(report.passed()).isFalse();
        assertThat(report.has("auth.broken-exchange")).as(report.toString()).isTrue();
    }

    @Test
    void whatGivesUpBeforeItBeginsKeepsItsReasonAndSendsNothing() {
        ProbeReport report =
                probe(() -> new SaslStep.Abort("the vault is sealed"), OwnMechanismTest::answer, SaslStep.Accept::new);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.has("auth.mechanism-failed")).as(report.toString()).isTrue();
        assertThat(report.summary()).contains("before AUTH was sent", "the vault is sealed");
        assertThat(report.transcript().toString()).doesNotContain("C: AUTH");
    }

    /** What had been said to the server, and by the server, when the mechanism failed, is said; a token has no part in it. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "initial,threw,before AUTH was sent",
        "initial,returned null,before AUTH was sent",
        "answer,threw,after AUTH was sent",
        "answer,returned null,after AUTH was sent",
        "completion,threw,after the server accepted the login",
        "completion,returned null,after the server accepted the login"
    })
    void whatFailsIsNamedWithWhatWasSentBefore(String step, String deed, String when) {
        Supplier<SaslStep> fails = () -> {
            if (deed.equals("threw")) {
                throw new IllegalStateException(Sabotage.CANARY);
            }
            return null;
        };
        ProbeReport report = probe(
                step.equals("initial") ? fails : SaslStep.AwaitChallenge::new,
                step.equals("answer") ? fails : OwnMechanismTest::answer,
                step.equals("completion") ? fails : SaslStep.Accept::new);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("auth.mechanism-failed");
        assertThat(report.summary()).contains("X-ACME", when, deed);
        assertThat(report.findings())
                .noneMatch(each -> (each.summary() + each.explanation()).matches("(?i).*(token|not tried).*"));
        Authentication fact =
                report.decisive().orElseThrow().fact(Authentication.class).orElseThrow();
        assertThat(fact.judged()).isEqualTo(step.equals("completion"));
        assertThat(report.transcript().toString().contains("C: AUTH")).isEqualTo(!when.startsWith("before"));
    }

    /** The mechanism makes a digest of the password (RFC 2195) and tells nobody of either; the server repeats both. */
    @Test
    void aServerThatRepeatsThePasswordOrItsDigestIsMasked() {
        String digest = "b913a602c7eda7a495b4e6e7334d3890";
        GivenSteps mechanism = new GivenSteps(
                () -> "X-ACME",
                SaslStep.AwaitChallenge::new,
                challenge -> new SaslStep.Respond(("ada@example.com " + digest).getBytes(StandardCharsets.US_ASCII)),
                SaslStep.Accept::new);
        String refusing = """
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH X-ACME
            C: AUTH X-ACME
            S: 334 cXVlc3Rpb24=
            C: [redacted]
            S: 535 5.7.8 no %s and no %s for ada@example.com
            C: QUIT
            S: 221 bye
            """.formatted(DialogueFile.PASSWORD, digest);
        ProbeReport report = probe(SmtpProbe.builder().mechanism(mechanism), refusing);
        assertThat(report.transcript().toString())
                .contains("535 5.7.8 no [redacted] and no [redacted] for ada@example.com");
        assertThat(report + " " + report.asMap()).doesNotContain(digest, DialogueFile.PASSWORD);
    }

    /** A mechanism's own words may quote a hostile challenge, or the secret. */
    @Test
    void whyItGivesUpIsShownSafely() {
        ProbeReport report = probe(
                SaslStep.AwaitChallenge::new,
                () -> new SaslStep.Abort("asked \u001B[2J\u202E for " + DialogueFile.PASSWORD),
                SaslStep.Accept::new);
        assertThat(report.summary()).contains("asked \\x1B[2J", "[redacted]");
    }

    /** Asked for once, where it enters; what it says later changes nothing. */
    @Test
    void isAskedForItsNameAndStrengthWhenItIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().mechanism(GivenSteps.working(() -> {
                    throw new IllegalStateException(Sabotage.CANARY);
                })))
                .withMessageContaining("GivenSteps")
                .withMessageNotContaining(Sabotage.CANARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().mechanism(GivenSteps.working(() -> null)));
        int[] asked = {0};
        SmtpProbe.Builder builder =
                SmtpProbe.builder().mechanism(GivenSteps.working(() -> asked[0]++ == 0 ? "X-ACME" : "evil\r\nDATA"));
        assertThat(probe(builder, ACME).passed()).isTrue();
        assertThat(builder.build().toBuilder().build()).isNotNull();
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void aBrokenProviderIsRefusedWhenTheProbeIsBuilt(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(SaslMechanism.class.getName()), "com.acme.NotThere\n");
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            self.setContextClassLoader(broken);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmtpProbe.builder().discoverMechanisms().build())
                    .withMessageContaining("discoverMechanisms");
        } finally {
            self.setContextClassLoader(before);
        }
    }
}
