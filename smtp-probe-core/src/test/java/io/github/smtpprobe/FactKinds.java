/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A fact of each kind there is. */
public final class FactKinds {
    private static final Duration TOOK = Duration.ofMillis(3);
    private static final Mailbox ADA = Mailbox.parse("ada@example.com");

    private FactKinds() {}

    /** The classes, as users find them. */
    public static Set<Class<?>> classes() {
        return Arrays.stream(Fact.class.getClasses())
                .filter(Fact.class::isAssignableFrom)
                .collect(Collectors.toSet());
    }

    /**
     * One of each.
     *
     * @param outcome of all
     * @param text    wherever a kind has words of somebody else
     */
    public static List<Fact> all(Outcome outcome, String text) {
        List<String> many = Collections.nCopies(20, text);
        return List.of(
                Fact.Connect.of(outcome, TOOK),
                Fact.Greeting.of(outcome, TOOK, text),
                Fact.Ehlo.builder(outcome, TOOK)
                        .verb("EHLO")
                        .encrypted(true)
                        .capabilities(Capabilities.of(Reply.of(250, many.toArray(String[]::new))))
                        .build(),
                Fact.StartTls.of(outcome, TOOK),
                Fact.TlsHandshake.of(outcome, TOOK, TlsInfo.unseen("mx.example.com")),
                Fact.Authentication.builder(outcome, TOOK)
                        .mechanism("XOAUTH2")
                        .offered(many)
                        .known(List.of("XOAUTH2"))
                        .error(OAuthError.of(("{\"status\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)))
                        .judged(true)
                        .build(),
                Fact.MailFrom.of(outcome, TOOK, Optional.of(ADA)),
                Fact.RcptTo.of(outcome, TOOK, ADA),
                Fact.MessageTransfer.of(outcome, TOOK, Stage.END_OF_DATA),
                Fact.Rset.of(outcome, TOOK),
                Fact.Quit.of(outcome, TOOK),
                Fact.UnplacedReply.of(outcome, TOOK, Optional.of(Stage.RCPT_TO), text));
    }
}
