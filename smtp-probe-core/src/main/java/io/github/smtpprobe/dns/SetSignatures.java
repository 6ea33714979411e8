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

/** The signatures among some records, indexed once by what they sign, because strangers choose the number of both. */
final class SetSignatures {
    /**
     * The most signatures of one set: more than any zone has, even during a rollover. Whoever sends more wants to cause work.
     */
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
     * The signatures of a name and type by zones that may sign it, which are those that contain the name. The zone's name is in
     * lower case, because dnsjava looks up its key literally.
     */
    List<RRSIGRecord> of(Name name, int type) {
        return all.getOrDefault(name, Map.of()).getOrDefault(type, List.of()).stream()
                .filter(each -> name.subdomain(each.getSigner()))
                .limit(MOST)
                .map(each -> (RRSIGRecord) Record.newRecord(
                        name, Type.RRSIG, each.getDClass(), each.getTTL(), each.rdataToWireCanonical()))
                .toList();
    }

    /** The signatures by one zone. */
    List<RRSIGRecord> of(Name name, int type, Name zone) {
        return of(name, type).stream()
                .filter(each -> each.getSigner().equals(zone))
                .toList();
    }
}
