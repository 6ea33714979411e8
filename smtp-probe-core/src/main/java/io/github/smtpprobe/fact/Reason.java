/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Why there was no usable answer. Each reason belongs to one {@link FailureKind}. */
public enum Reason {
    /** The connection was refused: nothing listens there. */
    CONNECTION_REFUSED("connection-refused", FailureKind.REFUSED),
    /** There is no route to the address from here. */
    NO_ROUTE("no-route", FailureKind.UNREACHABLE),
    /** This Java has no addresses of that family: {@code java.net.preferIPv4Stack}, or a system without IPv6. */
    FAMILY_ABSENT("family-absent", FailureKind.UNREACHABLE),
    /** Connecting was not answered in time. */
    CONNECT_TIMEOUT("connect-timeout", FailureKind.TIMEOUT),
    /** The connection was made, but the PROXY header could not be sent in time. */
    PROXY_HEADER_UNSENT("proxy-header-unsent", FailureKind.TIMEOUT),
    /** No complete reply came in time. */
    REPLY_TIMEOUT("reply-timeout", FailureKind.TIMEOUT),
    /** Octets kept trickling in, but never became a complete reply. */
    REPLY_DRIPS("reply-drips", FailureKind.TIMEOUT),
    /** There was no answer at all to our TLS hello. */
    TLS_SILENT("tls-silent", FailureKind.TIMEOUT),
    /** The TLS handshake did not end in time. */
    TLS_TIMEOUT("tls-timeout", FailureKind.TIMEOUT),
    /** The TLS handshake did not end in time although one record of TLS came after another. */
    TLS_ENDLESS("tls-endless", FailureKind.TIMEOUT),
    /** The peer reset the connection. */
    CONNECTION_RESET("connection-reset", FailureKind.RESET),
    /** The peer closed the connection instead of replying. */
    CONNECTION_CLOSED("connection-closed", FailureKind.CLOSED),
    /** The peer closed the connection in the middle of a reply. */
    CLOSED_MID_REPLY("closed-mid-reply", FailureKind.CLOSED),
    /** The certificate was refused; the handshake's verdicts say why. */
    CERTIFICATE_REFUSED("certificate-refused", FailureKind.TLS),
    /** The peer sent a TLS alert. */
    TLS_ALERT("tls-alert", FailureKind.TLS),
    /** The peer sent a TLS alert of the level warning, at which Java ends the handshake and other clients go on. */
    TLS_WARNING("tls-warning", FailureKind.TLS),
    /** The peer answered our TLS hello in clear text. */
    TLS_PLAINTEXT_PEER("tls-plaintext-peer", FailureKind.TLS),
    /** The peer answered our TLS hello with octets that are neither TLS nor text. */
    TLS_UNKNOWN_PEER("tls-unknown-peer", FailureKind.TLS),
    /** The peer closed the connection during the handshake, and had not begun to answer it. */
    TLS_CLOSED("tls-closed", FailureKind.TLS),
    /** The peer reset the connection during the handshake, and had not begun to answer it. */
    TLS_RESET("tls-reset", FailureKind.TLS),
    /** The peer closed the connection after it had begun to answer the handshake. */
    TLS_CLOSED_MID_ANSWER("tls-closed-mid-answer", FailureKind.TLS),
    /** The peer reset the connection after it had begun to answer the handshake. */
    TLS_RESET_MID_ANSWER("tls-reset-mid-answer", FailureKind.TLS),
    /** The handshake failed for another reason. */
    TLS_HANDSHAKE("tls-handshake", FailureKind.TLS),
    /** TLS failed after the handshake: an unreadable record, a changed certificate. */
    TLS_BROKEN("tls-broken", FailureKind.TLS),
    /** The peer ended TLS with an alert after the handshake. */
    TLS_ALERT_LATER("tls-alert-later", FailureKind.TLS),
    /** The connection ended after the handshake, in the middle of a TLS record. */
    TLS_CUT("tls-cut", FailureKind.TLS),
    /** The reply is well-formed, but its code answers another command. */
    UNEXPECTED_CODE("unexpected-code", FailureKind.PROTOCOL_VIOLATION),
    /** What came is not a reply: it does not begin with three digits. */
    BAD_CODE("bad-code", FailureKind.PROTOCOL_VIOLATION),
    /** A reply code outside 200 to 599. */
    CODE_RANGE("code-range", FailureKind.PROTOCOL_VIOLATION),
    /** The code is followed by neither a blank nor a hyphen. */
    BAD_SEPARATOR("bad-separator", FailureKind.PROTOCOL_VIOLATION),
    /** The lines of one reply have different codes. */
    CODE_MISMATCH("code-mismatch", FailureKind.PROTOCOL_VIOLATION),
    /** An empty line. */
    BLANK_LINE("blank-line", FailureKind.PROTOCOL_VIOLATION),
    /** A CR without LF. */
    BARE_CR("bare-cr", FailureKind.PROTOCOL_VIOLATION),
    /** A NUL octet. */
    NUL("nul", FailureKind.PROTOCOL_VIOLATION),
    /**
     * A reply to one of several commands that were sent together, and fewer replies came than commands; or to a message in LMTP, and
     * fewer came than it had recipients.
     */
    REPLIES_MISSING("replies-missing", FailureKind.PROTOCOL_VIOLATION),
    /**
     * A reply to one of several commands that were sent together, and more replies came than commands; or to a message in LMTP, and
     * more came than it had recipients.
     */
    REPLIES_SURPLUS("replies-surplus", FailureKind.PROTOCOL_VIOLATION),
    /** Octets came although no reply was due. */
    UNSOLICITED_REPLY("unsolicited-reply", FailureKind.PROTOCOL_VIOLATION),
    /** More followed the reply to STARTTLS before TLS began, which indicates an injection. */
    STARTTLS_INJECTION("starttls-injection", FailureKind.PROTOCOL_VIOLATION),
    /** A challenge that is not base64. */
    BAD_CHALLENGE("bad-challenge", FailureKind.PROTOCOL_VIOLATION),
    /** The server sent more challenges than the mechanism has. */
    TOO_MANY_CHALLENGES("too-many-challenges", FailureKind.PROTOCOL_VIOLATION),
    /** The mechanism gave up on a challenge that it cannot answer. */
    EXCHANGE_ABORTED("exchange-aborted", FailureKind.PROTOCOL_VIOLATION),
    /** The server reported success before the mechanism was complete. */
    EXCHANGE_INCOMPLETE("exchange-incomplete", FailureKind.PROTOCOL_VIOLATION),
    /** The server's proof that it knows the password is wrong, or it reported success without one. */
    SERVER_NOT_PROVEN("server-not-proven", FailureKind.PROTOCOL_VIOLATION),
    /** A line is longer than the limit. */
    LINE_TOO_LONG("line-too-long", FailureKind.LIMIT),
    /** A reply has more lines than the limit. */
    TOO_MANY_LINES("too-many-lines", FailureKind.LIMIT),
    /** A reply is longer than the limit. */
    REPLY_TOO_LONG("reply-too-long", FailureKind.LIMIT),
    /** The server sent more octets on one connection than the limit. */
    SESSION_TOO_LONG("session-too-long", FailureKind.LIMIT),
    /** The address policy forbids the address. */
    ADDRESS_DENIED("address-denied", FailureKind.POLICY),
    /** DNS has no usable record of the kind that was looked up. */
    NO_RECORD("no-record", FailureKind.DNS),
    /** A record is not confirmed by what it points to: a reverse name that does not lead back to its address. */
    RECORD_UNCONFIRMED("record-unconfirmed", FailureKind.DNS),
    /** DNS gave no answer: the name servers are silent, or report a failure. */
    DNS_FAILED("dns-failed", FailureKind.DNS),
    /** The application's token source failed, or supplied a token that cannot be sent. */
    TOKEN_UNAVAILABLE("token-unavailable", FailureKind.EXTENSION),
    /** The application's mechanism, look-up or address policy failed. */
    EXTENSION_FAILED("extension-failed", FailureKind.EXTENSION),
    /** The application's code used up most of the time, so that the peer had too little to answer. */
    HELD_UP("held-up", FailureKind.EXTENSION),
    /** The application's transport, or a connection of it, failed, so that the rest of the conversation is unknown. */
    TRANSPORT_FAILED("transport-failed", FailureKind.EXTENSION),
    /** No connection to the proxy can be made. */
    PROXY_UNREACHABLE("proxy-unreachable", FailureKind.ROAD),
    /** The proxy did not answer in time. */
    PROXY_TIMEOUT("proxy-timeout", FailureKind.ROAD),
    /** The proxy closed the connection, or it was closed before anything came from the server. */
    PROXY_CLOSED("proxy-closed", FailureKind.ROAD),
    /** The proxy requires a login, or another kind of login. */
    PROXY_LOGIN_WANTED("proxy-login-wanted", FailureKind.ROAD),
    /** The proxy refuses the login. */
    PROXY_LOGIN_REFUSED("proxy-login-refused", FailureKind.ROAD),
    /** The proxy does not let this client through to the server. */
    PROXY_FORBIDS("proxy-forbids", FailureKind.ROAD),
    /** The proxy says that the server refuses the connection. */
    PROXY_TARGET_REFUSED("proxy-target-refused", FailureKind.ROAD),
    /** The proxy says that it cannot reach the server. */
    PROXY_TARGET_UNREACHABLE("proxy-target-unreachable", FailureKind.ROAD),
    /** The proxy says that the server does not answer. */
    PROXY_TARGET_TIMEOUT("proxy-target-timeout", FailureKind.ROAD),
    /** What answers in the proxy's place does not speak its protocol. */
    PROXY_PROTOCOL("proxy-protocol", FailureKind.ROAD),
    /** The proxy's answer is longer than the limit. */
    PROXY_LIMIT("proxy-limit", FailureKind.ROAD),
    /** A page of HTML or an HTTP response came through the proxy before the server had said anything. */
    PROXY_PAGE("proxy-page", FailureKind.ROAD),
    /** The Unix socket cannot be connected to. */
    UNIX_SOCKET("unix-socket", FailureKind.ROAD),
    /** This machine's settings make TLS impossible: no version, no cipher suite, or no trusted authority. */
    LOCAL_TLS("local-tls", FailureKind.LOCAL),
    /** No connection can be made from the chosen source address. */
    SOURCE_ADDRESS("source-address", FailureKind.LOCAL),
    /** This machine could not do its part, for lack of sockets or memory for example. */
    LOCAL_TROUBLE("local-trouble", FailureKind.LOCAL),
    /**
     * The command was sent together with others, or a message in LMTP was sent to several recipients, and nobody waited for its reply
     * once the conversation had broken off before it.
     */
    REPLY_NOT_AWAITED("reply-not-awaited", FailureKind.LOCAL),
    /** Another program's dialogue ends before this reply. */
    REPLY_NOT_SHOWN("reply-not-shown", FailureKind.LOCAL),
    /** In a pasted text, another program stopped at this step and says why in words of its own. */
    CLIENT_ERROR("client-error", FailureKind.CLIENT),
    /** A server's log tells how one of its clients behaved, which does not show whether mail gets through. */
    CLIENT_CONDUCT("client-conduct", FailureKind.LOCAL),
    /** A pasted text says, without a reply code, that another try is possible. */
    PUT_OFF("put-off", FailureKind.LOCAL),
    /** In a pasted text without a refusal, another program reports an error in words that are not known. */
    UNKNOWN_ERROR("unknown-error", FailureKind.LOCAL),
    /** In a pasted text about another protocol than SMTP, another program reports an error. */
    OTHER_PROTOCOL("other-protocol", FailureKind.LOCAL),
    /** The probe was cancelled, or its thread was interrupted. */
    PROBE_CANCELLED("probe-cancelled", FailureKind.CANCELLED),
    /** The deadline passed before the step could begin. */
    DEADLINE_PASSED("deadline-passed", FailureKind.DEADLINE);

    private final String token;
    private final FailureKind kind;

    Reason(String token, FailureKind kind) {
        this.token = token;
        this.kind = kind;
    }

    /** {@return the kind of failure} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the stable token, such as {@code connection-refused}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code connection-refused}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Reason> ofToken(String token) {
        return Tokens.find(values(), Reason::token, token);
    }
}
