/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.ResolvedHost;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One host that was looked up, in words, so that it is clear at a glance which hosts work. Shared by all forms of the report.
 *
 * @param name   with the preference of its MX record, if it has one
 * @param result its addresses, each with the mark of its result; or why it has none
 */
record NameLine(String name, String result) {
    /** The lines for all hosts; empty if there is one name with one address, which the attempt's heading shows anyway. */
    static List<NameLine> of(ProbeReport report) {
        List<ResolvedHost> hosts = report.resolution().hosts();
        boolean plain = report.resolution().exchangers().isEmpty()
                && hosts.size() == 1
                && hosts.get(0).addresses().size() == 1
                && hosts.get(0).aliases().isEmpty();
        return plain ? List.of() : hosts.stream().map(host -> of(host, report)).toList();
    }

    private static NameLine of(ResolvedHost host, ProbeReport report) {
        String preference =
                host.preference().isPresent() ? "MX " + host.preference().getAsInt() + " " : "";
        String addresses = host.addresses().stream()
                .map(address -> mark(address, report.attempts()) + " " + AddressLiteral.text(address))
                .collect(Collectors.joining("  "));
        String aliases = host.aliases().isEmpty() ? "" : "alias of " + String.join(", ", host.aliases()) + "  ";
        return new NameLine(
                preference + host.name(), aliases + (addresses.isEmpty() ? words(host.status()) : addresses));
    }

    private static String mark(InetAddress address, List<Attempt> attempts) {
        List<Attempt> here = attempts.stream()
                .filter(each -> each.purpose() == Purpose.PROBE)
                .filter(each -> each.route().address().equals(address))
                .toList();
        if (here.isEmpty()) {
            return StepLine.NOT_DONE;
        }
        return here.stream().anyMatch(Attempt::passed) ? StepLine.DONE : StepLine.FAILED;
    }

    private static String words(Status status) {
        return switch (status) {
            case FOUND, NO_RECORDS -> "has no address";
            case NXDOMAIN -> "does not exist";
            case SERVER_FAILURE -> "the name server returned an error";
            case BOGUS -> "DNSSEC validation failed";
            case TIMEOUT -> "no name server answered";
            case TRUNCATED -> "the answer is too long for UDP, and TCP does not work";
            case CANCELLED -> "not looked up: the probe was cancelled";
            case OTHER_FAMILY -> "has addresses of the other family only";
            case BAD_ANSWER -> "the records cannot be used";
            case NOT_SUPPORTED -> "not looked up: the resolver has no such look-up";
            case EXTENSION_FAILED -> "not looked up: the resolver of the application failed";
            case LEFT_TO_ROAD -> "not looked up here: the way to the server does it";
            case HELD_UP -> "not looked up: code of the application took the time";
        };
    }
}
