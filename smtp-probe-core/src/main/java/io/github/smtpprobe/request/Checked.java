/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The values that the validation read out of a caller's texts. */
record Checked(
        Target target,
        PortPlan ports,
        Optional<String> heloName,
        Optional<Envelope> envelope,
        Optional<InetAddress> connectTo,
        List<String> mechanisms,
        Optional<String> credentialsKind) {}
