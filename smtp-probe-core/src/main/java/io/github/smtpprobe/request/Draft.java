/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Stage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller gave, as it was given: the builder's state, unchecked. An option that was never set is null. */
final class Draft implements Cloneable {
    final @Nullable String host;
    final boolean mailExchangers;
    PortPlan ports = PortPlan.submission();

    @Nullable
    Given<TlsMode> tls;

    Coverage coverage = Coverage.FIRST_CONVERSATION;

    @Nullable
    Given<Stage> stopAfter;

    @Nullable
    Given<String> heloName;

    @Nullable
    Given<Credentials> credentials;

    @Nullable
    List<String> mechanisms;

    boolean cleartextCredentials;
    boolean authenticateOnEveryRoute;
    boolean secondLook = true;

    @Nullable
    EnvelopeTexts envelope;

    @Nullable
    Given<byte[]> message;

    boolean sendToAccepted;
    Timeouts timeouts = Timeouts.STANDARD;
    Duration deadline = Duration.ofSeconds(30);
    AddressFamilies families = AddressFamilies.IPV6_FIRST;

    @Nullable
    Given<String> connectTo;

    @Nullable
    Given<InetAddress> sourceAddress;

    boolean inspectInvalidCertificate;

    Draft(@Nullable String host, boolean mailExchangers) {
        this.host = host;
        this.mailExchangers = mailExchangers;
    }

    /** The mailboxes of an envelope as texts. */
    record EnvelopeTexts(
            @Nullable String from,
            boolean nullReversePath,
            @Nullable List<@Nullable String> to) {}

    /** An array as a list that keeps null, unlike List.of, for the validation to name. */
    static List<String> listOf(String[] values) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
    }

    /** A copy of its own; what it holds is never changed in place. */
    Draft copy() {
        try {
            return (Draft) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
