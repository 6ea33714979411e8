/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a request that say how far the conversation goes, as whom, with what, and how long it may take. */
abstract sealed class ConversationOptions<B> extends SecurityOptions<B> permits ProbeRequest.Builder {
    @Nullable
    Given<Stage> stopAfter;

    @Nullable
    Given<String> heloName;

    @Nullable
    EnvelopeTexts envelope;

    @Nullable
    Given<byte[]> message;

    @Nullable
    Long messageSize;

    /** Whether commands go together; as long as nobody has said, they do not. */
    @Nullable
    Boolean pipelining;

    @Nullable
    Given<Map<@Nullable String, @Nullable String>> xclient;

    boolean lmtp;

    @Nullable
    Given<String> helloVerb;

    boolean sendToAccepted;
    boolean secondLook = true;
    boolean reverseNames;
    Timeouts timeouts = Timeouts.STANDARD;
    Duration deadline = Duration.ofSeconds(30);

    ConversationOptions() {}

    /** The mailboxes of an envelope as texts. */
    record EnvelopeTexts(
            @Nullable String from,
            boolean nullReversePath,
            @Nullable List<@Nullable String> to) {}

    /**
     * Ends the conversation after a step, reached or not: nothing but QUIT is sent after it, whatever the server does. QUIT itself needs a
     * greeting, and a server that listens to commands: after CONNECT, and after the 354 to DATA, where it would be a line of the message
     * (RFC 5321 §4.1.1.4), the connection is closed without it. The probe passes where all that was asked up to the step works.
     *
     * @param stage the last step, from CONNECT to END_OF_DATA; EHLO is the one after TLS where TLS is wanted, and STARTTLS and TLS are one
     *              step. It must be one that is asked for: TLS on some port, credentials for AUTH, attributes for XCLIENT, mailboxes for MAIL
     *              and RCPT, a message for DATA and its end; nor may it leave out credentials or XCLIENT that were given.
     * @return this builder
     */
    public B stopAfter(Stage stage) {
        stopAfter = new Given<>(stage);
        return self();
    }

    /**
     * Sets the name for EHLO. The default is the address literal of our end of the connection, which tells no machine's name.
     *
     * @param name a domain name or an address literal in brackets
     * @return this builder
     */
    public B heloName(String name) {
        heloName = new Given<>(name);
        return self();
    }

    /**
     * Says hello by this verb alone, to find a fault: no other is tried, also where the server refuses it. By default EHLO is said, and
     * HELO where EHLO is not known. {@code HELO} asks for no extensions, so that nobody learns whether the server offers STARTTLS, AUTH
     * or any other: what needs one is left out ({@link io.github.smtpprobe.fact.SkipReason#EXTENSIONS_NOT_ASKED}), but for STARTTLS and
     * AUTH where {@link #startTlsEvenIfNotOffered()} and {@link #authEvenIfNotOffered()} want them. The reply to every other verb is
     * read as one to EHLO. A probe for untrusted targets refuses such a request.
     *
     * @param verb 1 to 12 letters from A to Z, in the case in which they are to be sent
     * @return this builder
     */
    public B helloVerb(String verb) {
        helloVerb = new Given<>(verb);
        return self();
    }

    /**
     * Tells the server to take this client for another one, by XCLIENT (Postfix, XCLIENT_README): to see what it says to that one, where
     * it allows this. It is sent after TLS and before AUTH, and only where the server offers it with each of these attributes; else the
     * step is left out, with all that follows it. The session then begins anew, with a greeting and EHLO; what the server
     * says from then on is about the other client. A probe for untrusted targets refuses such a request.
     *
     * @param attributes their names, which are NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR and DESTPORT in any case, and their values as
     *     they are, not in xtext; {@code [UNAVAILABLE]} stands for one that is not known, and {@code [TEMPUNAVAIL]} for a name that
     *     cannot be looked up for now
     * @return this builder
     */
    public B xclient(Map<String, String> attributes) {
        xclient = new Given<>(attributes == null ? null : copyOf(attributes));
        return self();
    }

    private static Map<@Nullable String, @Nullable String> copyOf(Map<String, String> attributes) {
        Map<@Nullable String, @Nullable String> copy = new LinkedHashMap<>();
        attributes.forEach(copy::put);
        return copy;
    }

    /**
     * Speaks LMTP (RFC 2033), by which mail is handed to the server that keeps the mailboxes, instead of SMTP: LHLO stands for EHLO,
     * and a message has a reply for each recipient that was accepted, each of them a fact of its own
     * ({@link io.github.smtpprobe.fact.MessageTransfer#recipient()}). It has no port of its own, so that the request has to name one,
     * such as 24, and it must not be spoken on port 25 (RFC 2033 §5). Inside a mail system there is often no TLS: then
     * {@link TlsMode#PLAIN} is the mode to ask for. A probe for untrusted targets refuses such a request.
     *
     * @return this builder
     */
    public B lmtp() {
        lmtp = true;
        return self();
    }

    /**
     * Tries MAIL FROM and RCPT TO. Nothing is sent.
     *
     * @param from the sender
     * @param to   the recipients; may be none
     * @return this builder
     */
    public B envelope(String from, String... to) {
        envelope = new EnvelopeTexts(from, false, to == null ? null : listOf(to));
        return self();
    }

    /**
     * Tries MAIL FROM with the null reverse-path {@code <>} of bounces, and RCPT TO.
     *
     * @param to the recipients; may be none
     * @return this builder
     */
    public B envelopeWithNullReversePath(String... to) {
        envelope = new EnvelopeTexts(null, true, to == null ? null : listOf(to));
        return self();
    }

    /**
     * Really sends a message to the envelope's recipients: the only way to a DATA command. It is sent at most once.
     *
     * @param message header, empty line and body; line ends become CRLF, no line is longer than 998 octets; copied
     * @return this builder
     */
    public B message(byte[] message) {
        this.message = new Given<>(message == null ? null : message.clone());
        return self();
    }

    /**
     * Declares a size in MAIL FROM, to learn whether the server takes a message that large without sending one (RFC 1870). Where the
     * server offers no SIZE it cannot be asked: the probe then does not pass, and says so.
     *
     * @param octets the size of the message, at least 1; a third more than its attachments, which base64 makes longer
     * @return this builder
     */
    public B messageSize(long octets) {
        messageSize = octets;
        return self();
    }

    /**
     * Sends the message to the accepted recipients even when others were refused.
     *
     * @return this builder
     */
    public B sendToAccepted() {
        sendToAccepted = true;
        return self();
    }

    /**
     * Sends MAIL, RCPT, RSET and QUIT together, without waiting for the reply to each, where the server offers PIPELINING in the EHLO
     * that counts (RFC 2920); at most 32 commands and 4,096 octets at once. That saves one round trip for each command but the first.
     * Every reply is still a fact of its own. DATA, and QUIT behind a message, go alone. A recipient behind a refused sender is then
     * asked for, too, and a server that leaves out a reply, or sends one too many, is found out.
     *
     * @return this builder
     */
    public B pipelining() {
        pipelining = true;
        return self();
    }

    /**
     * Sends each command only after the reply to the one before it, also where PIPELINING is offered. This is the default of a single
     * probe; a batch pipelines unless this was said.
     *
     * @return this builder
     */
    public B lockStep() {
        pipelining = false;
        return self();
    }

    /**
     * Sets limits for single phases.
     *
     * @param timeouts the limits
     * @return this builder
     */
    public B timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
        return self();
    }

    /**
     * Takes no second look. By default a port that is silent, or speaks another protocol than was asked for, is connected to
     * once more and greeted the other way (a TLS hello instead of waiting, waiting instead of a TLS hello), without credentials:
     * so the report can say what the port wants. A silent port is looked at while the first connection goes on waiting: after
     * 2 s where the look only listens and on port 465, else after 8 s, or a little before the end of a shorter wait; port 25 is
     * never sent a TLS hello. The look ends when the first connection speaks, after 3 s at most; where it hears the server, the wait on
     * the first connection ends too.
     *
     * @return this builder
     */
    public B withoutSecondLook() {
        secondLook = false;
        return self();
    }

    /**
     * Looks up, after the last connection, the reverse names of the server's addresses that were tried and of this client's where
     * they are known, and whether those names lead back (RFC 8601 §3, {@code iprev}). This client's address is known where it is
     * public, or where a reply names it. A fifth of the deadline is kept for it, 5 seconds at most, and it never decides
     * whether the probe passes. Whoever runs the name servers of an address sees that it was asked for.
     *
     * @return this builder
     */
    public B reverseNames() {
        reverseNames = true;
        return self();
    }

    /**
     * Sets the limit of the whole probe, names and all routes included.
     *
     * @param deadline 1 ms to 1 h; the default is 30 s
     * @return this builder
     */
    public B deadline(Duration deadline) {
        this.deadline = deadline;
        return self();
    }
}
