/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that name two causes, of which one holds or both do, and reasons that a server repeats at a later command. */
class TwoCausesTest {
    private static final ReplyCatalogue CATALOGUE = ReplyCatalogue.standard();

    @ParameterizedTest
    @CsvSource({
        "550 unknown domain or unknown recipient, cannot find the domain, has no mailbox",
        "550 no such user or mailbox is full, is full, has no mailbox",
        "550 unknown user or relay denied, does not relay, has no mailbox",
        "550 Unbekannter Benutzer oder Postfach voll, is full, has no mailbox",
        "550 mailbox invalid or temporarily unavailable, has no mailbox, for the time being",
        "450 Mailbox is invalid or temporarily unavailable, has no mailbox, for the time being",
        "550 User unknown or not allowed to receive mail, has no mailbox, may not receive",
        "554 IP address is blacklisted or has no reverse DNS, rejects the IP address, reverse DNS",
        "554 Message is too large or contains a virus, larger than, malicious",
        "550 Sender domain does not exist or SPF failed, cannot find the domain, fails SPF",
        "550 Unknown user / quota exceeded, has no mailbox, is full",
        "550 User unknown/mailbox full, has no mailbox, is full",
        "550 5.1.1 User unknown; or relaying denied, has no mailbox, does not relay",
        "550 Over quota and/or inactive account, is full, is disabled",
        "550 5.7.1 SPF fail / blacklisted IP, fails SPF, rejects the IP address",
        "554 Your IP is blacklisted or has no PTR record, rejects the IP address, reverse DNS",
        "550 HELO name invalid or IP not allowed, the EHLO name, does not accept this client",
        "550 Postfach voll / Empfänger unbekannt, has no mailbox, is full",
        "550 Mailbox full/disabled, is full, is disabled",
        "550 see www.example.com/a/b/c: mailbox not found or access denied, has no mailbox, does not let this client",
        "550 text/plain a/b/c/d 2024/05/06 mailbox not found or access denied, has no mailbox, does not let this client"
    })
    void bothAreTold(String reply, String one, String other) {
        Meaning meaning = CATALOGUE.explain(Stage.RCPT_TO, reply(reply));
        assertThat(meaning.sentence()).containsIgnoringCase(one).containsIgnoringCase(other);
        assertThat(meaning.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(meaning.why()).contains("does not say which");
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.7.1 Relaying denied and your IP is blacklisted, does not relay, rejects the IP address",
        "550 mailbox is full and the account is disabled, is full, is disabled",
        "552 5.2.2 The mailbox is over quota and inactive, is full, is disabled",
        "550 Recipient unknown and sender address not verified, as verified, has no mailbox",
        "550 5.7.1 SPF check failed and no PTR record for 192.0.2.25, fails SPF, reverse DNS name",
        "550 5.7.1 HELO name invalid and no reverse DNS, EHLO name, reverse DNS name",
        "554 Your IP is blacklisted and cannot find your reverse DNS, reverse DNS name, rejects the IP address",
        "550 5.7.1 Your IP is listed on Spamhaus and your sender domain does not exist, rejects the IP address, domain of the sender"
    })
    void bothAreSo(String reply, String one, String other) {
        Meaning meaning = CATALOGUE.explain(Stage.RCPT_TO, reply(reply));
        assertThat(meaning.inGeneral()).containsIgnoringCase(one).containsIgnoringCase(other);
        assertThat(meaning.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(meaning.why()).contains("names both causes").doesNotContain("which");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH, 535 Invalid password or account locked, account is locked, credentials",
        "AUTH, 535 Invalid credentials / account locked, account is locked, credentials",
        "AUTH, '535 Bad username or password, or SMTP AUTH disabled', SMTP is not enabled, credentials",
        "AUTH, 535 Wrong password and/or TLS required, requires TLS, credentials",
        "END_OF_DATA, 550 Invalid sender address / No From header, From or Sender field, accept the sender",
        "END_OF_DATA, 554 5.6.0 Invalid From header / missing Date header, From or Sender field, the format",
        "END_OF_DATA, 554 5.7.1 Message contains spam/virus, as spam, as malicious",
        "MAIL_FROM, 552 5.3.4 Message size file too large or out of disk space, out of disk space, larger than",
        "MAIL_FROM, 550 Sender domain does not exist or SPF failed, cannot find the domain, fails SPF"
    })
    void bothAreToldAtAnyCommand(Stage stage, String reply, String one, String other) {
        assertThat(CATALOGUE.explain(stage, reply(reply)).inGeneral())
                .containsIgnoringCase(one)
                .containsIgnoringCase(other);
    }

    /** An "and" between two things that have one fault, or between a cause and advice or what follows, joins no causes. */
    @ParameterizedTest
    @CsvSource({
        "550 5.7.26 SPF and DKIM did not pass",
        "550 5.1.1 Mailbox not found. Check the address and try again",
        "550 5.7.1 Your IP is blacklisted and will be removed from the list in 24 hours",
        "550 Mailbox disabled and not found",
        "554 5.7.1 Relaying denied and mail will not be accepted",
        "550 5.7.1 Sender and recipient domain are the same",
        "552 5.2.2 Mailbox is full and cannot accept any more mail",
        "552 over quota and is not able to receive mail",
        "552 5.2.2 Mailbox is full and the mailbox cannot accept mail",
        "552 5.2.2 Mailbox is full and currently unavailable"
    })
    void oneIsSo(String reply) {
        Meaning meaning = CATALOGUE.explain(Stage.RCPT_TO, reply(reply));
        assertThat(meaning.remedy()).doesNotContain("For the other cause");
    }

    /** An "or" or a slash between two words for one thing joins no causes. */
    @ParameterizedTest
    @CsvSource({
        "550 Backscatter protection detected an invalid or expired email address",
        "450 4.1.2 Recipient address rejected: Malformed or unexpected name server reply",
        "550 5.1.1 The user or mailbox is unknown",
        "501 Connection Refused: IP Address <192.0.2.25> - HELO/EHLO Invalid or Non-Existent Reverse DNS",
        "550 user/mailbox not found",
        "550 Relaying/forwarding denied",
        "550 5.7.1 SPF/DKIM/DMARC failed",
        "554 Your IP is blocked/blacklisted",
        "450 4.2.1 Mailbox busy / try again later",
        "550 Addressee unknown, relay=mx1.example.com/25",
        "550 5.1.1 Mailbox does not exist / See https://example.com/quota/full"
    })
    void oneIsTold(String reply) {
        Meaning meaning = CATALOGUE.explain(Stage.RCPT_TO, reply(reply));
        assertThat(meaning.remedy()).doesNotContain("For the other cause");
    }

    /** Whoever can do something about one of the causes is to begin with it. */
    @Test
    void theReaderBeginsIfTheReaderCanActOnOneOfThem() {
        assertThat(CATALOGUE
                        .explain(Stage.AUTH, reply("535 Account locked / invalid credentials"))
                        .actor())
                .isEqualTo(Actor.YOU);
    }

    /** Both sides of an "or" are read again, so a reply of nothing else may not have all of its own read. */
    @Test
    void theFourthOrIsNotLookedAt() {
        String causes = "no such user or mailbox is full";
        Meaning third = CATALOGUE.explain(Stage.RCPT_TO, reply("550 " + "one or two. ".repeat(2) + causes));
        Meaning fourth = CATALOGUE.explain(Stage.RCPT_TO, reply("550 " + "one or two. ".repeat(3) + causes));
        assertThat(third.remedy()).contains("For the other cause");
        assertThat(fourth.remedy()).doesNotContain("For the other cause");
    }

    /** Exim says at DATA why it refused all recipients, where it refused them for one reason. */
    @Test
    void theReasonForAllRecipientsIsOneOfTheRecipients() {
        Meaning meaning = CATALOGUE.explain(
                Stage.DATA,
                Reply.of(
                        503,
                        "All RCPT commands were rejected with this error:",
                        "Mailbox quota exceeded",
                        "Valid RCPT command must precede DATA"));
        assertThat(meaning.id()).isEqualTo("recipient.full");
    }

    private static Reply reply(String line) {
        return Reply.of(Integer.parseInt(line.substring(0, 3)), line.substring(4));
    }
}
