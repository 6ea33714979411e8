/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one step of a conversation came to. Immutable and thread-safe.
 *
 * <p>The kinds are the classes nested here, and only the library has more to add: a minor release may bring another, or give one
 * more to tell. So ask an {@link Attempt} for the kind you want, and show the others by what every fact has: {@link #state()},
 * {@link #label()}, {@link #description()} and {@link #asMap()}. A fact is equal to itself alone, since a conversation can take
 * the same step twice; {@link #asMap()} is what can be compared.
 */
public abstract class Fact {
    /** What a fact is to somebody who only wants a mark for it. */
    public enum State {
        /** The step did what it should. */
        PASSED("passed"),
        /** The server said no, or there was no usable answer. */
        FAILED("failed"),
        /** The step was wanted and not taken; {@link Outcome.Skipped#reason()} says why. */
        SKIPPED("skipped"),
        /** Nobody wanted the step, or nobody needed it any more: no failure. */
        NOT_ASKED("not-asked");

        private final String token;

        State(String token) {
            this.token = token;
        }

        static State of(Outcome outcome) {
            if (outcome instanceof Outcome.Skipped skipped) {
                return skipped.reason().harmless() ? NOT_ASKED : SKIPPED;
            }
            return outcome.succeeded() ? PASSED : FAILED;
        }

        /** {@return the stable token, such as {@code not-asked}} */
        public String token() {
            return token;
        }
    }

    private final String kind;
    private final Stage stage;
    private final Outcome outcome;
    private final Duration took;

    Fact(String kind, Stage stage, Outcome outcome, Duration took) {
        this.kind = kind;
        this.stage = Objects.requireNonNull(stage, "stage");
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.took = Objects.requireNonNull(took, "took");
    }

    /** {@return the stable token of its kind, such as {@code tls-handshake}} */
    public final String kind() {
        return kind;
    }

    /** {@return the step} */
    public final Stage stage() {
        return stage;
    }

    /** {@return how it ended} */
    public final Outcome outcome() {
        return outcome;
    }

    /** {@return how long it took; zero where it was not taken, and in a pasted text} */
    public final Duration took() {
        return took;
    }

    /** {@return how it ended, in one of four words} */
    public final State state() {
        return State.of(outcome);
    }

    /** {@return the step in words, with what was asked, such as {@code RCPT TO <ada@example.com>}; safe to show} */
    public String label() {
        return FactWords.name(stage);
    }

    /** {@return what came of it in one line: the reply, what it showed, or why there is none; safe to show, may be empty} */
    public final String description() {
        return FactWords.of(this);
    }

    /** {@return plain maps, lists, strings, numbers and booleans, as in {@link ProbeReport#asMap()}} */
    public final Map<String, Object> asMap() {
        Node node = FactMap.begin(this);
        values(node);
        return node.map();
    }

    /** Puts down what only this kind has. */
    void values(Node node) {}

    /** What a success showed, in one line. */
    String success() {
        return FactWords.reply(outcome);
    }

    /** The step at which it happened; empty where that is not known. */
    Optional<Stage> place() {
        return Optional.of(stage);
    }

    /** {@return label and description} */
    @Override
    public final String toString() {
        return (label() + ": " + description()).strip();
    }

    /** The TCP connection. */
    public static final class Connect extends Fact {
        private final Optional<InetAddress> localAddress;

        private Connect(Outcome outcome, Duration took, Optional<InetAddress> localAddress) {
            super("connect", Stage.CONNECT, outcome, took);
            this.localAddress = localAddress;
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return the fact
         */
        public static Connect of(Outcome outcome, Duration took) {
            return new Connect(outcome, took, Optional.empty());
        }

        /**
         * Makes a fact of a connection of which our end is known.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @param local   our end's address
         * @return the fact
         */
        public static Connect of(Outcome outcome, Duration took, InetAddress local) {
            return new Connect(outcome, took, Optional.of(Objects.requireNonNull(local, "local")));
        }

        /**
         * {@return our end's address; empty where there was no connection, or where a transport does not know} A server behind a
         * router sees another one.
         */
        public Optional<InetAddress> localAddress() {
            return localAddress;
        }

        @Override
        void values(Node node) {
            localAddress.ifPresent(known -> node.put("localAddress", AddressLiteral.text(known)));
        }
    }

    /** The greeting. */
    public static final class Greeting extends Fact {
        private final String firstOctets;

        private Greeting(Outcome outcome, Duration took, String firstOctets) {
            super("greeting", Stage.GREETING, outcome, took);
            this.firstOctets = Objects.requireNonNull(firstOctets, "firstOctets");
        }

        /**
         * Makes a fact.
         *
         * @param outcome     how it ended
         * @param took        how long it took
         * @param firstOctets of what is no greeting, printable; empty after a real one
         * @return the fact
         */
        public static Greeting of(Outcome outcome, Duration took, String firstOctets) {
            return new Greeting(outcome, took, firstOctets);
        }

        /** {@return the first octets of what is no greeting, printable; empty after a real one} */
        public String firstOctets() {
            return firstOctets;
        }

        @Override
        void values(Node node) {
            node.text("firstOctets", firstOctets);
        }
    }

    /** EHLO or HELO. */
    public static final class Ehlo extends Fact {
        private final Builder given;

        private Ehlo(Builder given) {
            super("ehlo", Stage.EHLO, given.outcome, given.took);
            this.given = given;
        }

        /**
         * Begins a fact of EHLO in clear text, after which nothing is offered.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return a builder
         */
        public static Builder builder(Outcome outcome, Duration took) {
            return new Builder(outcome, took);
        }

        /** {@return {@code EHLO} or {@code HELO}} */
        public String verb() {
            return given.verb;
        }

        /** {@return whether it was asked inside TLS} */
        public boolean encrypted() {
            return given.encrypted;
        }

        /** {@return what is offered in this layer} */
        public Capabilities capabilities() {
            return given.capabilities;
        }

        @Override
        public String label() {
            return verb() + (encrypted() ? " inside TLS" : "");
        }

        @Override
        String success() {
            return FactWords.offered(this);
        }

        @Override
        void values(Node node) {
            node.put("verb", verb()).put("encrypted", encrypted());
            if (outcome().succeeded()) {
                node.put("capabilities", FactMap.capabilities(capabilities()));
            }
        }

        /** Collects what belongs to a fact of EHLO. Not thread-safe; may be used again after {@link #build()}. */
        public static final class Builder {
            private final Outcome outcome;
            private final Duration took;
            private String verb = "EHLO";
            private boolean encrypted;
            private Capabilities capabilities = Capabilities.NONE;

            private Builder(Outcome outcome, Duration took) {
                this.outcome = Objects.requireNonNull(outcome, "outcome");
                this.took = Objects.requireNonNull(took, "took");
            }

            private Builder copy() {
                return new Builder(outcome, took)
                        .verb(verb)
                        .encrypted(encrypted)
                        .capabilities(capabilities);
            }

            /**
             * Sets the verb.
             *
             * @param verb {@code EHLO} or {@code HELO}
             * @return this builder
             */
            public Builder verb(String verb) {
                this.verb = Objects.requireNonNull(verb, "verb");
                return this;
            }

            /**
             * Sets the layer.
             *
             * @param encrypted whether it was asked inside TLS
             * @return this builder
             */
            public Builder encrypted(boolean encrypted) {
                this.encrypted = encrypted;
                return this;
            }

            /**
             * Sets what is offered.
             *
             * @param capabilities of this layer
             * @return this builder
             */
            public Builder capabilities(Capabilities capabilities) {
                this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
                return this;
            }

            /** {@return the fact} */
            public Ehlo build() {
                return new Ehlo(copy());
            }
        }
    }

    /** STARTTLS, up to its reply. */
    public static final class StartTls extends Fact {
        private StartTls(Outcome outcome, Duration took) {
            super("starttls", Stage.STARTTLS, outcome, took);
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return the fact
         */
        public static StartTls of(Outcome outcome, Duration took) {
            return new StartTls(outcome, took);
        }
    }

    /** The TLS handshake. */
    public static final class TlsHandshake extends Fact {
        private final TlsInfo tls;

        private TlsHandshake(Outcome outcome, Duration took, TlsInfo tls) {
            super("tls-handshake", Stage.TLS, outcome, took);
            this.tls = Objects.requireNonNull(tls, "tls");
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @param tls     what it showed, also where it failed
         * @return the fact
         */
        public static TlsHandshake of(Outcome outcome, Duration took, TlsInfo tls) {
            return new TlsHandshake(outcome, took, tls);
        }

        /** {@return what it showed, also where it failed} */
        public TlsInfo tls() {
            return tls;
        }

        @Override
        String success() {
            return tls.protocol().orElse("") + " " + tls.cipherSuite().orElse("");
        }

        @Override
        void values(Node node) {
            if (!(outcome() instanceof Outcome.Skipped)) {
                node.put("tls", TlsMap.of(tls));
            }
        }
    }

    /** AUTH. */
    public static final class Authentication extends Fact {
        private final Builder given;

        private Authentication(Builder given) {
            super("authentication", Stage.AUTH, given.outcome, given.took);
            this.given = given;
        }

        /**
         * Begins a fact of credentials that no server has judged.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return a builder
         */
        public static Builder builder(Outcome outcome, Duration took) {
            return new Builder(outcome, took);
        }

        /** {@return the mechanism tried, if any} */
        public Optional<String> mechanism() {
            return given.mechanism;
        }

        /** {@return the mechanisms that the server offers in this layer} */
        public List<String> offered() {
            return given.offered;
        }

        /** {@return the mechanisms that we could have used with these credentials, in our order} */
        public List<String> known() {
            return given.known;
        }

        /** {@return whether the server has judged the credentials} */
        public boolean judged() {
            return given.judged;
        }

        /** {@return what an OAuth server said of the token} */
        public Optional<OAuthError> error() {
            return given.error;
        }

        /** {@return what the token says of itself} */
        public Optional<TokenClaims> token() {
            return given.token;
        }

        /** {@return whether the mechanism is one for bearer tokens: OAUTHBEARER (RFC 7628), or XOAUTH2 before it} */
        public boolean byToken() {
            return mechanism()
                    .filter(each -> each.equalsIgnoreCase("XOAUTH2") || each.equalsIgnoreCase("OAUTHBEARER"))
                    .isPresent();
        }

        @Override
        public String label() {
            return "AUTH" + mechanism().map(name -> " " + name).orElse("");
        }

        @Override
        void values(Node node) {
            node.put("mechanism", mechanism())
                    .put("offeredMechanisms", offered())
                    .put("knownMechanisms", known())
                    .put("credentialsJudged", judged())
                    .put("oauthError", error().map(FactMap::error))
                    .put("tokenClaims", token().map(FactMap::token));
        }

        /** Collects what belongs to a fact of AUTH. Not thread-safe; may be used again after {@link #build()}. */
        public static final class Builder {
            private final Outcome outcome;
            private final Duration took;
            private Optional<String> mechanism = Optional.empty();
            private List<String> offered = List.of();
            private List<String> known = List.of();
            private boolean judged;
            private Optional<OAuthError> error = Optional.empty();
            private Optional<TokenClaims> token = Optional.empty();

            private Builder(Outcome outcome, Duration took) {
                this.outcome = Objects.requireNonNull(outcome, "outcome");
                this.took = Objects.requireNonNull(took, "took");
            }

            private Builder copy() {
                Builder copy =
                        new Builder(outcome, took).offered(offered).known(known).judged(judged);
                copy.mechanism = mechanism;
                copy.error = error;
                copy.token = token;
                return copy;
            }

            /**
             * Sets the mechanism.
             *
             * @param mechanism that was tried
             * @return this builder
             */
            public Builder mechanism(String mechanism) {
                this.mechanism = Optional.of(Objects.requireNonNull(mechanism, "mechanism"));
                return this;
            }

            /**
             * Sets what the server has.
             *
             * @param offered mechanisms of this layer
             * @return this builder
             */
            public Builder offered(List<String> offered) {
                this.offered = Arguments.copy(offered, "offered");
                return this;
            }

            /**
             * Sets what we have.
             *
             * @param known mechanisms for these credentials, in our order
             * @return this builder
             */
            public Builder known(List<String> known) {
                this.known = Arguments.copy(known, "known");
                return this;
            }

            /**
             * Sets whether the credentials are used up.
             *
             * @param judged whether the server has judged them
             * @return this builder
             */
            public Builder judged(boolean judged) {
                this.judged = judged;
                return this;
            }

            /**
             * Sets what is wrong with the token.
             *
             * @param error what an OAuth server said of it
             * @return this builder
             */
            public Builder error(OAuthError error) {
                this.error = Optional.of(Objects.requireNonNull(error, "error"));
                return this;
            }

            /**
             * Sets what the token tells.
             *
             * @param token what it says of itself
             * @return this builder
             */
            public Builder token(TokenClaims token) {
                this.token = Optional.of(Objects.requireNonNull(token, "token"));
                return this;
            }

            /** {@return the fact} */
            public Authentication build() {
                return new Authentication(copy());
            }
        }
    }

    /** MAIL FROM. */
    public static final class MailFrom extends Fact {
        private final Optional<Mailbox> sender;

        private MailFrom(Outcome outcome, Duration took, Optional<Mailbox> sender) {
            super("mail-from", Stage.MAIL_FROM, outcome, took);
            this.sender = Objects.requireNonNull(sender, "sender");
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @param sender  the mailbox; empty for the null reverse-path
         * @return the fact
         */
        public static MailFrom of(Outcome outcome, Duration took, Optional<Mailbox> sender) {
            return new MailFrom(outcome, took, sender);
        }

        /** {@return the mailbox; empty for the null reverse-path} */
        public Optional<Mailbox> sender() {
            return sender;
        }

        @Override
        public String label() {
            return "MAIL FROM" + sender.map(FactWords::path).orElse(" <>");
        }

        @Override
        void values(Node node) {
            node.put("sender", sender.map(Mailbox::wire).orElse(""));
        }
    }

    /** RCPT TO, one fact for each recipient. */
    public static final class RcptTo extends Fact {
        private final Mailbox recipient;

        private RcptTo(Outcome outcome, Duration took, Mailbox recipient) {
            super("rcpt-to", Stage.RCPT_TO, outcome, took);
            this.recipient = Objects.requireNonNull(recipient, "recipient");
        }

        /**
         * Makes a fact.
         *
         * @param outcome   how it ended
         * @param took      how long it took
         * @param recipient the mailbox
         * @return the fact
         */
        public static RcptTo of(Outcome outcome, Duration took, Mailbox recipient) {
            return new RcptTo(outcome, took, recipient);
        }

        /** {@return the mailbox} */
        public Mailbox recipient() {
            return recipient;
        }

        @Override
        public String label() {
            return "RCPT TO" + FactWords.path(recipient);
        }

        @Override
        void values(Node node) {
            node.put("recipient", recipient.wire());
        }
    }

    /** DATA and the message. Its stage is {@link Stage#DATA} if it ended before the message was sent. */
    public static final class MessageTransfer extends Fact {
        private MessageTransfer(Outcome outcome, Duration took, Stage stage) {
            super("message-transfer", stage, outcome, took);
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @param stage   {@link Stage#DATA} if it ended before the message was sent, else {@link Stage#END_OF_DATA}
         * @return the fact
         * @throws IllegalArgumentException if the stage is another
         */
        public static MessageTransfer of(Outcome outcome, Duration took, Stage stage) {
            if (Objects.requireNonNull(stage, "stage") != Stage.DATA && stage != Stage.END_OF_DATA) {
                throw new IllegalArgumentException("stage: " + stage + " transfers no message");
            }
            return new MessageTransfer(outcome, took, stage);
        }
    }

    /** RSET. */
    public static final class Rset extends Fact {
        private Rset(Outcome outcome, Duration took) {
            super("rset", Stage.RSET, outcome, took);
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return the fact
         */
        public static Rset of(Outcome outcome, Duration took) {
            return new Rset(outcome, took);
        }
    }

    /** QUIT. */
    public static final class Quit extends Fact {
        private Quit(Outcome outcome, Duration took) {
            super("quit", Stage.QUIT, outcome, took);
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @return the fact
         */
        public static Quit of(Outcome outcome, Duration took) {
            return new Quit(outcome, took);
        }
    }

    /** A reply in a pasted text to a command that the text does not show, or that is no step of a probe, such as VRFY. */
    public static final class UnplacedReply extends Fact {
        private final Optional<Stage> about;
        private final String command;

        /** Where nobody knows what it is about, it stands last. */
        private UnplacedReply(Outcome outcome, Duration took, Optional<Stage> about, String command) {
            super("unplaced-reply", about.orElse(Stage.END_OF_DATA), outcome, took);
            this.about = about;
            this.command = Objects.requireNonNull(command, "command");
        }

        /**
         * Makes a fact.
         *
         * @param outcome how it ended
         * @param took    how long it took
         * @param about   the step that the words of the reply are about, where they tell
         * @param command the command, if it is shown; else empty
         * @return the fact
         */
        public static UnplacedReply of(Outcome outcome, Duration took, Optional<Stage> about, String command) {
            return new UnplacedReply(outcome, took, Objects.requireNonNull(about, "about"), command);
        }

        /** {@return the step that the words of the reply are about, where they tell; whether it came there is not known} */
        public Optional<Stage> about() {
            return about;
        }

        /** {@return the command, if it is shown; else empty} */
        public String command() {
            return command;
        }

        @Override
        public String label() {
            return command.isEmpty() ? "a command that is not shown" : FactWords.line(command);
        }

        @Override
        Optional<Stage> place() {
            return Optional.empty();
        }

        @Override
        void values(Node node) {
            node.put("aboutStage", about.map(Stage::token)).text("command", command);
        }
    }
}
