/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.smtp.AddressLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The MX records of a domain: null, missing, dangling, aliased, or odd in another way. */
final class MailExchangers implements Check {
    private static final Map<Anomaly, String> ANOMALIES = new EnumMap<>(Map.of(
            Anomaly.NULL_MX_AMONG_OTHERS, "mx.null-mixed",
            Anomaly.DUPLICATE_EXCHANGERS, "mx.duplicate",
            Anomaly.TOO_MANY_EXCHANGERS, "mx.too-many",
            Anomaly.TOO_MANY_ADDRESSES, "dns.too-many-addresses",
            Anomaly.TOO_MANY_ROUTES, "policy.quota"));

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
        ANOMALIES.forEach((anomaly, id) -> {
            if (resolution.anomalies().contains(anomaly)) {
                found.add(finding(id, resolution.target(), resolution.target(), ""));
            }
        });
        if (resolution.exchangers().filter(Status.FOUND::equals).isPresent()) {
            resolution.hosts().forEach(host -> host(resolution, host, found));
        }
        return found;
    }

    private static void host(Resolution resolution, Resolution.Host host, List<Finding> found) {
        String name = resolution.target();
        Finding trouble = switch (host.status()) {
            case FOUND -> null;
            case BOGUS -> finding("dns.bogus", host.name(), host.name(), host.detail());
            case SERVER_FAILURE -> finding("dns.server-failure", host.name(), host.name(), host.detail());
            case TIMEOUT -> finding("dns.timeout", host.name(), host.name(), "");
            default -> finding(leadsNowhere(host), name, host.name(), words(host));
        };
        if (trouble != null) {
            boolean others =
                    !resolution.routes().isEmpty() || !resolution.denied().isEmpty();
            found.add(trouble.withSeverity(others ? Severity.WARNING : Severity.ERROR));
            return;
        }
        if (!host.aliases().isEmpty()) {
            found.add(finding("mx.cname", name, host.name(), ""));
        }
        if (host.name().equals("localhost") || host.name().endsWith(".localhost")) {
            found.add(finding("mx.localhost", name, host.name(), ""));
        } else {
            host.addresses().stream()
                    .filter(MailExchangers::inner)
                    .findFirst()
                    .ifPresent(
                            address -> found.add(finding("mx.private", name, host.name(), address.getHostAddress())));
        }
    }

    private static String leadsNowhere(Resolution.Host host) {
        if (host.status() == Status.BAD_ANSWER && AddressLiteral.looksLike(host.name())) {
            return "mx.is-address";
        }
        return host.name().endsWith(".invalid") ? "mx.placeholder" : "mx.dangling";
    }

    private static boolean inner(InetAddress address) {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC; // RFC 4193
        return uniqueLocal
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress();
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
