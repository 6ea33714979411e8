/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a request that say how far the conversation goes, under which name, with which contents, and how long it may take. */
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

    /** Whether commands are sent together; null if the caller has not said. */
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
     * Ends the conversation after a step: nothing but QUIT is sent after it, whatever the server does. QUIT itself is only sent
     * where the server expects a command. After CONNECT, and after the 354 reply to DATA, where it would become a line of the
     * message (RFC 5321 §4.1.1.4), the connection is closed without it. The probe passes if everything that was asked up to this
     * step works.
     *
     * @param stage the last step, from CONNECT to END_OF_DATA. If TLS is wanted, EHLO means the one inside TLS; STARTTLS and TLS
     *              count as one step. The request must ask for the step: TLS on some port, credentials for AUTH, attributes for
     *              XCLIENT, mailboxes for MAIL and RCPT, a message for DATA and its end. It must not come before AUTH or XCLIENT
     *              if the request has credentials or attributes
     * @return this builder
     */
    public B stopAfter(Stage stage) {
        stopAfter = new Given<>(stage);
        return self();
    }

    /**
     * Sets the client's name in EHLO. The default is the address literal of our end of the connection, which does not reveal the
     * name of this machine.
     *
     * @param name a domain name or an address literal in brackets
     * @return this builder
     */
    public B heloName(String name) {
        heloName = new Given<>(name);
        return self();
    }

    /**
     * Uses only this verb to greet the server, for troubleshooting: no other is tried, even if the server refuses it. By default
     * EHLO is sent, and HELO if the server does not know EHLO. {@code HELO} does not ask for extensions, so nothing is learned
     * about STARTTLS, AUTH and the others: steps that need one are skipped
     * ({@link io.github.smtpprobe.fact.SkipReason#EXTENSIONS_NOT_ASKED}), unless {@link #startTlsEvenIfNotOffered()} or
     * {@link #authEvenIfNotOffered()} asks for them. The reply to any other verb is read like the reply to EHLO. A probe for
     * untrusted targets refuses such a request.
     *
     * @param verb 1 to 12 letters from A to Z, sent in the case given here
     * @return this builder
     */
    public B helloVerb(String verb) {
        helloVerb = new Given<>(verb);
        return self();
    }

    /**
     * Asks the server, by XCLIENT (Postfix, XCLIENT_README), to treat this client as another one, to see how it would answer that
     * client. The command is sent after TLS and before AUTH, and only if the server offers XCLIENT with each of these attributes;
     * otherwise this step and all that follow it are skipped. Afterwards the session starts over with a greeting and EHLO, and
     * whatever the server says from then on is about the other client. A probe for untrusted targets refuses such a request.
     *
     * @param attributes their names, which are NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR and DESTPORT in any case, with
     *     their plain values, not encoded as xtext. {@code [UNAVAILABLE]} stands for an unknown value, and {@code [TEMPUNAVAIL]}
     *     for a name that cannot be looked up at present
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
     * Speaks LMTP (RFC 2033), the protocol that hands mail to the server with the mailboxes, instead of SMTP. LHLO replaces EHLO,
     * and a message gets a reply for each accepted recipient, each recorded as a fact of its own
     * ({@link io.github.smtpprobe.fact.MessageTransfer#recipient()}). LMTP has no default port, so the request has to name one,
     * such as 24; port 25 is not allowed (RFC 2033 §5). Within a mail system there is often no TLS: use {@link TlsMode#PLAIN}
     * then. A probe for untrusted targets refuses such a request.
     *
     * @return this builder
     */
    public B lmtp() {
        lmtp = true;
        return self();
    }

    /**
     * Tries MAIL FROM and RCPT TO. No mail is sent.
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
     * Tries MAIL FROM with the null reverse-path {@code <>}, which bounces use, and RCPT TO.
     *
     * @param to the recipients; may be none
     * @return this builder
     */
    public B envelopeWithNullReversePath(String... to) {
        envelope = new EnvelopeTexts(null, true, to == null ? null : listOf(to));
        return self();
    }

    /**
     * Really sends a message to the envelope's recipients. Only with this option is DATA ever used. The message is sent at most
     * once.
     *
     * @param message header, empty line and body; line ends are converted to CRLF, and no line may exceed 998 octets. Copied
     * @return this builder
     */
    public B message(byte[] message) {
        this.message = new Given<>(message == null ? null : message.clone());
        return self();
    }

    /**
     * Declares a size in MAIL FROM, to learn without sending a message whether the server accepts one that large (RFC 1870). If
     * the server does not offer SIZE, it cannot be asked: the probe then does not pass, and says so.
     *
     * @param octets the size of the message, at least 1. Base64 makes attachments a third larger
     * @return this builder
     */
    public B messageSize(long octets) {
        messageSize = octets;
        return self();
    }

    /**
     * Sends the message to the accepted recipients even if others were refused. Without a {@link #message} the request is refused.
     *
     * @return this builder
     */
    public B sendToAccepted() {
        sendToAccepted = true;
        return self();
    }

    /**
     * Sends MAIL, RCPT, RSET and QUIT together, without waiting for each reply, if the server's last reply to EHLO offers
     * PIPELINING (RFC 2920); at most 32 commands and 4,096 octets at once. This saves one round trip for each command after the
     * first. Every reply is still a fact of its own. DATA, and QUIT after a message, are sent alone. With pipelining, recipients
     * are sent even if the sender turns out to be refused, and a server that omits a reply or sends one too many is detected.
     *
     * @return this builder
     */
    public B pipelining() {
        pipelining = true;
        return self();
    }

    /**
     * Sends each command only after the reply to the previous one, even if PIPELINING is offered. This is the default for a
     * single probe; a batch uses pipelining unless this option is set.
     *
     * @return this builder
     */
    public B lockStep() {
        pipelining = false;
        return self();
    }

    /**
     * Sets time limits for the individual phases.
     *
     * @param timeouts the limits
     * @return this builder
     */
    public B timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
        return self();
    }

    /**
     * Switches second looks off. By default, a port that is silent or does not speak the expected protocol is connected to once
     * more, without credentials, and approached the other way: with a TLS hello instead of waiting, or waiting instead of a TLS
     * hello. This lets the report say what the port expects. A silent port gets its second look while the first connection is
     * still waiting: after 2 s if the look only listens, and on port 465; otherwise after 8 s, or shortly before the end of a
     * shorter wait. Port 25 is never sent a TLS hello. The look ends when the first connection hears something, or after 3 s; if
     * the look hears the server first, the wait on the first connection ends, too.
     *
     * @return this builder
     */
    public B withoutSecondLook() {
        secondLook = false;
        return self();
    }

    /**
     * Looks up the reverse names of the server's addresses that were tried, and of this client's addresses if they are known, and
     * checks whether those names lead back to the addresses (RFC 8601 §3, {@code iprev}). This client's address is known if it is
     * public or if a reply names it. The look-ups run after the last connection. A fifth of the deadline, at most 5 seconds, is
     * reserved for them, and they never decide whether the probe passes. Whoever runs the name servers for an address can see the
     * questions.
     *
     * @return this builder
     */
    public B reverseNames() {
        reverseNames = true;
        return self();
    }

    /**
     * Sets the time limit of the whole probe, including name look-ups and all routes.
     *
     * @param deadline 1 ms to 1 h; the default is 30 s
     * @return this builder
     */
    public B deadline(Duration deadline) {
        this.deadline = deadline;
        return self();
    }
}
