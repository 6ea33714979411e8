/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one step of a conversation came to, in the order of the wire. New kinds may come in a minor release: ask an
 * {@link Attempt} for the kind you want rather than switching over all.
 */
public sealed interface Fact {
    /** {@return the step} */
    Stage stage();

    /** {@return how it ended} */
    Outcome outcome();

    /** {@return how long it took} */
    Duration took();

    /**
     * The TCP connection.
     *
     * @param outcome how it ended
     * @param took    how long it took
     */
    record Connect(Outcome outcome, Duration took) implements Fact {
        @Override
        public Stage stage() {
            return Stage.CONNECT;
        }
    }

    /**
     * The greeting.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param firstOctets the first octets of what is no greeting, printable; empty after a real one
     */
    record Greeting(Outcome outcome, Duration took, String firstOctets) implements Fact {
        @Override
        public Stage stage() {
            return Stage.GREETING;
        }
    }

    /**
     * EHLO or HELO.
     *
     * @param outcome      how it ended
     * @param took         how long it took
     * @param verb         {@code EHLO} or {@code HELO}
     * @param encrypted    whether it was asked inside TLS
     * @param capabilities what is offered in this layer
     */
    record Ehlo(Outcome outcome, Duration took, String verb, boolean encrypted, Capabilities capabilities)
            implements Fact {
        @Override
        public Stage stage() {
            return Stage.EHLO;
        }
    }

    /**
     * STARTTLS, up to its reply.
     *
     * @param outcome how it ended
     * @param took    how long it took
     */
    record StartTls(Outcome outcome, Duration took) implements Fact {
        @Override
        public Stage stage() {
            return Stage.STARTTLS;
        }
    }

    /**
     * The TLS handshake.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param tls     what it showed, also where it failed
     */
    record TlsHandshake(Outcome outcome, Duration took, TlsOutcome tls) implements Fact {
        @Override
        public Stage stage() {
            return Stage.TLS;
        }
    }

    /**
     * AUTH.
     *
     * @param outcome   how it ended
     * @param took      how long it took
     * @param mechanism the mechanism tried, if any
     * @param offered   the mechanisms that the server offers in this layer
     * @param known     the mechanisms that we could have used with these credentials, in our order
     * @param judged    whether the server has judged the credentials
     * @param error     what an OAuth server said of the token
     * @param token     what the token says of itself
     */
    record Authentication(
            Outcome outcome,
            Duration took,
            Optional<String> mechanism,
            List<String> offered,
            List<String> known,
            boolean judged,
            Optional<OAuthError> error,
            Optional<TokenClaims> token)
            implements Fact {
        /**
         * Makes a fact.
         *
         * @param outcome   how it ended
         * @param took      how long it took
         * @param mechanism the mechanism tried
         * @param offered   the server's mechanisms
         * @param known     our mechanisms
         * @param judged    whether the credentials were judged
         * @param error     the OAuth error
         * @param token     the token's claims
         */
        public Authentication {
            offered = List.copyOf(offered);
            known = List.copyOf(known);
        }

        /** {@return whether the mechanism is one for bearer tokens: OAUTHBEARER (RFC 7628), or XOAUTH2 before it} */
        public boolean byToken() {
            return mechanism
                    .filter(each -> each.equalsIgnoreCase("XOAUTH2") || each.equalsIgnoreCase("OAUTHBEARER"))
                    .isPresent();
        }

        @Override
        public Stage stage() {
            return Stage.AUTH;
        }
    }

    /**
     * MAIL FROM.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param sender  the mailbox; empty for the null reverse-path
     */
    record MailFrom(Outcome outcome, Duration took, Optional<Mailbox> sender) implements Fact {
        @Override
        public Stage stage() {
            return Stage.MAIL_FROM;
        }
    }

    /**
     * RCPT TO, one fact for each recipient.
     *
     * @param outcome   how it ended
     * @param took      how long it took
     * @param recipient the mailbox
     */
    record RcptTo(Outcome outcome, Duration took, Mailbox recipient) implements Fact {
        @Override
        public Stage stage() {
            return Stage.RCPT_TO;
        }
    }

    /**
     * DATA and the message.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param stage   {@link Stage#DATA} if it ended before the message was sent, else {@link Stage#END_OF_DATA}
     */
    record MessageTransfer(Outcome outcome, Duration took, Stage stage) implements Fact {}

    /**
     * RSET.
     *
     * @param outcome how it ended
     * @param took    how long it took
     */
    record Rset(Outcome outcome, Duration took) implements Fact {
        @Override
        public Stage stage() {
            return Stage.RSET;
        }
    }

    /**
     * QUIT.
     *
     * @param outcome how it ended
     * @param took    how long it took
     */
    record Quit(Outcome outcome, Duration took) implements Fact {
        @Override
        public Stage stage() {
            return Stage.QUIT;
        }
    }

    /**
     * A reply in a pasted text to a command that the text does not show, or that is no step of a probe, such as VRFY.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param about   the step that the words of the reply are about, where they tell; whether it came there is not known
     * @param command the command, if it is shown; else empty
     */
    record UnplacedReply(Outcome outcome, Duration took, Optional<Stage> about, String command) implements Fact {
        /** {@return the step that the reply is about; where that is not known, the last one} */
        @Override
        public Stage stage() {
            return about.orElse(Stage.END_OF_DATA);
        }
    }
}
