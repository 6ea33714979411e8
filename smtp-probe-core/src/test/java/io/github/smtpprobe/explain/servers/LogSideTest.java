/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same program names a server and a client in the same form; the line tells which of the two it was. */
class LogSideTest {
    private static final List<String> SENDERS = List.of(
            "1rZq3s-0001Ab-2x => bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.33] C=\"250"
                    + " OK\"",
            "1rZq3s-0001Ab-2x -> eve@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.33] C=\"250"
                    + " OK\"",
            "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.33] CV=yes:"
                    + " SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 no",
            "1rZq3s-0001Ab-2x ** bob@example.org: Unrouteable address",
            "** bob@example.org F=<ann@example.com> R=dnslookup T=remote_smtp: retry timeout exceeded",
            "1rZq3s-0001Ab-2x == bob@example.org R=dnslookup T=remote_smtp defer (-44): SMTP error from remote mail"
                    + " server after RCPT TO:<bob@example.org>: host mx.example.org [192.0.2.33]: 450 later",
            "1rZq3s-00000001Ab2-2xYz == bob@example.org R=dnslookup T=remote_smtp defer (110): Connection timed"
                    + " out",
            "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.33]: SMTP error from remote mail server after initial"
                    + " connection: 554 no",
            "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.33] Connection refused",
            "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.33]: SMTP timeout after initial connection",
            "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.33] TLS session: (SSL_connect): error",
            "plain authenticator failed H=smtp.example.com [198.51.100.9] 535 no",
            "1rZq3s-0001Ab-2x TLS error on connection to mx.example.org [192.0.2.33] (SSL_connect): error",
            "H=pc.example.com [198.51.100.7] sender verify fail for <ann@example.com>: response to \"RCPT"
                    + " TO:<ann@example.com>\" from mx.example.com [192.0.2.9] was: 550 no",
            "mx postfix/smtp[9]: 4F00AA: to=<bob@example.net>, relay=mx.example.net[192.0.2.7]:25, status=bounced"
                    + " (no)",
            "mx postfix/lmtp[9]: 4F00AA: to=<bob@example.net>, relay=dovecot[private/lmtp], status=deferred (no)",
            "mx sendmail[9]: x68: to=<bob@example.net>, mailer=esmtp, relay=mx.example.net. [192.0.2.7], stat=no",
            "mx sendmail[9]: STARTTLS=client, relay=mx.example.net., version=TLSv1.3, verify=FAIL",
            "puffy smtpd[33]: 7b6a mta delivery evpid=1 to=<bob@example.org> relay=\"192.0.2.50 (mx.example.org)\""
                    + " result=\"TempFail\" stat=\"450 later\"",
            "puffy smtpd[33]: 7b6a mta connecting address=smtp://192.0.2.50:25 host=mx.example.org",
            "delivery 5: failure: 192.0.2.7_does_not_like_recipient./",
            "l=info m=\"delivery failed\" pkg=queue host=mx.example.org",
            "sender verify fail for <ann@example.com>: host mx.example.com [192.0.2.9]: 550 no",
            "remote host mx.example.com [192.0.2.9] closed connection in response to EHLO pc",
            "    (Deferred: Connection refused by mx.example.org.)",
            "mx courieresmtp: id=0001,from=<ann@example.com>,addr=<bob@example.org>: 550 no");

    private static final List<String> SERVERS = List.of(
            "1rZq3s-0001Ab-2x <= ann@example.com H=pc.example.com (pc) [198.51.100.7] P=esmtpsa A=plain:ann S=12",
            "H=pc.example.com (pc) [198.51.100.7] F=<ann@example.com> temporarily rejected RCPT <bob@example.net>:"
                    + " later",
            "H=pc.example.com ([10.0.0.7]) [198.51.100.7]:5025 I=[192.0.2.1]:25 X=TLS1.3:A:256 CV=no"
                    + " F=<ann@example.com> A=plain:ann rejected RCPT <bob@example.net>: no",
            "1rZq3s-0001Ab-2x H=pc.example.com [198.51.100.7] F=<ann@example.com> rejected after DATA: no",
            "H=[198.51.100.7] rejected EHLO or HELO pc: no",
            "H=pc.example.com [198.51.100.7] Warning: something",
            "rejected connection in \"connect\" ACL: no",
            "plain_login authenticator failed for (pc) [198.51.100.7]:5025: 535 Incorrect authentication data",
            "no host name found for IP address 198.51.100.7",
            "TLS error on connection from pc.example.com [198.51.100.7] (SSL_accept): error",
            "SMTP connection from pc.example.com [198.51.100.7] lost while reading message data (header)",
            "SMTP call from pc.example.com [198.51.100.7] dropped: too many syntax or protocol errors",
            "SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection"
                    + " from H=pc.example.com [198.51.100.7] input=\"EHLO\"",
            "mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from pc.example.com[198.51.100.7]: 554 no;"
                    + " from=<a@example.com> to=<bob@example.net> proto=ESMTP",
            "mx postfix/submission/smtpd[9]: lost connection after AUTH from pc[198.51.100.7]",
            "mx postfix/cleanup[9]: 4F00AA: milter-reject: END-OF-MESSAGE from pc[198.51.100.7]: 5.7.1 no",
            "mx sendmail[9]: 2AC98: ruleset=check_rcpt, arg1=<bob@example.net>, relay=pc [198.51.100.7],"
                    + " reject=550 no",
            "mx sendmail[9]: 2AC98: from=<ann@example.com>, size=120, class=0, nrcpts=1, relay=pc [198.51.100.7]",
            "mx sendmail[9]: STARTTLS=server, relay=pc [198.51.100.7], version=TLSv1.3",
            "puffy smtpd[33]: 7b6a smtp connected address=198.51.100.7 host=pc.example.com",
            "puffy smtpd[33]: 7b6a smtp failed-command command=\"RCPT TO:<bob@example.org>\" result=\"550 no\"",
            "[INFO] [core] connect ip=198.51.100.7 port=5025",
            "l=info m=\"command error\" pkg=smtpserver remote=198.51.100.7:5025",
            "TLS error on connection from pc.example.com [198.51.100.7] (SSL_accept): error",
            "no host name found for IP address 198.51.100.7",
            "Connection from pc.example.com [198.51.100.7] refused: too many connections",
            "unexpected disconnection while reading SMTP command from pc [198.51.100.7] D=1s",
            "puffy smtpd[33]: smtp-in: New session 7b6a from host pc.example.com [198.51.100.7]",
            "mx courieresmtpd: error,relay=::ffff:198.51.100.7: 550 no");

    private static Stream<String> senders() {
        return SENDERS.stream();
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aLineOfOneThatSends(String line) {
        assertThat(LogSide.of(line)).isEqualTo(LogSide.SENT);
    }

    private static Stream<String> servers() {
        return SERVERS.stream();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aLineOfAServerAboutItsClient(String line) {
        assertThat(LogSide.of(line)).isEqualTo(LogSide.RECEIVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown",
                "<** 550 5.1.1 no such user",
                "  -> RCPT TO:<bob@example.org>",
                "CLIENT -> SERVER: EHLO pc",
                "=== Connected to mx.example.org.",
                "a == b",
                "smtplib.SMTPRecipientsRefused: {'bob@example.org': (550, b'no')}",
                "host mx.example.org [192.0.2.33]: 550 no",
                "H=mx.example.org [192.0.2.33]"
            })
    void aLineThatDoesNotTell(String line) {
        assertThat(LogSide.of(line)).isEqualTo(LogSide.UNTOLD);
    }

    /** A line without any of a form's signs is not searched, so the pattern must not find anything in one. */
    @Test
    void whatAPatternFindsHasItsSign() throws IOException {
        List<String> lines = logs();
        lines.addAll(SENDERS);
        lines.addAll(SERVERS);
        List<String> missed = new ArrayList<>();
        Set<LogSide.Form> met = new HashSet<>();
        LogSide.forms()
                .forEach(form -> lines.stream()
                        .filter(line -> form.pattern().matcher(line).find())
                        .forEach(line -> {
                            met.add(form);
                            if (!form.in(line)) {
                                missed.add(form.pattern() + " in " + line);
                            }
                        }));
        assertThat(missed).isEmpty();
        assertThat(LogSide.forms().filter(form -> !met.contains(form)).map(LogSide.Form::pattern))
                .isEmpty();
    }

    /** The lines of all logs that the tests have. */
    private static List<String> logs() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String folder : List.of("pasted", "foreign", "captures")) {
            try (Stream<Path> files = Files.walk(Path.of("src/test/resources", folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }
}
