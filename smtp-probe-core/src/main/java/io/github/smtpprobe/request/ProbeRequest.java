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
 * What to probe. Immutable and thread-safe; created by a builder that checks everything in {@link Builder#build()}, before any
 * I/O.
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
     * @param domain the part of a mailbox after the @
     * @return a builder
     */
    public static Builder toMxOf(String domain) {
        return new Builder(domain, true, PortPlan.relay());
    }

    /**
     * Probes the server that a program sends mail through, as described by its Jakarta Mail or Spring Boot settings.
     *
     * @param properties such as {@code java.util.Properties} or a map; names that are not mail settings are ignored
     * @return the request, ready to be completed, and whatever is unknown, dangerous or wrong in the settings
     */
    public static MailProperties fromMailProperties(Map<?, ?> properties) {
        return MailRequest.read(Objects.requireNonNull(properties, "properties"));
    }

    /** {@return a builder with all options of this request} */
    public Builder toBuilder() {
        Builder copy = given.copy();
        copy.trustRead = checked.trust().orElse(null);
        return copy;
    }

    /** {@return what is probed} */
    public Target target() {
        return checked.target();
    }

    /** {@return the ports with their TLS modes} */
    public PortPlan ports() {
        return checked.ports();
    }

    /** {@return how many routes are tried} */
    public Coverage coverage() {
        return given.coverage;
    }

    /** {@return the last step to take; empty for all steps} */
    public Optional<Stage> stopAfter() {
        return Given.of(given.stopAfter);
    }

    /**
     * {@return the client's name in EHLO; if empty, the address literal of our end of the connection, or of the source that was
     * chosen for {@link #proxyHeader}}
     */
    public Optional<String> heloName() {
        return checked.heloName();
    }

    /** {@return the only verb to greet the server with; if empty, EHLO, then HELO if the server does not know EHLO, or LHLO in LMTP} */
    public Optional<String> helloVerb() {
        return Given.of(given.helloVerb);
    }

    /** {@return the attributes for XCLIENT, by their names in upper case; if empty, XCLIENT is not sent} */
    public Map<String, String> xclient() {
        return checked.xclient();
    }

    /** {@return whether LMTP is spoken instead of SMTP} */
    public boolean speaksLmtp() {
        return given.lmtp;
    }

    /** {@return whether a silent or unexpected port gets a second look} */
    public boolean looksTwice() {
        return given.secondLook;
    }

    /** {@return whether reverse names are looked up} */
    public boolean looksUpReverseNames() {
        return given.reverseNames;
    }

    /** {@return TLS settings that say whom the request trusts, instead of the probe's own; nothing else in them counts} */
    public Optional<TlsSettings> trust() {
        return checked.trust();
    }

    /** {@return the credentials; reports and checks never see them} */
    public Optional<Credentials> credentials() {
        return Given.of(given.credentials);
    }

    /** {@return the kind of the credentials, as reported when the request was built} */
    public Optional<String> credentialsKind() {
        return checked.credentialsKind();
    }

    /** {@return the only mechanisms to use, in order; if empty, the strongest that both sides know} */
    public List<String> mechanisms() {
        return checked.mechanisms();
    }

    /** {@return whether credentials may be sent without encryption} */
    public boolean cleartextCredentialsAllowed() {
        return given.cleartextCredentials;
    }

    /** {@return whether credentials are tried on every route, even after a server has accepted or rejected them} */
    public boolean authenticatesOnEveryRoute() {
        return given.authenticateOnEveryRoute;
    }

    /** {@return whether STARTTLS is sent even if it is not offered} */
    public boolean startsTlsEvenIfNotOffered() {
        return given.startTlsEvenIfNotOffered;
    }

    /** {@return whether AUTH is sent even if no suitable mechanism is offered} */
    public boolean authenticatesEvenIfNotOffered() {
        return given.authEvenIfNotOffered;
    }

    /** {@return whether each offered mechanism is tried, on a connection of its own} */
    public boolean triesEveryMechanism() {
        return given.tryEveryMechanism;
    }

    /** {@return the envelope for MAIL and RCPT} */
    public Optional<Envelope> envelope() {
        return checked.envelope();
    }

    /** {@return a copy of the message; DATA is used only if there is one} */
    public Optional<byte[]> message() {
        return Given.of(given.message).map(byte[]::clone);
    }

    /** {@return the size to declare in MAIL FROM if no message is sent; empty if none is declared} */
    public OptionalLong messageSize() {
        return given.messageSize == null ? OptionalLong.empty() : OptionalLong.of(given.messageSize);
    }

    /** {@return whether a message is sent to the accepted recipients if others were refused} */
    public boolean sendsToAccepted() {
        return given.sendToAccepted;
    }

    /** {@return whether commands are sent together if the server offers PIPELINING} */
    public boolean pipelines() {
        return Boolean.TRUE.equals(given.pipelining);
    }

    /**
     * The request as a batch uses it, which asks many servers.
     *
     * @return this request if {@link Builder#pipelining()} or {@link Builder#lockStep()} was set, otherwise the same request with
     *     pipelining
     */
    public ProbeRequest pipeliningUnlessLockStep() {
        if (given.pipelining != null) {
            return this;
        }
        Builder copy = given.copy();
        copy.pipelining();
        return new ProbeRequest(copy, checked);
    }

    /** {@return the time limits of the individual phases} */
    public Timeouts timeouts() {
        return given.timeouts;
    }

    /** {@return the time limit of the whole probe} */
    public Duration deadline() {
        return given.deadline;
    }

    /** {@return which addresses are used; if a source address and no road was given, only those of its family} */
    public AddressFamilies addressFamilies() {
        return sourceAddress()
                .filter(source -> road().isEmpty())
                .map(source -> source instanceof Inet4Address ? AddressFamilies.IPV4_ONLY : AddressFamilies.IPV6_ONLY)
                .orElse(given.families);
    }

    /** {@return the address to connect to instead of those in DNS; names are still the target's} */
    public Optional<InetAddress> connectTo() {
        return checked.connectTo();
    }

    /** {@return the address of this machine to connect from; empty if the system chooses} */
    public Optional<InetAddress> sourceAddress() {
        return Given.of(given.sourceAddress);
    }

    /** {@return the PROXY protocol header that connections begin with; empty if none} */
    public Optional<ProxyHeader> proxyHeader() {
        return Given.of(given.proxyHeader);
    }

    /** {@return the road to use instead of the probe's own} */
    public Optional<Road> road() {
        return Given.of(given.road);
    }

    /** {@return whether the probe continues after a bad certificate, without credentials} */
    public boolean inspectsInvalidCertificate() {
        return given.inspectInvalidCertificate;
    }

    /** {@return target, modes and the kind of credentials, without user name, secret or mailbox} */
    @Override
    public String toString() {
        return "ProbeRequest[" + checked.target().name() + ", "
                + checked.ports().entries() + ", " + given.coverage
                + ", credentials=" + checked.credentialsKind().orElse("none")
                + ", deadline=" + given.deadline + "]";
    }

    /** Builds a {@link ProbeRequest}. Not thread-safe. Nothing is checked before {@link #build()}, which reports all problems at once. */
    public static final class Builder extends ConversationOptions<Builder> {
        /** The origin of options that were read from mail settings. */
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
