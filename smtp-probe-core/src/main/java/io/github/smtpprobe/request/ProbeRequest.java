/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What to probe. Immutable and thread-safe; made by a builder that checks everything at {@link Builder#build()}, before any I/O.
 *
 * <pre>{@code
 * ProbeRequest request = ProbeRequest.to("smtp.example.com", 587)
 *         .password("ada@example.com", password)
 *         .envelope("ada@example.com", "postmaster@example.com")
 *         .build();
 * }</pre>
 */
public final class ProbeRequest {
    private final Builder given;
    private final Checked checked;

    ProbeRequest(Builder given, Checked checked) {
        this.given = given;
        this.checked = checked;
    }

    /**
     * Probes a server on the submission ladder (587, 465, 2525) until a port works.
     *
     * @param host a name, or an address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @return a builder
     */
    public static Builder to(String host) {
        return new Builder(host, false, PortPlan.submission()).coverage(Coverage.FIRST_PASS);
    }

    /**
     * Probes one port of a server in the port's natural mode: implicit TLS on 465, STARTTLS elsewhere.
     *
     * @param host a name, or an address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @param port 1 to 65535
     * @return a builder
     */
    public static Builder to(String host, int port) {
        return new Builder(host, false, PortPlan.of(port));
    }

    /**
     * Probes the mail exchangers of a domain on port 25, with STARTTLS if it is offered (RFC 5321 §5.1).
     *
     * @param domain the part of a mailbox behind the @
     * @return a builder
     */
    public static Builder toMxOf(String domain) {
        return new Builder(domain, true, PortPlan.relay());
    }

    /**
     * Probes the server that a program sends through, by its settings of Jakarta Mail or Spring Boot.
     *
     * @param properties such as {@code java.util.Properties} or a map; names that are no mail settings are passed over
     * @return the request to complete, and what is unknown, dangerous or wrong in the settings
     */
    public static MailProperties fromMailProperties(Map<?, ?> properties) {
        return MailRequest.read(Objects.requireNonNull(properties, "properties"));
    }

    /** {@return a builder that holds all that this request holds} */
    public Builder toBuilder() {
        Builder copy = given.copy();
        copy.trustRead = checked.trust().orElse(null);
        return copy;
    }

    /** {@return what is probed} */
    public Target target() {
        return checked.target();
    }

    /** {@return the ports with their modes} */
    public PortPlan ports() {
        return checked.ports();
    }

    /** {@return how many routes are tried} */
    public Coverage coverage() {
        return given.coverage;
    }

    /** {@return the last step to take, if not all} */
    public Optional<Stage> stopAfter() {
        return Given.of(given.stopAfter);
    }

    /** {@return the name for EHLO; empty: the address literal of our end of the connection, or of
     * the source that was chosen for {@link #proxyHeader}} */
    public Optional<String> heloName() {
        return checked.heloName();
    }

    /** {@return the only verb to say hello by; empty: EHLO, and HELO where that is not known, or LHLO in LMTP} */
    public Optional<String> helloVerb() {
        return Given.of(given.helloVerb);
    }

    /** {@return the attributes for XCLIENT, by their names in upper case; none: it is not sent} */
    public Map<String, String> xclient() {
        return checked.xclient();
    }

    /** {@return whether LMTP is spoken instead of SMTP} */
    public boolean speaksLmtp() {
        return given.lmtp;
    }

    /** {@return whether a silent or strange port is looked at a second time} */
    public boolean looksTwice() {
        return given.secondLook;
    }

    /** {@return whether reverse names are looked up} */
    public boolean looksUpReverseNames() {
        return given.reverseNames;
    }

    /** {@return settings that hold whom the request trusts, instead of the probe's own; only their trust counts} */
    public Optional<TlsSettings> trust() {
        return checked.trust();
    }

    /** {@return the credentials; reports and checks never see them} */
    public Optional<Credentials> credentials() {
        return Given.of(given.credentials);
    }

    /** {@return the kind of the credentials, as it was when the request was built} */
    public Optional<String> credentialsKind() {
        return checked.credentialsKind();
    }

    /** {@return the only mechanisms to use, in order; empty: the strongest that both sides know} */
    public List<String> mechanisms() {
        return checked.mechanisms();
    }

    /** {@return whether credentials may be sent without encryption} */
    public boolean cleartextCredentialsAllowed() {
        return given.cleartextCredentials;
    }

    /** {@return whether credentials are tried on every route, even after a server has judged them} */
    public boolean authenticatesOnEveryRoute() {
        return given.authenticateOnEveryRoute;
    }

    /** {@return whether STARTTLS is sent also where it is not offered} */
    public boolean startsTlsEvenIfNotOffered() {
        return given.startTlsEvenIfNotOffered;
    }

    /** {@return whether AUTH is sent also where no mechanism is offered that fits} */
    public boolean authenticatesEvenIfNotOffered() {
        return given.authEvenIfNotOffered;
    }

    /** {@return whether each mechanism that is offered is tried, in a connection of its own} */
    public boolean triesEveryMechanism() {
        return given.tryEveryMechanism;
    }

    /** {@return the envelope for MAIL and RCPT} */
    public Optional<Envelope> envelope() {
        return checked.envelope();
    }

    /** {@return a copy of the message; only with one is DATA used} */
    public Optional<byte[]> message() {
        return Given.of(given.message).map(byte[]::clone);
    }

    /** {@return the size to declare in MAIL FROM where no message is sent; empty: none} */
    public OptionalLong messageSize() {
        return given.messageSize == null ? OptionalLong.empty() : OptionalLong.of(given.messageSize);
    }

    /** {@return whether a message goes to the accepted recipients when others were refused} */
    public boolean sendsToAccepted() {
        return given.sendToAccepted;
    }

    /** {@return whether commands are sent together where the server offers PIPELINING} */
    public boolean pipelines() {
        return Boolean.TRUE.equals(given.pipelining);
    }

    /**
     * The request for those who ask many servers.
     *
     * @return this request where it says {@link Builder#pipelining()} or {@link Builder#lockStep()}, else the same with pipelining
     */
    public ProbeRequest pipeliningUnlessLockStep() {
        if (given.pipelining != null) {
            return this;
        }
        Builder copy = given.copy();
        copy.pipelining();
        return new ProbeRequest(copy, checked);
    }

    /** {@return the limits of single phases} */
    public Timeouts timeouts() {
        return given.timeouts;
    }

    /** {@return the limit of the whole probe} */
    public Duration deadline() {
        return given.deadline;
    }

    /** {@return which addresses are used: only those of the source address's family, where one is given and no road} */
    public AddressFamilies addressFamilies() {
        return sourceAddress()
                .filter(source -> road().isEmpty())
                .map(source -> source instanceof Inet4Address ? AddressFamilies.IPV4_ONLY : AddressFamilies.IPV6_ONLY)
                .orElse(given.families);
    }

    /** {@return the address to connect to instead of what DNS says; names stay the target's} */
    public Optional<InetAddress> connectTo() {
        return checked.connectTo();
    }

    /** {@return the address of this machine to connect from; empty: the system chooses} */
    public Optional<InetAddress> sourceAddress() {
        return Given.of(given.sourceAddress);
    }

    /** {@return the header of the PROXY protocol with which connections begin; empty: none} */
    public Optional<ProxyHeader> proxyHeader() {
        return Given.of(given.proxyHeader);
    }

    /** {@return the road to go by instead of the probe's own way} */
    public Optional<Road> road() {
        return Given.of(given.road);
    }

    /** {@return whether the probe goes on after a bad certificate, to look further, without credentials} */
    public boolean inspectsInvalidCertificate() {
        return given.inspectInvalidCertificate;
    }

    /** {@return target, modes and the kind of credentials; no user name, no secret, no mailbox} */
    @Override
    public String toString() {
        return "ProbeRequest[" + checked.target().name() + ", "
                + checked.ports().entries() + ", " + given.coverage
                + ", credentials=" + checked.credentialsKind().orElse("none")
                + ", deadline=" + given.deadline + "]";
    }

    /** Collects what to probe. Not thread-safe. Nothing is checked before {@link #build()}, which reports all problems at once. */
    public static final class Builder extends ConversationOptions<Builder> {
        /** Where the options come from that were read of mail settings. */
        @Nullable
        MailOrigin origin;

        Builder(@Nullable String host, boolean mailExchangers, PortPlan ports) {
            this.host = host;
            this.mailExchangers = mailExchangers;
            this.ports = ports;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks everything.
         *
         * @return the request
         * @throws InvalidRequest with every problem
         */
        public ProbeRequest build() {
            Builder copy = copy();
            return new ProbeRequest(copy, Validation.check(copy));
        }
    }
}
