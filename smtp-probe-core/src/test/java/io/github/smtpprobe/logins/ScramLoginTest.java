/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Surfaces;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.ScramServer;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by SCRAM as a probe reports them: servers that know the password, that do not, and that want something else. */
@Timeout(Patience.HANGING)
class ScramLoginTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final byte[] CLEAR = "n,,".getBytes(StandardCharsets.US_ASCII);
    private static final ScramServer SERVER = new ScramServer("SCRAM-SHA-256", PASSWORD, 4096);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String text) {
        return "S: 334 " + base64(text) + "\n";
    }

    private static String talk(String mechanism, String exchange) {
        return "S: 220 mx ESMTP\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + mechanism + " PLAIN GSSAPI\nC: AUTH " + mechanism
                + " [redacted]\n" + exchange + "C: QUIT\nS: 221 bye\n";
    }

    private static ProbeReport probe(String exchange) {
        return probe(SERVER, "SCRAM-SHA-256", exchange);
    }

    private static ProbeReport probe(ScramServer server, String mechanism, String exchange) {
        String script = talk(mechanism, exchange.replace("{first}", challenge(server.first()) + "C: [redacted]\n"));
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .mechanism(ScramServer.client(mechanism))
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("user", Secret.of(PASSWORD)))
                        .allowCleartextCredentials()
                        .build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(Patience.leftOpen(memory)).as("connections left open").isZero();
        return report;
    }

    private static ScramDetails details(ProbeReport report) {
        return authentication(report).scram().orElseThrow();
    }

    private static Authentication authentication(ProbeReport report) {
        return report.decisive().orElseThrow().fact(Authentication.class).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void aServerThatKnowsThePassword(String mechanism) {
        ScramServer server = new ScramServer(mechanism, PASSWORD, 4096);
        ProbeReport report =
                probe(server, mechanism, "{first}" + challenge(server.last("user", CLEAR)) + "C: \nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(details(report).state()).isEqualTo(ScramDetails.State.SERVER_PROVEN);
        assertThat(details(report).iterations()).hasValue(4096);
        assertThat(authentication(report).judged()).isTrue();
        assertThat(report.has("auth.few-iterations")).isFalse();
    }

    /** RFC 4954 has no place for data in 235; a server that puts its signature there has proved itself all the same. */
    @ParameterizedTest
    @CsvSource({"'', true", "'2.7.0 ', true", "'2.7.0 ok ', true"})
    void theSignatureMayStandInTheLastReply(String before, boolean passes) {
        ProbeReport report = probe("{first}S: 235 " + before + base64(SERVER.last("user", CLEAR)) + "\n");
        assertThat(report.passed()).as(report.toString()).isEqualTo(passes);
        assertThat(details(report).state()).isEqualTo(ScramDetails.State.SERVER_PROVEN);
        ProbeReport wrong = probe("{first}S: 235 " + before + base64("v=AAAA") + "\n");
        assertThat(wrong.has("auth.server-not-proven")).as(wrong.toString()).isTrue();
        assertThat(details(wrong).state()).isEqualTo(ScramDetails.State.SERVER_NOT_PROVEN);
    }

    /** Servers refuse at once, after the proof, or after an error in a challenge. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S: 535 5.7.8 no\\n                                      | unfinished     | auth.refused-early
        {first}S: 535 5.7.8 no\\n                               | unfinished     | auth.rejected
        {first}S: 334 ZT1pbnZhbGlkLXByb29m\\nC: \\nS: 535 no\\n | server-refused | auth.scram-error
        """)
    void aWrongPassword(String exchange, String state, String id) {
        ProbeReport report = probe(exchange.replace("\\n", "\n"));
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo(id);
        assertThat(report.finding("auth.other-mechanism").map(Finding::summary))
                .as("a server may have a hash from which only another mechanism can tell")
                .hasValueSatisfying(text -> assertThat(text).contains("PLAIN"));
        assertThat(report.finding("auth.other-mechanism").map(Finding::explanation))
                .hasValueSatisfying(text -> assertThat(text)
                        .endsWith(
                                "Not tried either: GSSAPI (this client has none of that name for these credentials)."));
        assertThat(report.has("auth.binding-refused")).isFalse();
        assertThat(details(report).state().token()).isEqualTo(state);
        assertThat(authentication(report).judged()).isTrue();
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsNoSuccess() {
        ScramServer other = new ScramServer("SCRAM-SHA-256", "another-word", 4096);
        ProbeReport report = probe("{first}" + challenge(other.last("user", CLEAR)) + "C: *\nS: 501 5.7.0 cancelled\n");
        assertThat(report.passed()).isFalse();
        Finding cause = report.rootCause().orElseThrow();
        assertThat(cause.id()).as(report.toString()).isEqualTo("auth.server-not-proven");
        assertThat(cause.summary()).contains("the signature of the server is wrong");
        assertThat(report.publicOutcome().token()).isNotEqualTo("passed");
    }

    @Test
    void aServerThatSaysYesBeforeItsSignatureIsNoSuccess() {
        for (String exchange : List.of("{first}S: 235 2.7.0 ok\n", "S: 235 2.7.0 ok\n")) {
            ProbeReport report = probe(exchange);
            assertThat(report.passed()).isFalse();
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo("auth.server-not-proven");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        r=OtherNonceOfNobodys,s=W22Z,i=4096  | auth.broken-exchange     | nonce
        m=x                                  | auth.broken-exchange     | extension
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=0   | auth.broken-exchange     | 0 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483648 | auth.too-many-iterations | 2147483648 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=1000001    | auth.too-many-iterations | 1000001 iterations
        """)
    void aServerThatAsksForWhatCannotBe(String first, String id, String why) {
        ProbeReport report = probe(challenge(first) + "C: *\nS: 501 5.7.0 cancelled\n");
        assertThat(report.passed()).isFalse();
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo(id);
        assertThat(report.rootCause().orElseThrow().summary()).contains(why);
    }

    @Test
    void garbageAndChallengesWithoutEndAreCancelled() {
        assertThat(probe("S: 334 !!!!\nC: *\nS: 501 cancelled\n")
                        .rootCause()
                        .orElseThrow()
                        .id())
                .isEqualTo("auth.broken-exchange");
        ProbeReport endless = probe("{first}" + challenge(SERVER.last("user", CLEAR)) + "C: \n"
                + challenge(SERVER.last("user", CLEAR)) + "C: *\nS: 501 cancelled\n");
        assertThat(endless.rootCause().orElseThrow().summary()).contains("the server sent a third");
    }

    /** The server sends its signature only after the proof was right, so that nobody is told to look for another password. */
    @Test
    void aRefusalBehindTheSignatureIsNotThePasswords() {
        String proven = "{first}" + challenge(SERVER.last("user", CLEAR)) + "C: \nS: ";
        Finding plain = probe(proven + "535 5.7.8 no\n").rootCause().orElseThrow();
        assertThat(plain.id()).as(plain.toString()).isEqualTo("auth.refused-after-proof");
        assertThat(plain.remedy()).contains("The password does not need to be changed");
        Finding said =
                probe(proven + "535 5.7.13 User Account Disabled\n").rootCause().orElseThrow();
        assertThat(said.id()).as("a reason of its own").isEqualTo("auth.account-disabled");
    }

    @Test
    void anErrorOfTheExchangeIsInTheFinding() {
        for (String error : List.of("unknown-user", "invalid-proof", "other-error")) {
            Finding cause = probe("{first}" + challenge("e=" + error) + "C: \nS: 535 5.7.8 no\n")
                    .rootCause()
                    .orElseThrow();
            assertThat(cause.id()).as(cause.toString()).isEqualTo("auth.scram-error");
            assertThat(cause.summary())
                    .contains(
                            error.equals("other-error") ? "names an error in the exchange" : "with the error " + error);
            assertThat(cause.explanation().contains("does not know the user name"))
                    .isEqualTo(error.equals("unknown-user"));
        }
    }

    @Test
    void fewIterationsAreToldAlsoWhereTheLoginWorks() {
        ScramServer few = new ScramServer("SCRAM-SHA-256", PASSWORD, 1000);
        ProbeReport report =
                probe(few, "SCRAM-SHA-256", "{first}" + challenge(few.last("user", CLEAR)) + "C: \nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.finding("auth.few-iterations").orElseThrow().summary())
                .contains("1000");
    }

    @Test
    void anOfferThatWasRemovedOnTheWayIsNamed() {
        ProbeReport report =
                probe("{first}" + challenge("e=server-does-support-channel-binding") + "C: \nS: 535 5.7.8 no\n");
        assertThat(report.has("auth.binding-hidden")).as(report.toString()).isTrue();
    }

    @Test
    void anOfferThatWasRemovedOnTheWayIsNamedAlsoInTheWordsOfCyrusSasl() {
        Finding cause = probe("S: 535 5.7.8 client incorrectly assumed server had no channel binding\n")
                .rootCause()
                .orElseThrow();
        assertThat(cause.summary()).contains("its offer did not reach the client");
        assertThat(cause.explanation()).contains("Something in between");
    }

    @Test
    void credentialsThatSaslPrepForbidsAreNotSentAndNotShown() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH SCRAM-SHA-256 PLAIN\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("user", Secret.of("correct\u0007horse")))
                        .allowCleartextCredentials()
                        .build());
        Invariants.check(report);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("auth.credentials-unfit");
        assertThat(report.toString()).doesNotContain("horse").contains("SASLprep");
        assertThat(report.transcript().toString()).doesNotContain("AUTH SCRAM-SHA-256 [");
    }

    /** Whoever has salt, nonces and the server's signature can try passwords at home; whoever has a key needs none. */
    @Test
    void nothingThatWasMadeOfThePasswordIsShown() throws Exception {
        List<String> forms = new ArrayList<>();
        for (String hex : SERVER.derived("user", CLEAR)) {
            byte[] octets = HexFormat.of().parseHex(hex);
            String base64 = Base64.getEncoder().encodeToString(octets);
            forms.addAll(List.of(hex, hex.toUpperCase(Locale.ROOT), base64, base64(base64), base64("v=" + base64)));
        }
        forms.add(SERVER.expected("user", CLEAR).replaceAll(".*,p=", ""));
        forms.add(base64(SERVER.expected("user", CLEAR)));
        StringBuilder said = new StringBuilder();
        forms.forEach(form -> said.append("S: 535-5.7.8 you sent ").append(form).append(" there\n"));
        said.append("S: 535 5.7.8 no\n");
        for (String end : List.of(
                challenge(SERVER.last("user", CLEAR)) + "C: \nS: 235 2.7.0 ok\n",
                challenge(SERVER.last("user", CLEAR)) + "C: \n" + said,
                said.toString())) {
            ProbeReport report = probe("{first}" + end);
            for (String surface : Surfaces.of(report)) {
                for (String form : forms) {
                    assertThat(surface).doesNotContain(form);
                }
            }
            assertThat(report.transcript().toString()).contains("[redacted]");
        }
    }

    /** The hashing is done while the deadline runs, and ends with it. */
    @Test
    void aCostlyHashEndsWithTheDeadline() {
        ScramServer costly = new ScramServer("SCRAM-SHA-512", PASSWORD, 1);
        String first = costly.first().replace("i=1", "i=1000000");
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse(talk("SCRAM-SHA-512", challenge(first) + "C: [redacted]\nS: 535 no\n")));
        probe("S: 535 no\n"); // loads what a first login loads
        long before = System.nanoTime();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .mechanism(ScramServer.client("SCRAM-SHA-512"))
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("user", Secret.of(PASSWORD)))
                        .allowCleartextCredentials()
                        .deadline(Duration.ofMillis(600))
                        .build());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Patience.AMPLE);
        assertThat(report.passed()).isFalse();
        Attempt attempt = report.decisive().orElseThrow();
        assertThat(report.has("auth.mechanism-failed"))
                .as(report + " " + attempt.facts())
                .isFalse();
        assertThat(report.has("auth.too-many-iterations"))
                .as(report + " " + attempt.facts())
                .isTrue();
    }
}
