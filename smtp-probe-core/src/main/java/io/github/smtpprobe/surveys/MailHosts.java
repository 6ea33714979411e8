/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts that accept a domain's mail according to its MX records (RFC 5321 §5.1, RFC 7505). */
final class MailHosts {
    private static final String ROOT = ".";

    private MailHosts() {}

    /**
     * One host.
     *
     * @param name       its name in lower case
     * @param preference lower is tried first
     * @param implicit   whether the domain stands in for missing MX records
     */
    record MailHost(String name, int preference, boolean implicit) {
        /** Whether it is an address in place of a name, which nobody looks up. */
        boolean literal() {
            return AddressLiteral.looksLike(name) || name.indexOf(':') >= 0;
        }
    }

    /**
     * The hosts in the order in which they are tried, each once with its best preference; empty if the domain accepts no mail.
     */
    static List<MailHost> of(String domain, DnsAnswer mx) {
        if (mx.result() == DnsResult.NO_RECORDS) {
            return List.of(new MailHost(domain, 0, true));
        }
        Map<String, MailHost> found = new LinkedHashMap<>();
        List<DnsRecord> ordered = new ArrayList<>(mx.records());
        ordered.sort(Comparator.comparingInt(MailHosts::preference));
        for (DnsRecord each : ordered) {
            each.target()
                    .filter(name -> !name.equals(ROOT))
                    .ifPresent(name -> found.putIfAbsent(name, new MailHost(name, preference(each), false)));
        }
        return List.copyOf(found.values());
    }

    /** The first field of an MX record. */
    private static int preference(DnsRecord record) {
        byte[] data = record.rdata();
        return data.length < 2 ? 0 : ((data[0] & 0xFF) << 8) | (data[1] & 0xFF);
    }
}
