/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that the validation has read from a caller's texts. */
record Checked(
        Target target,
        PortPlan ports,
        Optional<String> heloName,
        Map<String, String> xclient,
        Optional<Envelope> envelope,
        Optional<InetAddress> connectTo,
        Optional<TlsSettings> trust,
        List<String> mechanisms,
        Optional<String> credentialsKind) {}
