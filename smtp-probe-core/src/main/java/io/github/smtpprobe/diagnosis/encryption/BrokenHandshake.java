/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.replies.SentProxyHeader;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TLS handshake that failed for a reason other than the certificate. */
public final class BrokenHandshake extends AttemptCheck {
    /** The JDK's messages for key exchanges and signatures that it considers too weak. */
    private static final Pattern WEAK = Pattern.compile(
            "algorithm constraints|secure renegotiation|signature (scheme|algorithm)|prime size|key size");

    /** A message that only clients send. */
    private static final String ECHO = "handshake message client_hello came";

    /** The JDK's messages for what is not TLS, or not at this point. */
    private static final Pattern INVALID = Pattern.compile(
            "(?i)(?<!\\w)record(?!\\w)|unexpected message|has no place here|is none of TLS|had not asked for"
                    + "|tag mismatch|bad_record_mac|unsupported or unrecognized"
                    + "|decode|unknown handshake type|invalid (?:[a-z_]{1,20} ){0,2}+(?:length|size|format)|underflow|overflow");

    /** The alerts of a server that demands something (RFC 8446 §6.2). */
    private static final String DEMANDS =
            "it requires parameters that are more secure than those that this client offered";

    /** The alert of a server that supports none of the offered protocols (RFC 7301 §3.2). */
    private static final String NO_PROTOCOL =
            "The alert is about the application protocol that a client names in its hello (ALPN). SMTP has none to name, so this is"
                    + " probably no mail service.";

    private static final String BEGUN =
            "The server had begun to answer in TLS, and the connection ended before the handshake did: its TLS crashed or was stopped, or"
                    + " something on the way cut the connection.";

    private static final String CHECKS =
            "On your own server, check its log at that time, and what stands in front of it; otherwise try from another network.";

    /** The alert of a server that denies access (RFC 8446 §6.2). */
    private static final String DENIED =
            "By this alert a server refuses a client that it does not permit; its rules may go by the address of the client, by the name"
                    + " that was asked for, or by a certificate.";

    private static final String CHECK_PORT = "Check the host and the port.";

    /** Cipher suites whose secret depends only on the certificate's key; the older names in the JDK begin with SSL. */
    private static final Pattern STATIC_KEY =
            Pattern.compile("(?:TLS|SSL)_(?:RSA|DH_(?:RSA|DSS)|ECDH_(?:RSA|ECDSA))_WITH_");

    private static final Pattern REPLY = Pattern.compile("\\A[2-5][0-9][0-9][ -]");

    private static final Pattern CHAIN =
            Pattern.compile("certificate chain length \\((\\d+)\\) exceeds [a-z ]*+\\((\\d+)\\)");
    private static final Pattern CAME = Pattern.compile("only (\\d+ octets?) of an answer");
    private static final Pattern CHOSEN = Pattern.compile("server chose TLS (1[.][0-3])");
    private static final List<String> TODAY = List.of("TLSv1.2", "TLSv1.3");

    public BrokenHandshake() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) || attempt.purpose() == Purpose.DOWNGRADE;
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (one.attempt().purpose() == Purpose.DOWNGRADE) {
            one.attempt().fact(Connect.class).ifPresent(fact -> one.add("tls.downgraded", fact));
        }
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            fact.tls()
                    .protocol()
                    .filter(BrokenHandshake::deprecated)
                    .ifPresent(protocol -> one.add("tls.version-deprecated", fact, "protocol", protocol));
            fact.tls()
                    .cipherSuite()
                    .filter(suite -> STATIC_KEY.matcher(suite).lookingAt())
                    .ifPresent(suite -> one.add("tls.no-forward-secrecy", fact, "suite", suite));
            if (fact.outcome() instanceof Outcome.Failed failed
                    && !AskedForCertificate.explains(fact)
                    && !SentProxyHeader.explains(one, fact)) {
                failed(one, fact, failed);
            }
        });
    }

    private static void failed(AttemptFindings one, TlsHandshake fact, Outcome.Failed failed) {
        boolean implicit = one.route().mode() == TlsMode.IMPLICIT_TLS;
        switch (failed.reason()) {
            case TLS_PLAINTEXT_PEER ->
                one.add(
                        implicit ? "tls.plain-port" : "tls.plaintext-after-starttls",
                        fact,
                        "said",
                        said(one.attempt()));
            case TLS_ENDLESS -> one.add("tls.endless", fact);
            case TLS_WARNING -> warning(one, fact, failed.detail());
            case TLS_UNKNOWN_PEER -> one.add("tls.not-tls", fact);
            case TLS_SILENT -> one.add(implicit ? "tls.silent" : "tls.timeout", fact);
            case TLS_TIMEOUT -> one.add("tls.timeout", fact, "begun", begun(failed.detail()));
            case TLS_CLOSED, TLS_CLOSED_MID_ANSWER -> ended(one, fact, "closed");
            case TLS_RESET, TLS_RESET_MID_ANSWER -> ended(one, fact, "reset");
            case TLS_ALERT -> alert(one, fact, failed.detail());
            case TLS_HANDSHAKE -> handshake(one, fact, failed);
            default -> {}
        }
    }

    /**
     * The first line that the server sent in place of its part of the handshake, if that is a reply. Further lines may answer
     * the octets of the handshake, as if they were commands.
     */
    private static String said(Attempt attempt) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                lines.clear();
            } else if (entry.direction() == Entry.Direction.SERVER) {
                lines.add(entry.text());
            }
        }
        int agreed = attempt.fact(StartTls.class)
                .flatMap(fact -> fact.outcome().reply())
                .map(reply -> reply.lines().size())
                .orElse(0);
        return lines.stream()
                .skip(agreed)
                .findFirst()
                .filter(line -> REPLY.matcher(line).find())
                .map(Quotation::quoted)
                .orElse("");
    }

    private static void warning(AttemptFindings one, TlsHandshake fact, String alert) {
        boolean named = alert.equals("unrecognized_name");
        one.add(
                "tls.warning",
                fact,
                "identity",
                named ? fact.tls().serverName().orElse(fact.tls().identity()) : "");
    }

    private static void ended(AttemptFindings one, TlsHandshake fact, String closed) {
        boolean begun = endedMidAnswer(fact);
        one.add(
                one.route().mode() == TlsMode.IMPLICIT_TLS ? "tls.closed" : "starttls.then-closed",
                fact,
                "closed",
                closed,
                "begun",
                begun ? BEGUN : "",
                "checks",
                begun ? CHECKS : "");
    }

    /** Whether the server ended the connection during the handshake. */
    public static boolean ended(Fact fact) {
        return AttemptFindings.failed(fact, Reason.TLS_CLOSED, Reason.TLS_RESET) || endedMidAnswer(fact);
    }

    /** Whether the server ended the connection during the handshake after it had begun to answer. */
    public static boolean endedMidAnswer(Fact fact) {
        return AttemptFindings.failed(fact, Reason.TLS_CLOSED_MID_ANSWER, Reason.TLS_RESET_MID_ANSWER);
    }

    private static void alert(AttemptFindings one, TlsHandshake fact, String alert) {
        switch (alert.toLowerCase(Locale.ROOT)) {
            case "protocol_version" -> version(one, fact, alert);
            case "certificate_required" -> one.add("tls.client-certificate", fact, "detail", "the alert " + alert);
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "no_certificate" -> one.add("tls.certificate-alert", fact);
            case "unrecognized_name" -> name(one, fact);
            case "handshake_failure" -> nothingInCommon(one, fact);
            case "insufficient_security" ->
                one.add("tls.nothing-in-common", Actor.YOU, fact, "demands", DEMANDS, "offer", offer(fact));
            case "internal_error" -> one.add("tls.internal-error", fact);
            case "access_denied" -> one.add("tls.alert", fact, "meaning", DENIED);
            case "no_application_protocol" -> one.add("tls.alert", fact, "meaning", NO_PROTOCOL, "check", CHECK_PORT);
            default -> one.add("tls.alert", fact, "identity", fact.tls().identity());
        }
    }

    /**
     * Reports that the server does not know the name that was sent, which need not be the one that the certificate must have.
     */
    private static void name(AttemptFindings one, TlsHandshake fact) {
        boolean unnamed =
                fact.tls().serverName().isEmpty() && !fact.tls().offered().isEmpty();
        if (unnamed) {
            one.add("tls.name-wanted", fact);
        } else {
            one.add(
                    "tls.name-unknown",
                    fact,
                    "identity",
                    fact.tls().serverName().orElse(fact.tls().identity()));
        }
    }

    private static void nothingInCommon(AttemptFindings one, TlsHandshake fact) {
        List<String> suites = fact.tls().offeredSuites();
        if (suites.isEmpty()) {
            one.add("tls.nothing-in-common", fact);
        } else {
            one.add("tls.suites-refused", fact, "suites", String.join(", ", suites));
        }
    }

    private static String offer(TlsHandshake fact) {
        return (fact.tls().offeredSuites().isEmpty() ? "" : "Do not limit the cipher suites of this probe. ")
                + "Let this client offer TLS 1.3, and the strongest cipher suites, groups and signatures that it has. On your own"
                + " server, check whether its demands are meant so.";
    }

    private static void handshake(AttemptFindings one, TlsHandshake fact, Outcome.Failed failed) {
        Matcher chain = CHAIN.matcher(failed.detail());
        if (fact.versionRefused()) {
            version(one, fact, failed.detail());
        } else if (chain.find()) {
            one.add("cert.chain-too-long", fact, "count", chain.group(1), "most", chain.group(2));
        } else if (WEAK.matcher(failed.detail()).find()) {
            one.add("tls.too-weak", fact);
        } else if (failed.detail().contains(ECHO)) {
            one.add("tls.echoed", fact);
        } else if (INVALID.matcher(failed.detail()).find()) {
            one.add("tls.invalid", fact);
        } else {
            one.add("tls.handshake-failed", fact);
        }
    }

    /**
     * Reports a version problem. If the settings exclude versions that clients offer today, that is a more likely reason than
     * an old server.
     */
    private static void version(AttemptFindings one, TlsHandshake fact, String detail) {
        boolean limited =
                !fact.tls().offered().isEmpty() && !fact.tls().offered().containsAll(TODAY);
        Matcher chosen = CHOSEN.matcher(detail);
        one.add(
                limited ? "tls.version-not-offered" : "tls.old-protocol",
                fact,
                "offered",
                offered(fact),
                "detail",
                fact.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.TLS_ALERT
                        ? "the alert " + detail
                        : detail,
                "chosen",
                chosen.find() ? "TLS " + chosen.group(1) : "");
    }

    /** A sentence about the part of an answer that arrived but did not end in time; may be empty. */
    private static String begun(String detail) {
        Matcher came = CAME.matcher(detail);
        return came.find() ? "The server had sent " + came.group(1) + " by then, which is not one whole message." : "";
    }

    /** The offered versions as people write them: {@code TLS 1.2, TLS 1.3}. */
    private static String offered(TlsHandshake fact) {
        return fact.tls().offered().stream()
                .sorted()
                .map(BrokenHandshake::words)
                .collect(Collectors.joining(", "));
    }

    private static String words(String protocol) {
        String version = protocol.startsWith("TLSv") ? "TLS " + protocol.substring("TLSv".length()) : protocol;
        return version.equals("TLS 1") ? "TLS 1.0" : version;
    }

    private static boolean deprecated(String protocol) {
        return protocol.equals("TLSv1") || protocol.equals("TLSv1.1") || protocol.startsWith("SSL");
    }
}
