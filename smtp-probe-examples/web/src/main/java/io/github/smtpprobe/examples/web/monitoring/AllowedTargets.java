/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A list of servers that may be probed: {@code mx.example.com}, {@code 192.0.2.1}, or {@code *.example.com} for all names below
 * that one. An entry can end with a port, such as {@code :2525}, and then allows only that port. Without a port, an entry allows
 * the mail ports (25, 465, 587, 2525) and the port of the module. An empty list allows nothing. Immutable and thread-safe.
 */
final class AllowedTargets {
    private record Entry(String host, boolean below, int port) {
        boolean allows(String name, int wanted, int ofModule) {
            boolean named = below ? name.endsWith("." + host) : name.equals(host);
            boolean ofMail = SmtpProbe.UNTRUSTED_PORTS.contains(wanted);
            return named && (port == 0 ? ofMail || wanted == ofModule : wanted == port);
        }
    }

    private final List<Entry> entries;

    private AllowedTargets(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a list.
     *
     * @param texts the entries
     * @return the list
     * @throws IllegalArgumentException if an entry is invalid; the message states the rule
     */
    static AllowedTargets of(List<String> texts) {
        List<Entry> entries = new ArrayList<>();
        for (String each : new TreeSet<>(texts)) {
            boolean below = each.startsWith("*.");
            GivenTarget target = GivenTarget.of(below ? each.substring(2) : each);
            try {
                entries.add(new Entry(canonical(target.host()), below, target.port()));
            } catch (InvalidRequest none) {
                throw new IllegalArgumentException("names no server", none);
            }
        }
        return new AllowedTargets(entries);
    }

    private static String canonical(String host) {
        return ProbeRequest.to(host).build().target().name().toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * Tells whether everything in a request may be probed.
     *
     * @param request  the request
     * @param ofModule the port that the operator set for the module, or 0 for none
     * @return whether each of its ports is allowed by an entry
     */
    boolean allow(ProbeRequest request, int ofModule) {
        String name = request.target().name().toLowerCase(Locale.ROOT);
        return request.ports().entries().stream()
                .allMatch(asked -> entries.stream().anyMatch(each -> each.allows(name, asked.port(), ofModule)));
    }
}
