/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The MX records of a domain: null, missing, dangling, aliased. */
final class MailExchangers implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        Resolution resolution = seen.resolution();
        List<Finding> found = new ArrayList<>();
        if (resolution.nullMx()) {
            found.add(finding("mx.null", resolution.target(), resolution.target(), ""));
        }
        if (resolution.implicitMx() && !resolution.routes().isEmpty()) {
            found.add(finding("mx.implicit", resolution.target(), resolution.target(), ""));
        }
        if (resolution.exchangers().filter(Status.FOUND::equals).isPresent()) {
            resolution.hosts().forEach(host -> host(resolution, host, found));
        }
        return found;
    }

    private static void host(Resolution resolution, Resolution.Host host, List<Finding> found) {
        String name = resolution.target();
        Finding finding = switch (host.status()) {
            case FOUND -> host.aliases().isEmpty() ? null : finding("mx.cname", name, host.name(), "");
            case SERVER_FAILURE -> finding("dns.server-failure", host.name(), host.name(), "");
            case TIMEOUT -> finding("dns.timeout", host.name(), host.name(), "");
            default -> finding("mx.dangling", name, host.name(), words(host));
        };
        if (finding != null) {
            boolean others =
                    !resolution.routes().isEmpty() || !resolution.denied().isEmpty();
            found.add(finding.withSeverity(others ? Severity.WARNING : Severity.ERROR));
        }
    }

    private static String words(Resolution.Host host) {
        return switch (host.status()) {
            case NXDOMAIN -> "The name does not exist";
            case NO_RECORDS -> "The name has no address";
            default -> host.detail().isEmpty() ? "Its records make no sense" : "The look-up says: " + host.detail();
        };
    }

    private static Finding finding(String id, String name, String host, String detail) {
        Map<String, String> values = Map.of("name", name, "host", host, "detail", detail);
        return Case.finding(FindingText.of(id), values, OptionalInt.empty(), List.of("MX of " + name + ": " + host));
    }
}
