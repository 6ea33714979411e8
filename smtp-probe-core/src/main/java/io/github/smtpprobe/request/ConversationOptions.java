/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;

/** The options of a request for one conversation: TLS, the name of the client, the login, the envelope, the message, time. */
abstract sealed class ConversationOptions<B extends ConversationOptions<B>> permits ProbeRequest.Builder {
    final Draft draft;

    ConversationOptions(Draft draft) {
        this.draft = draft;
    }

    /** This builder, as what it is. */
    abstract B self();

    /**
     * Sets when TLS begins on the one port of this request.
     *
     * @param mode the mode
     * @return this builder
     */
    public B tls(TlsMode mode) {
        draft.tls = new Given<>(mode);
        return self();
    }

    /**
     * Goes on after a bad certificate, to look further. Credentials are never sent then, and the probe does not pass.
     *
     * @return this builder
     */
    public B inspectInvalidCertificate() {
        draft.inspectInvalidCertificate = true;
        return self();
    }

    /**
     * Ends the conversation after a step, reached or not: nothing but QUIT is sent after it, whatever the server does.
     *
     * @param stage the last step; EHLO is the one after TLS where TLS is wanted, and STARTTLS and TLS are one step
     * @return this builder
     */
    public B stopAfter(Stage stage) {
        draft.stopAfter = new Given<>(stage);
        return self();
    }

    /**
     * Sets the name for EHLO. The default is the address literal of our end of the connection, which tells no machine's name.
     *
     * @param name a domain name or an address literal in brackets
     * @return this builder
     */
    public B heloName(String name) {
        draft.heloName = new Given<>(name);
        return self();
    }

    /**
     * Gives credentials: AUTH is then part of the probe, and it cannot pass without.
     *
     * @param credentials tried once; see {@link #authenticateOnEveryRoute()}
     * @return this builder
     */
    public B credentials(Credentials credentials) {
        draft.credentials = new Given<>(credentials);
        return self();
    }

    /**
     * Limits the mechanisms.
     *
     * @param names in the order of preference
     * @return this builder
     */
    public B mechanisms(String... names) {
        draft.mechanisms = names == null ? List.of() : Draft.listOf(names);
        return self();
    }

    /**
     * Allows credentials on a connection that is not encrypted, where anybody on the way can read them.
     *
     * @return this builder
     */
    public B allowCleartextCredentials() {
        draft.cleartextCredentials = true;
        return self();
    }

    /**
     * Tries the credentials on every route, even after a server has judged them. Wrong ones may lock the account.
     *
     * @return this builder
     */
    public B authenticateOnEveryRoute() {
        draft.authenticateOnEveryRoute = true;
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
        draft.envelope = new Draft.EnvelopeTexts(from, false, to == null ? null : Draft.listOf(to));
        return self();
    }

    /**
     * Tries MAIL FROM with the null reverse-path {@code <>} of bounces, and RCPT TO.
     *
     * @param to the recipients; may be none
     * @return this builder
     */
    public B envelopeWithNullReversePath(String... to) {
        draft.envelope = new Draft.EnvelopeTexts(null, true, to == null ? null : Draft.listOf(to));
        return self();
    }

    /**
     * Really sends a message to the envelope's recipients: the only way to a DATA command. It is sent at most once.
     *
     * @param message header, empty line and body; line ends become CRLF, no line is longer than 998 octets; copied
     * @return this builder
     */
    public B message(byte[] message) {
        draft.message = new Given<>(message == null ? null : message.clone());
        return self();
    }

    /**
     * Sends the message to the accepted recipients even when others were refused.
     *
     * @return this builder
     */
    public B sendToAccepted() {
        draft.sendToAccepted = true;
        return self();
    }

    /**
     * Sets limits for single phases.
     *
     * @param timeouts the limits
     * @return this builder
     */
    public B timeouts(Timeouts timeouts) {
        draft.timeouts = timeouts;
        return self();
    }
}
