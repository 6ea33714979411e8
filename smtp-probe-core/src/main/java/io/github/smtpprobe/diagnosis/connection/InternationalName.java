/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A name with letters beyond ASCII: DNS, SNI and certificates use only its ASCII form. */
public final class InternationalName implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        String wire = seen.request().target().name();
        if (!wire.contains("xn--")) {
            return List.of();
        }
        String shown = DomainName.readable(wire);
        if (shown.equals(wire)) {
            return List.of();
        }
        Map<String, String> values = Map.of("name", wire, "shown", shown);
        return List.of(
                FindingText.of("host.international").filled(values, OptionalInt.empty(), List.of("name: " + wire)));
    }
}
