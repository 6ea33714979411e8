/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.smtp.Mailbox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A target as somebody types it into one field: a server, with or without a port after it ({@code mx.example.com}, {@code
 * 192.0.2.1:25}, {@code 2001:db8::1}, {@code [2001:db8::1]:25}); a URL of the schemes {@code smtp}, {@code smtps}, {@code
 * submission}, {@code submissions} and {@code lmtp}, also with a user ({@code smtps://ada@mx.example.com}); {@code
 * mx:example.com} for the mail exchangers of a domain; or a mailbox, which stands for the mail exchangers of its domain.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * TypedTarget typed = TypedTarget.read("smtps://mx.example.com");
 * System.out.println(typed); // mx.example.com:465
 * ProbeRequest request = typed.request().build();
 * }</pre>
 */
public final class TypedTarget {
    /** The prefix of a domain whose mail exchangers are meant. */
    public static final String EXCHANGERS = "mx:";

    private static final int RELAY = 25;
    private static final String ALONE = "give the name alone";

    private final HostAndPort typed;
    private final boolean exchangers;
    private final Optional<TargetUrl> url;
    private final Optional<Mailbox> mailbox;

    private TypedTarget(HostAndPort typed, boolean exchangers, Optional<TargetUrl> url, Optional<Mailbox> mailbox) {
        this.typed = typed;
        this.exchangers = exchangers;
        this.url = url;
        this.mailbox = mailbox;
    }

    /**
     * Reads what was typed, ignoring surrounding blanks. Whether such a host can exist is left to the request, which reports that
     * along with everything else that is wrong.
     *
     * @param text any text, including one typed by a stranger
     * @return what it says
     * @throws InvalidRequest if the text cannot be understood; its only problem is about the field {@code host} and does not
     *     repeat the text, which might contain a password
     */
    public static TypedTarget read(String text) {
        String typed = Objects.requireNonNull(text, "text").strip();
        try {
            if (TargetUrl.looksLike(typed)) {
                TargetUrl url = TargetUrl.read(typed);
                return new TypedTarget(url.server(), false, Optional.of(url), Optional.empty());
            }
            HostText.withoutParameters(typed.substring(typed.lastIndexOf('@') + 1), ALONE);
            return withoutScheme(typed);
        } catch (Refusal refused) {
            throw invalid("host", refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private static InvalidRequest invalid(String field, Code code, String message) {
        return new InvalidRequest(List.of(Problem.error(field, code, message)));
    }

    private static TypedTarget withoutScheme(String typed) {
        if (typed.regionMatches(true, 0, EXCHANGERS, 0, EXCHANGERS.length())) {
            return exchangers(typed.substring(EXCHANGERS.length()).strip(), Optional.empty());
        }
        if (typed.indexOf('@') >= 0) {
            return mailbox(typed);
        }
        return new TypedTarget(HostAndPort.read(typed), false, Optional.empty(), Optional.empty());
    }

    private static TypedTarget mailbox(String typed) {
        int at = typed.lastIndexOf('@');
        if (typed.lastIndexOf(':', at) >= 0) {
            throw new Refusal(Code.SECRET, "must not contain a password");
        }
        Mailbox mailbox;
        try {
            mailbox = Mailbox.parse(typed);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(Code.MAILBOX, String.valueOf(wrong.getMessage()));
        }
        return exchangers(typed.substring(at + 1), Optional.of(mailbox));
    }

    private static TypedTarget exchangers(String domain, Optional<Mailbox> mailbox) {
        if (AddressLiteral.looksLike(domain)) {
            throw new Refusal(Code.MALFORMED, "is an IP address, which has no mail exchangers: give the address alone");
        }
        return new TypedTarget(new HostAndPort(domain, OptionalInt.empty()), true, Optional.empty(), mailbox);
    }

    /** {@return the host or domain as it was typed, without anything around it; an IPv6 address is in brackets} */
    public String name() {
        return typed.host();
    }

    /** {@return whether the mail exchangers of a domain are meant} */
    public boolean exchangers() {
        return exchangers;
    }

    /** {@return the port that was typed, otherwise the port of the scheme (RFC 6409, RFC 8314); empty if there is neither} */
    public OptionalInt port() {
        return url.map(TargetUrl::port).orElse(typed.port());
    }

    /** {@return whether the port was typed} */
    public boolean portTyped() {
        return typed.port().isPresent();
    }

    /** {@return the TLS mode of the scheme; empty if it depends on the port} */
    public Optional<TlsMode> tls() {
        return url.flatMap(TargetUrl::tls);
    }

    /** {@return whether the scheme is {@code lmtp}, for which a port has to be given} */
    public boolean lmtp() {
        return url.filter(TargetUrl::lmtp).isPresent();
    }

    /** {@return the user in a URL, decoded} */
    public Optional<String> user() {
        return url.flatMap(TargetUrl::user);
    }

    /** {@return the mailbox, if one was typed} */
    public Optional<Mailbox> mailbox() {
        return mailbox;
    }

    /**
     * Begins a request for this target, with the port and mode that were typed. If there are none, a server is probed on the
     * submission ports until one works, and mail exchangers on port 25. The user of a URL is not part of the request, since a
     * login needs a secret as well.
     *
     * @return a builder, which refuses LMTP without a port
     */
    public ProbeRequest.Builder request() {
        if (exchangers) {
            return ProbeRequest.toMxOf(name());
        }
        OptionalInt port = port();
        return scheme(port.isPresent() ? ProbeRequest.to(name(), port.getAsInt()) : ProbeRequest.to(name()));
    }

    /**
     * Begins a request for this target on a port that was given separately, such as in a field of its own.
     *
     * @param apart 1 to 65535
     * @return a builder
     * @throws InvalidRequest if it contradicts what was typed: another port was typed, or mail exchangers are meant, which listen
     *     on port 25; field {@code port}, code {@code conflict}
     */
    public ProbeRequest.Builder request(int apart) {
        if (exchangers && apart != RELAY) {
            throw invalid("port", Code.CONFLICT, "is for a server: mail exchangers listen on port 25");
        }
        if (typed.port().orElse(apart) != apart) {
            throw invalid("port", Code.CONFLICT, "differs from the port that is given with the host");
        }
        return exchangers ? request() : scheme(ProbeRequest.to(name(), apart));
    }

    private ProbeRequest.Builder scheme(ProbeRequest.Builder request) {
        tls().ifPresent(request::tls);
        return lmtp() ? request.lmtp() : request;
    }

    /** {@return the name and, if there is one, the port; not the user} */
    @Override
    public String toString() {
        OptionalInt port = port();
        return (exchangers ? EXCHANGERS : "") + name() + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
