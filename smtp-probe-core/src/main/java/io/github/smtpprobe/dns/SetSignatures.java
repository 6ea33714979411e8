/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The signatures among some records, indexed once by what they sign, because strangers choose how many there are of both. */
final class SetSignatures {
    /** Of one set: more than any zone has, even while it rolls over. Whoever sends more wants work to be done. */
    static final int MOST = 16;

    private final Map<Name, Map<Integer, List<RRSIGRecord>>> all = new HashMap<>();

    SetSignatures(List<Record> records) {
        for (Record each : records) {
            if (each instanceof RRSIGRecord signature) {
                all.computeIfAbsent(signature.getName(), name -> new HashMap<>())
                        .computeIfAbsent(signature.getTypeCovered(), type -> new ArrayList<>())
                        .add(signature);
            }
        }
    }

    /**
     * The signatures of a name and type, by zones that may sign it: those that the name is in. The zone's name is in small letters, since
     * dnsjava looks for its key by the letter.
     */
    List<RRSIGRecord> of(Name name, int type) {
        return all.getOrDefault(name, Map.of()).getOrDefault(type, List.of()).stream()
                .filter(each -> name.subdomain(each.getSigner()))
                .limit(MOST)
                .map(each -> (RRSIGRecord) Record.newRecord(
                        name, Type.RRSIG, each.getDClass(), each.getTTL(), each.rdataToWireCanonical()))
                .toList();
    }

    /** Those of one zone. */
    List<RRSIGRecord> of(Name name, int type, Name zone) {
        return of(name, type).stream()
                .filter(each -> each.getSigner().equals(zone))
                .toList();
    }
}
