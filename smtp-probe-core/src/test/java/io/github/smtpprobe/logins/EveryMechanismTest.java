/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static io.github.smtpprobe.logins.LoginsByMechanism.NO;
import static io.github.smtpprobe.logins.LoginsByMechanism.OFFER;
import static io.github.smtpprobe.logins.LoginsByMechanism.YES;
import static io.github.smtpprobe.logins.LoginsByMechanism.hello;
import static io.github.smtpprobe.logins.LoginsByMechanism.login;
import static io.github.smtpprobe.logins.LoginsByMechanism.probe;
import static io.github.smtpprobe.logins.LoginsByMechanism.request;
import static io.github.smtpprobe.logins.LoginsByMechanism.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One login for each mechanism that a server offers: what is asked, and in which order. */
@Timeout(Patience.HANGING)
class EveryMechanismTest {
    @Test
    void eachThatIsOfferedIsTriedInAConnectionOfItsOwn() {
        LoginsByMechanism seen = probe(
                request().envelope("ada@example.com", "bob@example.com"),
                hello(OFFER) + login("CRAM-MD5") + YES
                        + "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n"
                        + "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN works", "LOGIN works");
        assertThat(seen.report().attempts())
                .extracting(Attempt::purpose)
                .containsExactly(Purpose.PROBE, Purpose.MECHANISM, Purpose.MECHANISM);
        assertThat(seen.report().attempts()).extracting(Attempt::index).containsExactly(0, 1, 2);
        assertThat(seen.report().passed()).isTrue();
        assertThat(seen.report().decisive().orElseThrow().index()).isZero();
        assertThat(seen.listed().summary()).contains("accepted: CRAM-MD5, PLAIN, LOGIN");
        assertThat(seen.report().has("auth.hash-missing")).isFalse();
        assertThat(seen.report().attempts().get(1).facts(MailFrom.class))
                .as("no MAIL")
                .isEmpty();
        assertThat(TextReport.render(seen.report())).contains("Login by PLAIN: 127.0.0.1:587");
    }

    @Test
    void withoutTheOptionThereIsOneLogin() {
        ProbeRequest.Builder once = ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .allowCleartextCredentials();
        LoginsByMechanism seen = probe(once, talk(OFFER, "CRAM-MD5", NO));
        assertThat(seen.memory().connections()).isOne();
        assertThat(seen.report().has("auth.every-mechanism")).isFalse();
        assertThat(seen.report().has("auth.other-mechanism")).isTrue();
    }

    /** A message goes once, with the first login. */
    @Test
    void aMessageIsNeverSentAgain() {
        LoginsByMechanism seen = probe(
                request().envelope("ada@example.com", "bob@example.com").message("Subject: x\r\n\r\nx\r\n".getBytes()),
                hello(OFFER) + login("CRAM-MD5") + YES
                        + "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n"
                        + "C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: x\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", NO));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN works", "LOGIN refused");
        assertThat(seen.report().attempts().stream()
                        .flatMap(each -> each.facts(MessageTransfer.class).stream())
                        .count())
                .isEqualTo(seen.report()
                        .attempts()
                        .get(0)
                        .facts(MessageTransfer.class)
                        .size());
        assertThat(seen.report().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void onlyWhatIsOfferedInsideTlsCountsWhereThereIsTls() {
        String inside = "C~ EHLO x\nS~ 250-mx\nS~ 250 AUTH PLAIN LOGIN\n";
        String clear =
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250-AUTH CRAM-MD5\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                        + "* tls any\n" + inside;
        String bye = "C~ QUIT\nS~ 221 bye\n";
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                Script.parse(clear + "C~ AUTH PLAIN [redacted]\nS~ 235 ok\n" + bye),
                Script.parse(clear + login("LOGIN").replace(": ", "~ ") + "S~ 535 5.7.8 no\n" + bye));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST, 587)
                        .connectTo("127.0.0.1")
                        .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                        .tryEveryMechanism()
                        .build());
        Invariants.check(report);
        LoginsByMechanism seen = new LoginsByMechanism(report, memory);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(seen.logins()).containsExactly("PLAIN works", "LOGIN refused");
        assertThat(seen.listed().summary()).doesNotContain("CRAM-MD5");
    }

    @Test
    void aMechanismThatIsNotOfferedAgainIsNotSent() {
        LoginsByMechanism seen = probe(
                request().authEvenIfNotOffered(),
                talk(OFFER, "CRAM-MD5", YES),
                hello("CRAM-MD5 LOGIN") + "C: QUIT\nS: 221 bye\n",
                talk("LOGIN X-NEW", "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN no-common-mechanism", "LOGIN works");
        assertThat(seen.listed().summary()).contains("PLAIN (the server did not offer it again)");
    }

    @Test
    void oneThatIsOfferedTwiceIsTriedOnceAndOddNamesAreNotTried() {
        String odd = "plain PLAIN \u00fcml PLAIN PLAIN\u0001 =PLAIN " + "X".repeat(300) + " LOGIN login";
        LoginsByMechanism seen = probe(
                request(),
                talk(odd.replace("\u00fcml", "\\xFCml").replace("\u0001", "\\x01"), "PLAIN", YES),
                talk("LOGIN", "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("PLAIN works", "LOGIN works");
    }

    @Test
    void theNamesOfTheRequestBoundWhatIsTried() {
        LoginsByMechanism seen =
                probe(request().mechanisms("LOGIN", "PLAIN"), talk(OFFER, "LOGIN", YES), talk(OFFER, "PLAIN", YES));
        assertThat(seen.logins()).containsExactly("LOGIN works", "PLAIN works");
        assertThat(seen.listed().summary()).contains("CRAM-MD5 (the request does not allow it)");
    }

    @Test
    void credentialsThatMayNotCrossClearTextDoNotCrossItForAnyMechanism() {
        ProbeRequest.Builder careful = ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .tryEveryMechanism();
        LoginsByMechanism seen = probe(careful, hello(OFFER) + "C: QUIT\nS: 221 bye\n");
        assertThat(seen.memory().connections()).isOne();
        assertThat(seen.listed().summary())
                .doesNotContain("accepted")
                .contains("CRAM-MD5 (the connection is not encrypted), PLAIN (the connection is not encrypted)");
    }
}
