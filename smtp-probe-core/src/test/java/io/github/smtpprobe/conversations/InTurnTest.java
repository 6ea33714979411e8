/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a probe did in its turn, and once, is no fault of its: no finding tells its user to send once what was sent once, or to take a
 * way that was taken.
 */
class InTurnTest {
    private static final String GREETED =
            "S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\nS: 250-AUTH %s\nS: 250 STARTTLS\n";

    private static final Pattern ONCE =
            Pattern.compile("(?i)\\bsend (EHLO|AUTH|STARTTLS|MAIL|RCPT)\\b.*|.*\\bonce in\\b.*");

    static ProbeReport probe(String mechanisms, String end, boolean login, TlsMode mode) {
        Script script = Script.parse(String.format(GREETED, mechanisms) + end + "* silence");
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), script);
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 587)
                .connectTo("192.0.2.1")
                .tls(mode)
                .withoutSecondLook();
        if (login) {
            request.credentials(Credentials.password("ada@example.com", Secret.of("correct-horse-battery")))
                    .allowCleartextCredentials();
        }
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(request.envelope("ada@example.com", "bob@example.com").build());
    }

    private static Finding login(String mechanisms, String dialogue) {
        return probe(mechanisms, dialogue, true, TlsMode.PLAIN).rootCause().orElseThrow();
    }

    private static Finding mail(String dialogue) {
        return probe("PLAIN", dialogue, false, TlsMode.PLAIN).rootCause().orElseThrow();
    }

    static Stream<Arguments> outOfTurn() {
        String mail = "C: MAIL FROM:<ada@example.com>\nS: ";
        String rcpt = mail + "250 ok\nC: RCPT TO:<bob@example.com>\nS: ";
        String inside = "C: STARTTLS\nS: 220 go\n* tls TLSv1.3\nC~ EHLO x\nS~ %s\nC~ HELO x\nS~ %s\n";
        return Stream.of(
                        Stream.of(
                                        "503 5.5.1 Already authenticated",
                                        "503 already logged in",
                                        "503 only one AUTH per session")
                                .map(each -> Arguments.of(
                                        "auth.already-done", "C: AUTH PLAIN [redacted]\nS: " + each + "\n")),
                        Stream.of(
                                        "503 5.5.1 Error: send HELO/EHLO first",
                                        "503 Polite people say HELO first",
                                        "503 5.5.1 bad sequence of commands",
                                        "503 no")
                                .map(each -> Arguments.of("server.out-of-turn", mail + each + "\n")),
                        Stream.of("503 5.5.1 need MAIL command first", "503 bad sequence of commands")
                                .map(each -> Arguments.of("server.out-of-turn", rcpt + each + "\n")),
                        Stream.of(
                                        "503 already in TLS",
                                        "503 5.5.1 STARTTLS after AUTH",
                                        "503 no",
                                        "503 not in a transaction")
                                .map(each -> Arguments.of("server.out-of-turn", "C: STARTTLS\nS: " + each + "\n")),
                        Stream.of(
                                        "503 5.5.1 Duplicate EHLO",
                                        "503 you already said hello: duplicate HELO",
                                        "503 bad sequence of commands")
                                .map(each -> Arguments.of("starttls.state-kept", String.format(inside, each, each))))
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void outOfTurn(String id, String dialogue) {
        TlsMode mode = dialogue.contains("STARTTLS") ? TlsMode.STARTTLS : TlsMode.PLAIN;
        Finding cause = probe("PLAIN", dialogue, dialogue.contains("C: AUTH"), mode)
                .rootCause()
                .orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.actor()).as(cause.toString()).isEqualTo(Actor.SERVER_OPERATOR);
        assertThat(cause.remedy()).doesNotMatch(ONCE);
    }

    @ParameterizedTest
    @CsvSource({
        "C: STARTTLS, 501 5.5.4 no parameters allowed, starttls.refused",
        "C: MAIL FROM:<ada@example.com>, 501 5.5.4 Syntax: MAIL FROM:<address>, sender.syntax",
        "C: MAIL FROM:<ada@example.com>, 555 5.5.2 Syntax error, sender.syntax",
    })
    void whatWasSentAsItHasToBeIsNoFaultOfTheClient(String command, String reply, String id) {
        TlsMode mode = command.contains("STARTTLS") ? TlsMode.STARTTLS : TlsMode.PLAIN;
        Finding cause = probe("PLAIN", command + "\nS: " + reply + "\n", false, mode)
                .rootCause()
                .orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.actor()).as(cause.toString()).isEqualTo(Actor.SERVER_OPERATOR);
        assertThat(cause.remedy()).doesNotContain("that the client sends", "without parameters");
    }

    /** In a pasted dialogue the client may well be at fault: what it sent before is not known. */
    @Test
    void whatIsPastedIsNotKnownToBeInTurn() {
        ProbeReport pasted = Explain.dialogue("S: 220 mx.example.com ESMTP\nC: EHLO x\n"
                + "S: 250 mx.example.com\nC: MAIL FROM:<ada@example.com>\nS: 503 5.5.1 send HELO first\n");
        assertThat(pasted.rootCause().orElseThrow().id()).isEqualTo("client.out-of-turn");
    }

    /** Clients forget to repeat EHLO after STARTTLS; the log of a client often does not show the handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"* tls TLSv1.3\nC~ AUTH PLAIN [redacted]\nS~ ", "C: AUTH PLAIN [redacted]\nS: "})
    void helloHasToComeAgainInsideTls(String login) {
        Finding cause = Explain.dialogue("S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\n"
                        + "S: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n" + login + "503 Send hello first\n")
                .rootCause()
                .orElseThrow();
        assertThat(cause.id()).isEqualTo("client.out-of-turn");
        assertThat(cause.summary()).contains("no EHLO inside TLS");
        assertThat(cause.actor()).isEqualTo(Actor.YOU);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* tls TLSv1.3\nC~ EHLO x\nS~ 250 mx\nC~ MAIL FROM:<>\nS~ ",
                "C: EHLO x\nS: 250 mx\nC: MAIL FROM:<>\nS: "
            })
    void helloThatCameAgainIsNotSaidToBeMissing(String again) {
        Finding cause = Explain.dialogue("S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\n"
                        + "S: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n" + again + "503 Send hello first\n")
                .rootCause()
                .orElseThrow();
        assertThat(cause.id()).isEqualTo("client.out-of-turn");
        assertThat(cause.summary()).doesNotContain("inside TLS");
    }

    @ParameterizedTest
    @CsvSource({
        "432 4.7.12 A password transition is needed",
        "524 5.7.12 password change",
        "534 5.7.12 one time use of a plaintext password",
    })
    void aTransitionAtPlainIsNotMadeByPlain(String reply) {
        Finding plain = login("PLAIN", "C: AUTH PLAIN [redacted]\nS: " + reply + "\n");
        assertThat(plain.id()).as(plain.toString()).isEqualTo("auth.password-change");
        assertThat(plain.remedy()).contains("Ask").doesNotContain("PLAIN");
        Finding digest = login("CRAM-MD5 PLAIN", "C: AUTH CRAM-MD5\nS: " + reply + "\n");
        assertThat(digest.remedy()).as(digest.toString()).contains("Log in once with PLAIN");
    }

    @ParameterizedTest
    @CsvSource({
        "502 5.5.2 Error: command not recognized",
        "503 5.5.1 AUTH not available",
        "538 authentication disabled",
        "502 no",
        "503 no",
        "530 no",
    })
    void whatIsListedAndRefusedIsTheOperatorsMatterInsideTls(String reply) {
        Finding cause = probe(
                        "PLAIN",
                        "C: STARTTLS\nS: 220 go\n* tls TLSv1.3\nC~ EHLO x\nS~ 250-mx\nS~ 250 AUTH PLAIN\n"
                                + "C~ AUTH PLAIN [redacted]\nS~ " + reply + "\n",
                        true,
                        TlsMode.STARTTLS)
                .rootCause()
                .orElseThrow();
        assertThat(cause.actor()).as(cause.toString()).isEqualTo(Actor.SERVER_OPERATOR);
        assertThat(cause.remedy()).as(cause.toString()).doesNotContain("587", "465", "Use STARTTLS", "LOGIN");
    }

    @Test
    void onlyWhatIsOfferedIsProposed() {
        String again = "C: AUTH PLAIN [redacted]\nS: %1$s\nC: AUTH PLAIN\nS: %1$s\n";
        for (String reply : new String[] {
            "504 5.5.4 Unrecognized authentication type", "501 5.5.2 cannot decode", "501 no", "500 what"
        }) {
            String alone = login("PLAIN", String.format(again, reply)).remedy();
            assertThat(alone).as(reply).contains("no other mechanism").doesNotContain("LOGIN");
            String two = login("PLAIN LOGIN", String.format(again, reply)).remedy();
            assertThat(two).as(reply).contains("offers: LOGIN").doesNotContain("no other mechanism");
            String foreign = login("PLAIN X-ACME", String.format(again, reply)).remedy();
            assertThat(foreign).as(reply).contains("that this client can use");
        }
        String line = "500 5.5.6 Authentication Exchange line is too long";
        assertThat(login("PLAIN", String.format(again, line)).remedy())
                .startsWith("The server said so of the command alone");
    }

    @ParameterizedTest
    @CsvSource({"421 4.4.2 timeout", "421 idle timeout", "421 mx.example.com timed out"})
    void whoWasNotSlowIsNotToldToBeQuicker(String reply) {
        for (String dialogue :
                new String[] {"S: " + reply + "\n", "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nS: " + reply + "\n"}) {
            Finding cause = mail(dialogue);
            assertThat(cause.id()).as(cause.toString()).isEqualTo("server.hasty");
            assertThat(cause.explanation()).contains("came unasked, ");
        }
        Finding answer = mail("C: MAIL FROM:<ada@example.com>\nS: " + reply + "\n");
        assertThat(answer.id()).isEqualTo("server.hasty");
        assertThat(answer.explanation()).doesNotContain("unasked");
        Finding slow = mail("C: MAIL FROM:<ada@example.com>\n* pause 12000ms\nS: " + reply + "\n");
        assertThat(slow.id()).isEqualTo("client.too-slow");
    }
}
