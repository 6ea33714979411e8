/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.InvalidRequest.Problem;
import io.github.smtpprobe.sasl.BearerCredentials;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.DomainName;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The check behind {@link ProbeRequest.Builder#build()}: finds every problem before it throws. */
final class Validation {
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_MESSAGE = 1024 * 1024;

    /** RFC 5322 §2.1.1, without the line end; servers cut longer lines, or refuse them after DATA. */
    private static final int LONGEST_LINE = 998;

    private static final int MAX_PORTS = 10;
    private static final int MAX_CREDENTIAL = 1_000;
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Draft draft;
    private final List<Problem> problems = new ArrayList<>();

    private Validation(Draft draft) {
        this.draft = draft;
    }

    static ProbeRequest.Checked check(Draft draft) {
        return new Validation(draft).run();
    }

    private ProbeRequest.Checked run() {
        Optional<Target> target = target();
        PortPlan ports = ports();
        Optional<String> helo = draft.heloSet ? text("heloName", draft.heloName, Validation::helo) : Optional.empty();
        Optional<Envelope> envelope = envelope();
        Optional<InetAddress> address =
                draft.connectToSet ? text("connectTo", draft.connectTo, AddressLiteral::parse) : Optional.empty();
        source(address);
        Optional<String> kind = credentials();
        mechanisms();
        message(envelope);
        limits();
        combinations();
        if (!problems.isEmpty() || target.isEmpty()) {
            throw new InvalidRequest(problems);
        }
        return new ProbeRequest.Checked(target.get(), ports, helo, envelope, address, kind);
    }

    private Optional<Target> target() {
        return draft.mailExchangers
                ? text(
                        "domain",
                        draft.host,
                        name -> new Target.MailExchangers(DomainName.parse(name).ascii()))
                : text("host", draft.host, Target::server);
    }

    private PortPlan ports() {
        PortPlan plan = draft.ports;
        if (plan == null || plan.ports().isEmpty()) {
            problem("ports", "required", "must name at least one port");
            return PortPlan.submission();
        }
        if (plan.ports().size() > MAX_PORTS) {
            problem("ports", "too-many", "may name at most " + MAX_PORTS + " ports");
        }
        for (PortPlan.PortMode each : plan.ports()) {
            if (each.port() < 1 || each.port() > 65_535) {
                problem("port", "range", "must be 1 to 65535");
            }
            if (each.mode() == null) {
                problem("ports", "required", "must give a TLS mode for each port");
            }
        }
        return draft.tlsSet ? withMode(plan) : plan;
    }

    private PortPlan withMode(PortPlan plan) {
        if (draft.tls == null) {
            problem("tls", "required", "must not be null");
        } else if (plan.ports().size() > 1) {
            problem("tls", "conflict", "cannot be set for several ports: a plan of ports carries its modes");
        } else {
            return PortPlan.of(plan.ports().get(0).port(), draft.tls);
        }
        return plan;
    }

    private void source(Optional<InetAddress> connectTo) {
        InetAddress source = draft.sourceAddress;
        if (source == null) {
            if (draft.sourceAddressSet) {
                problem("sourceAddress", "required", "must not be null");
            }
            return;
        }
        if (source.isAnyLocalAddress() || source.isMulticastAddress()) {
            problem("sourceAddress", "range", "must be one address of this machine");
        }
        boolean four = source instanceof Inet4Address;
        boolean other = draft.families == (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY)
                || connectTo
                        .filter(address -> address instanceof Inet4Address != four)
                        .isPresent();
        if (other) {
            problem("sourceAddress", "conflict", "is of another family than the address to connect to");
        }
    }

    private static String helo(String name) {
        if (name.startsWith("[") && name.endsWith("]")) {
            return AddressLiteral.of(AddressLiteral.parse(name));
        }
        return DomainName.parse(name).ascii();
    }

    private Optional<Envelope> envelope() {
        if (!draft.envelopeSet) {
            return Optional.empty();
        }
        Optional<Mailbox> from =
                draft.nullReversePath ? Optional.empty() : text("envelope.from", draft.from, Mailbox::parse);
        List<Mailbox> recipients = new ArrayList<>();
        List<String> given = draft.recipients;
        if (given == null) {
            problem("envelope.to", "required", "must not be null");
            return Optional.empty();
        }
        if (given.size() > MAX_RECIPIENTS) {
            problem("envelope.to", "too-many", "may hold at most " + MAX_RECIPIENTS + " recipients");
            return Optional.empty();
        }
        for (int i = 0; i < given.size(); i++) {
            text("envelope.to[" + i + "]", given.get(i), Mailbox::parse).ifPresent(recipients::add);
        }
        return Optional.of(new Envelope(from, recipients));
    }

    /** Checks the credentials; their kind is asked for once, here, and reports show what was said then. */
    private Optional<String> credentials() {
        if (!draft.credentialsSet) {
            return Optional.empty();
        }
        if (draft.credentials == null) {
            problem("credentials", "required", "must not be null");
            return Optional.empty();
        }
        given(draft.credentials);
        return kind(draft.credentials);
    }

    private Optional<String> kind(Credentials credentials) {
        try {
            String kind = credentials.kind();
            if (kind != null && KIND.matcher(kind).matches()) {
                return Optional.of(kind);
            }
            problem("credentials.kind", "malformed", "must be one word of 1 to 40 letters, digits, dots or hyphens");
        } catch (Throwable broken) {
            if (broken instanceof VirtualMachineError fatal && !(broken instanceof StackOverflowError)) {
                throw fatal;
            }
            problem(
                    "credentials.kind",
                    "malformed",
                    "cannot be told: kind() threw " + broken.getClass().getName());
        }
        return Optional.empty();
    }

    private void given(Credentials credentials) {
        if (credentials instanceof PasswordCredentials password) {
            user(password.user());
            if (password.password() == null || password.password().length() == 0) {
                problem("credentials.password", "required", "must not be empty");
            } else if (password.password().length() > MAX_CREDENTIAL) {
                problem("credentials.password", "too-long", "is longer than " + MAX_CREDENTIAL + " characters");
            } else if (password.password().contains('\0')
                    || !password.password().wellFormed()) {
                problem("credentials.password", "malformed", "holds a NUL or half a character");
            }
        } else if (credentials instanceof BearerCredentials bearer) {
            user(bearer.user());
            if (bearer.source() == null) {
                problem("credentials.token", "required", "must have a source");
            }
        }
    }

    private void user(@Nullable String user) {
        if (user == null || user.isEmpty()) {
            problem("credentials.user", "required", "must not be empty");
        } else if (user.length() > MAX_CREDENTIAL) {
            problem("credentials.user", "too-long", "is longer than " + MAX_CREDENTIAL + " characters");
        } else if (user.chars().anyMatch(c -> c < 0x20 || c == 0x7F)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(user)) {
            problem("credentials.user", "malformed", "holds a control character or half a character");
        }
    }

    private void mechanisms() {
        if (draft.mechanismsSet && draft.mechanisms.isEmpty()) {
            problem("mechanisms", "required", "must name at least one mechanism");
        }
        for (String each : draft.mechanisms) {
            if (each == null || !each.matches("[A-Z0-9_-]{1,20}")) {
                problem(
                        "mechanisms",
                        "malformed",
                        "must be 1 to 20 upper-case letters, digits, hyphens or underscores each");
            }
        }
        if (draft.mechanismsSet && !draft.credentialsSet) {
            problem("mechanisms", "conflict", "are of no use without credentials");
        }
    }

    private void message(Optional<Envelope> envelope) {
        if (!draft.messageSet) {
            return;
        }
        if (draft.message == null) {
            problem("message", "required", "must not be null");
            return;
        }
        if (draft.message.length > MAX_MESSAGE) {
            problem("message", "too-long", "is longer than " + MAX_MESSAGE + " octets");
        }
        int line = longestLine(draft.message);
        if (line > LONGEST_LINE) {
            problem("message", "line-too-long", "has a line of " + line + " octets; " + LONGEST_LINE + " are allowed");
        }
        for (byte octet : draft.message) {
            if (octet == 0) {
                problem("message", "malformed", "holds a NUL");
                break;
            }
        }
        if (envelope.map(given -> given.recipients().isEmpty()).orElse(true)) {
            problem("message", "conflict", "needs an envelope with at least one recipient");
        }
        if (draft.coverage == Coverage.ALL) {
            problem("message", "conflict", "cannot be sent with coverage ALL: it would be sent several times");
        }
    }

    private static int longestLine(byte[] message) {
        int longest = 0;
        int begin = 0;
        for (int i = 0; i <= message.length; i++) {
            if (i == message.length || message[i] == '\r' || message[i] == '\n') {
                longest = Math.max(longest, i - begin);
                begin = i + 1;
            }
        }
        return longest;
    }

    private void limits() {
        duration("deadline", draft.deadline);
        if (draft.timeouts == null) {
            problem("timeouts", "required", "must not be null");
        } else {
            duration("timeouts.connect", draft.timeouts.connect());
            duration("timeouts.quit", draft.timeouts.quit());
            draft.timeouts.tls().ifPresent(limit -> duration("timeouts.tls", limit));
            draft.timeouts.greeting().ifPresent(limit -> duration("timeouts.greeting", limit));
            draft.timeouts.reply().ifPresent(limit -> duration("timeouts.reply", limit));
        }
        if (draft.coverage == null) {
            problem("coverage", "required", "must not be null");
        }
        if (draft.families == null) {
            problem("addressFamilies", "required", "must not be null");
        }
    }

    private void duration(String field, @Nullable Duration given) {
        if (given == null) {
            problem(field, "required", "must not be null");
        } else if (given.compareTo(Duration.ofMillis(1)) < 0 || given.compareTo(LONGEST) > 0) {
            problem(field, "range", "must be 1 ms to 1 h");
        }
    }

    private void combinations() {
        if (draft.mailExchangers && draft.credentialsSet) {
            problem("credentials", "conflict", "are for submission; mail exchangers take mail without them");
        }
        if (draft.mailExchangers && draft.connectToSet) {
            problem("connectTo", "conflict", "is for one server; name the exchanger with to(host, port)");
        }
        if (draft.stopAfterSet && draft.stopAfter == null) {
            problem("stopAfter", "required", "must not be null");
        } else if (draft.stopAfter == Stage.RESOLVE || draft.stopAfter == Stage.RSET || draft.stopAfter == Stage.QUIT) {
            problem("stopAfter", "range", "must be a step from CONNECT to END_OF_DATA");
        } else if (draft.stopAfter != null && draft.stopAfter.compareTo(Stage.AUTH) < 0 && draft.credentialsSet) {
            problem("stopAfter", "conflict", "is before AUTH, so the credentials would never be tried");
        }
    }

    /** Checks what every text has in common, then lets {@code parse} read it. */
    private <T> Optional<T> text(String field, @Nullable String given, Function<String, ? extends T> parse) {
        if (given == null || given.isEmpty()) {
            problem(field, "required", "must not be empty");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(given));
        } catch (IllegalArgumentException wrong) {
            problem(field, "malformed", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private void problem(String field, String code, String message) {
        problems.add(new Problem(field, code, message));
    }
}
