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

/**
 * What a caller gave, as it was given: the builder's state, unchecked. A flag beside a field says that it was given at all, so
 * that null is a problem with a name, not a default.
 */
final class Draft implements Cloneable {
    final @Nullable String host;
    final boolean mailExchangers;
    PortPlan ports = PortPlan.submission();

    @Nullable
    TlsMode tls;

    boolean tlsSet;
    Coverage coverage = Coverage.FIRST_CONVERSATION;

    @Nullable
    Stage stopAfter;

    boolean stopAfterSet;

    @Nullable
    String heloName;

    boolean heloSet;

    @Nullable
    Credentials credentials;

    boolean credentialsSet;
    List<String> mechanisms = List.of();
    boolean mechanismsSet;
    boolean cleartextCredentials;
    boolean authenticateOnEveryRoute;

    boolean secondLook = true;

    @Nullable
    String from;

    @Nullable
    List<String> recipients;

    boolean nullReversePath;
    byte @Nullable [] message;
    boolean messageSet;
    boolean sendToAccepted;
    Timeouts timeouts = Timeouts.STANDARD;
    Duration deadline = Duration.ofSeconds(30);
    AddressFamilies families = AddressFamilies.IPV6_FIRST;

    @Nullable
    String connectTo;

    boolean connectToSet;

    @Nullable
    InetAddress sourceAddress;

    boolean sourceAddressSet;
    boolean inspectInvalidCertificate;

    Draft(@Nullable String host, boolean mailExchangers) {
        this.host = host;
        this.mailExchangers = mailExchangers;
    }

    void mechanisms(String @Nullable [] names) {
        mechanismsSet = true;
        mechanisms = names == null ? List.of() : Collections.unmodifiableList(listOf(names));
    }

    void envelope(@Nullable String sender, String @Nullable [] to) {
        from = sender;
        nullReversePath = false;
        recipients = to == null ? null : listOf(to);
        envelopeSet = true;
    }

    boolean envelopeSet;

    /** Unlike List.of, this keeps null, for the validation to name. */
    private static List<String> listOf(String[] values) {
        return new ArrayList<>(Arrays.asList(values));
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
