/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.signs.InnerAddress;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.smtp.Stage;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The MX records of a domain: null, missing, dangling, aliases, or odd in another way. */
public final class MailExchangers implements Check {
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
        for (Anomaly each : resolution.anomalies()) {
            String id = ANOMALIES.get(each);
            if (id != null) {
                int most = each == Anomaly.TOO_MANY_ADDRESSES ? LookedAt.ADDRESSES : LookedAt.EXCHANGERS;
                found.add(odd(id, resolution.target(), most));
            }
        }
        if (resolution.exchangers().filter(Status.FOUND::equals).isPresent()) {
            resolution.hosts().forEach(host -> host(seen, host, found));
        }
        return found;
    }

    private static Finding odd(String id, String name, int most) {
        Map<String, String> values = new HashMap<>(values(name, name, ""));
        values.put("most", Integer.toString(most));
        return finding(FindingText.of(id), values, OptionalInt.empty());
    }

    private static void host(Observation seen, ResolvedHost host, List<Finding> found) {
        Resolution resolution = seen.resolution();
        if (host.status() != Status.FOUND && host.status() != Status.LEFT_TO_ROAD) {
            trouble(resolution.target(), host, decides(seen, host) ? Severity.ERROR : Severity.WARNING)
                    .ifPresent(found::add);
            return;
        }
        if (!host.aliases().isEmpty()) {
            found.add(finding("mx.cname", resolution.target(), host.name(), ""));
        }
        if (!DomainName.hostName(host.name())) {
            found.add(of(seen, host, "mx.not-host-name", oddity(host.name())));
        }
        if (host.name().equals("localhost") || host.name().endsWith(".localhost")) {
            found.add(of(seen, host, "mx.localhost", ""));
        } else {
            host.addresses().stream()
                    .filter(MailExchangers::inner)
                    .findFirst()
                    .ifPresent(address -> found.add(of(seen, host, "mx.private", AddressLiteral.text(address))));
        }
    }

    /** Whether nothing was connected to, and the look-up of this host explains why. */
    private static boolean decides(Observation seen, ResolvedHost host) {
        Resolution resolution = seen.resolution();
        return seen.decisive().isEmpty()
                && resolution.hosts().stream()
                        .filter(each -> each.status() == resolution.status())
                        .findFirst()
                        .filter(host::equals)
                        .isPresent();
    }

    /** Why an exchanger cannot be reached; empty if the probe ended before that could be known. */
    private static Optional<Finding> trouble(String name, ResolvedHost host, Severity severity) {
        String id = switch (host.status()) {
            case BOGUS -> "dns.bogus";
            case SERVER_FAILURE, NOT_SUPPORTED -> "dns.server-failure";
            case TIMEOUT -> "dns.timeout";
            case TRUNCATED -> "dns.truncated";
            case EXTENSION_FAILED -> "extension.failed";
            case HELD_UP -> "extension.slow";
            case OTHER_FAMILY -> "dns.other-family";
            case CANCELLED -> "";
            default -> leadsNowhere(host);
        };
        if (id.isEmpty()) {
            return Optional.empty();
        }
        FindingText text = FindingText.of(id).weighing(severity);
        if (id.startsWith("extension.")) {
            Map<String, String> values = new HashMap<>(UnresolvedName.application(host.status(), host.name()));
            values.put("detail", host.detail());
            List<String> evidence = List.of("MX of " + name + ": " + host.name());
            return Optional.of(text.filled(values, OptionalInt.empty(), evidence).toBuilder()
                    .subject(host.name())
                    .stage(Stage.RESOLVE)
                    .build());
        }
        return Optional.of(
                id.startsWith("dns.")
                        ? finding(text, host.name(), host, host.detail())
                        : finding(text, name, host, words(host)));
    }

    /**
     * The finding about an exchanger. If the exchanger was tried, it belongs to that attempt, so that its consequences can be
     * recognised.
     */
    private static Finding of(Observation seen, ResolvedHost host, String id, String detail) {
        OptionalInt attempt = Stream.concat(seen.decisive().stream(), seen.attempts().stream())
                .filter(each -> each.route().host().equals(host.name()))
                .mapToInt(Attempt::index)
                .findFirst();
        return finding(id, seen.resolution().target(), host.name(), detail, attempt);
    }

    private static String oddity(String host) {
        return host.indexOf('_') >= 0
                ? "A host name contains no underscore"
                : "A host name consists of labels of up to 63 letters, digits and inner hyphens";
    }

    private static String leadsNowhere(ResolvedHost host) {
        if (host.status() == Status.BAD_ANSWER && AddressLiteral.looksLike(host.name())) {
            return "mx.is-address";
        }
        return host.name().endsWith(".invalid") ? "mx.placeholder" : "mx.dangling";
    }

    static boolean inner(InetAddress address) {
        return InnerAddress.is(address);
    }

    private static String words(ResolvedHost host) {
        return switch (host.status()) {
            case NXDOMAIN -> "The name does not exist";
            case NO_RECORDS -> "The name has no address";
            default ->
                host.detail().isEmpty() ? "Its records cannot be used" : "The resolver reports: " + host.detail();
        };
    }

    private static Finding finding(String id, String name, String host, String detail) {
        return finding(id, name, host, detail, OptionalInt.empty());
    }

    private static Finding finding(FindingText text, String name, ResolvedHost host, String detail) {
        return finding(text, values(name, host.name(), detail), OptionalInt.empty());
    }

    private static Finding finding(String id, String name, String host, String detail, OptionalInt attempt) {
        return finding(FindingText.of(id), values(name, host, detail), attempt);
    }

    private static Finding finding(FindingText text, Map<String, String> values, OptionalInt attempt) {
        List<String> evidence = List.of("MX of " + values.get("name") + ": " + values.get("host"));
        Finding found = text.filled(values, attempt, evidence);
        return found.toBuilder()
                .subject(values.getOrDefault("host", ""))
                .stage(Stage.RESOLVE)
                .build();
    }

    private static Map<String, String> values(String name, String host, String detail) {
        return Map.of("name", name, "host", host, "detail", detail, "asked", UnresolvedName.familyAsked(detail));
    }
}
