/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;

/** Converts dnsjava's records to the library's, and searches lists of them. */
final class Records {
    private Records() {}

    /** A name in lower case and without its final dot; the root is empty. */
    static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }

    static DnsRecord of(Record record) {
        return DnsRecord.of(
                text(record.getName()),
                RecordType.of(record.getType()),
                Duration.ofSeconds(record.getTTL()),
                record.rdataToWireCanonical());
    }

    /** The records of a name and type. */
    static List<Record> of(List<Record> all, Name name, int type) {
        return all.stream()
                .filter(each -> each.getType() == type && each.getName().equals(name))
                .toList();
    }

    /** The signatures of one name and type. */
    static List<RRSIGRecord> signatures(List<Record> all, Name name, int type) {
        return new SetSignatures(all).of(name, type);
    }
}
