/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /** The classes, as users find them, but for the one of kinds that are not known. */
    public static Set<Class<?>> classes() throws Exception {
        return ExportedTypes.all().stream()
                .filter(each -> Fact.class.isAssignableFrom(each) && each != Fact.class && each != OtherFact.class)
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
                Connect.of(outcome, TOOK),
                Greeting.of(outcome, TOOK, text),
                Ehlo.builder(outcome, TOOK)
                        .verb("EHLO")
                        .encrypted(true)
                        .capabilities(Capabilities.of(Reply.of(250, many.toArray(String[]::new))))
                        .build(),
                StartTls.of(outcome, TOOK),
                TlsHandshake.of(outcome, TOOK, TlsInfo.unseen("mx.example.com")),
                Authentication.builder(outcome, TOOK)
                        .mechanism("XOAUTH2")
                        .offered(many)
                        .known(List.of("XOAUTH2"))
                        .error(OAuthError.of(("{\"status\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)))
                        .scram(ScramDetails.builder()
                                .state(ScramDetails.State.SERVER_REFUSED)
                                .iterations(4096)
                                .channelBinding(text)
                                .serverError(text)
                                .build())
                        .judged(true)
                        .build(),
                XClient.of(outcome, TOOK),
                MailFrom.of(outcome, TOOK, Optional.of(ADA)),
                RcptTo.of(outcome, TOOK, ADA),
                MessageTransfer.of(outcome, TOOK, Stage.END_OF_DATA),
                Rset.of(outcome, TOOK),
                Quit.of(outcome, TOOK),
                UnplacedReply.of(outcome, TOOK, Optional.of(Stage.RCPT_TO), text));
    }
}
