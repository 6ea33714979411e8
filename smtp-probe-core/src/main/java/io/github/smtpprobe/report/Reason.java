/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.Tokens;

/** Why there was no usable answer: the one table of reasons, each of one {@link FailureKind}. */
public enum Reason {
    /** The connection was refused: nothing listens there. */
    CONNECTION_REFUSED(FailureKind.REFUSED),
    /** There is no way to the address from here. */
    NO_ROUTE(FailureKind.UNREACHABLE),
    /** This Java has no addresses of that family: {@code java.net.preferIPv4Stack}, or a system without IPv6. */
    FAMILY_ABSENT(FailureKind.UNREACHABLE),
    /** Connecting was not answered in time. */
    CONNECT_TIMEOUT(FailureKind.TIMEOUT),
    /** No complete reply came in time. */
    REPLY_TIMEOUT(FailureKind.TIMEOUT),
    /** Octets kept coming one after the other, and never a complete reply. */
    REPLY_DRIPS(FailureKind.TIMEOUT),
    /** Nothing at all came in answer to our TLS hello. */
    TLS_SILENT(FailureKind.TIMEOUT),
    /** The TLS handshake did not end in time. */
    TLS_TIMEOUT(FailureKind.TIMEOUT),
    /** The peer reset the connection. */
    CONNECTION_RESET(FailureKind.RESET),
    /** The peer closed the connection instead of replying. */
    CONNECTION_CLOSED(FailureKind.CLOSED),
    /** The peer closed the connection in the middle of a reply. */
    CLOSED_MID_REPLY(FailureKind.CLOSED),
    /** The certificate was refused; the handshake's verdicts say why. */
    CERTIFICATE_REFUSED(FailureKind.TLS),
    /** The peer sent a TLS alert. */
    TLS_ALERT(FailureKind.TLS),
    /** The peer answered our TLS hello in clear text. */
    TLS_PLAINTEXT_PEER(FailureKind.TLS),
    /** The peer closed the connection during the handshake. */
    TLS_CLOSED(FailureKind.TLS),
    /** The handshake failed otherwise. */
    TLS_HANDSHAKE(FailureKind.TLS),
    /** TLS broke down after the handshake: a record that cannot be read, an alert, another certificate. */
    TLS_BROKEN(FailureKind.TLS),
    /** A well-formed reply with a code that answers another command. */
    UNEXPECTED_CODE(FailureKind.PROTOCOL_VIOLATION),
    /** Octets that are no reply: the first three are not digits. */
    BAD_CODE(FailureKind.PROTOCOL_VIOLATION),
    /** A reply code outside 200 to 599. */
    CODE_RANGE(FailureKind.PROTOCOL_VIOLATION),
    /** Neither blank nor hyphen after the code. */
    BAD_SEPARATOR(FailureKind.PROTOCOL_VIOLATION),
    /** Different codes in one reply. */
    CODE_MISMATCH(FailureKind.PROTOCOL_VIOLATION),
    /** An empty line. */
    BLANK_LINE(FailureKind.PROTOCOL_VIOLATION),
    /** A CR without LF. */
    BARE_CR(FailureKind.PROTOCOL_VIOLATION),
    /** A NUL octet. */
    NUL(FailureKind.PROTOCOL_VIOLATION),
    /** Octets that nobody asked for. */
    UNSOLICITED_REPLY(FailureKind.PROTOCOL_VIOLATION),
    /** Clear text behind the reply to STARTTLS: an injection. */
    STARTTLS_INJECTION(FailureKind.PROTOCOL_VIOLATION),
    /** A challenge that is not base64. */
    BAD_CHALLENGE(FailureKind.PROTOCOL_VIOLATION),
    /** More challenges than the mechanism has. */
    TOO_MANY_CHALLENGES(FailureKind.PROTOCOL_VIOLATION),
    /** The mechanism gave up at a challenge that it cannot answer. */
    EXCHANGE_ABORTED(FailureKind.PROTOCOL_VIOLATION),
    /** The server says success, the mechanism does not. */
    EXCHANGE_INCOMPLETE(FailureKind.PROTOCOL_VIOLATION),
    /** A line longer than we read. */
    LINE_TOO_LONG(FailureKind.LIMIT),
    /** A reply of more lines than we read. */
    TOO_MANY_LINES(FailureKind.LIMIT),
    /** A reply longer than we read. */
    REPLY_TOO_LONG(FailureKind.LIMIT),
    /** More octets on one connection than we read. */
    SESSION_TOO_LONG(FailureKind.LIMIT),
    /** The address policy forbids the address. */
    ADDRESS_DENIED(FailureKind.POLICY),
    /** The caller's mechanism, token source or address policy failed. */
    EXTENSION_FAILED(FailureKind.EXTENSION),
    /** The caller's transport failed, or a connection of it: what is left of the conversation is unknown. */
    TRANSPORT_FAILED(FailureKind.EXTENSION),
    /** This machine's settings allow no TLS: no version, no cipher suite, or no authority that is trusted. */
    LOCAL_TLS(FailureKind.LOCAL),
    /** No connection can be made from the source address that the caller chose. */
    SOURCE_ADDRESS(FailureKind.LOCAL),
    /** This machine could not do its part: no sockets, no memory for one. */
    LOCAL_TROUBLE(FailureKind.LOCAL),
    /** A dialogue of another program ends before this reply. */
    REPLY_NOT_SHOWN(FailureKind.LOCAL),
    /** Another program stopped at this step and says why in words of its own, in a pasted text. */
    CLIENT_ERROR(FailureKind.CLIENT),
    /** The log of a server tells how one of its clients behaved: that shows nothing of whether mail gets through. */
    CLIENT_CONDUCT(FailureKind.LOCAL),
    /** Another program reports an error in a pasted text, in words that are not known, and no reply there is a refusal. */
    UNKNOWN_ERROR(FailureKind.LOCAL),
    /** Another program reports an error in a pasted text, and the text is about another protocol than SMTP. */
    OTHER_PROTOCOL(FailureKind.LOCAL),
    /** The probe was cancelled or its thread interrupted. */
    PROBE_CANCELLED(FailureKind.CANCELLED),
    /** The probe's time was over before the step could begin. */
    DEADLINE_PASSED(FailureKind.DEADLINE);

    private final FailureKind kind;

    Reason(FailureKind kind) {
        this.kind = kind;
    }

    /** {@return the kind of failure} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the stable token, such as {@code connection-refused}} */
    public String token() {
        return Tokens.of(this);
    }
}
