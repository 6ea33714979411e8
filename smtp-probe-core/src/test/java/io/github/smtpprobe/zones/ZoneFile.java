/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/** The zones of a {@link World} from the root on, and their records. */
abstract class ZoneFile {
    final NavigableMap<Name, ZoneData> zones = new TreeMap<>();
    ZoneData last = new ZoneData(Name.root, true);

    ZoneFile() {
        zones.put(Name.root, last);
    }

    /** What the words are said of, for the next one. */
    abstract World world();

    /** A further signed zone, with a DS record in the zone above it if that is signed. */
    public World andSigned(String zone) {
        return zone(name(zone), true);
    }

    /** A further unsigned zone. */
    public World andUnsigned(String zone) {
        return zone(name(zone), false);
    }

    private synchronized World zone(Name apex, boolean signed) {
        if (apex.labels() > 2) { // its top-level zone first
            Name top = new Name(apex, apex.labels() - 2);
            if (!zones.containsKey(top)) {
                zone(top, true);
            }
        }
        ZoneData parent = zone(new Name(apex, 1), Type.ANY);
        last = new ZoneData(apex, signed);
        zones.put(apex, last);
        parent.add(new NSRecord(apex, DClass.IN, ZoneKey.TTL, ZoneData.name("ns", apex)));
        return world();
    }

    /** Goes back to a zone that is there already, so that what follows without a name speaks of it; the root is a dot. */
    public World in(String zone) {
        last = zones.get(name(zone));
        return world();
    }

    static Name name(String text) {
        return text.isEmpty() || text.equals(".") ? Name.root : ZoneData.name(text, Name.root);
    }

    /** A record as a zone file has it, with absolute names. */
    public World record(String name, String type, String data) {
        return record(name, type, ZoneKey.TTL, data);
    }

    /** A record with a TTL in seconds. */
    public synchronized World record(String name, String type, long ttl, String data) {
        Record record = record(name(name), type, ttl, data);
        zone(record.getName(), record.getType()).add(record);
        return world();
    }

    static Record record(Name name, String type, long ttl, String data) {
        try {
            return Record.fromString(name, Type.value(type), DClass.IN, ttl, data, Name.root);
        } catch (IOException wrong) {
            throw new IllegalArgumentException(name + " " + type + " " + data, wrong);
        }
    }

    /** Takes all records of a name and type away. */
    public synchronized World without(String name, String type) {
        Map<Integer, List<Record>> sets =
                zone(name(name), Type.value(type)).sets.get(name(name));
        sets.remove(Type.value(type));
        return world();
    }

    /** An MX record of the zone. */
    public World mx(int preference, String host) {
        return record(last.apex.toString(), "MX", preference + " " + host);
    }

    /** An MX record of a name. */
    public World mx(String name, int preference, String host) {
        return record(name, "MX", preference + " " + host);
    }

    /** The MX record of a zone that takes no mail (RFC 7505). */
    public World nullMx() {
        return mx(0, ".");
    }

    public World a(String name, String address) {
        return record(name, "A", address);
    }

    public World aaaa(String name, String address) {
        return record(name, "AAAA", address);
    }

    public World tlsa(String name, String data) {
        return record(name, "TLSA", data);
    }

    public World cname(String name, String target) {
        return record(name, "CNAME", target);
    }

    public World dname(String name, String target) {
        return record(name, "DNAME", target);
    }

    /** A TXT record of one or more strings. */
    public World txt(String name, String... strings) {
        List<String> quoted = Arrays.stream(strings)
                .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        return record(name, "TXT", String.join(" ", quoted));
    }

    /** The name of an address, in an unsigned zone. */
    public World ptr(String address, String name) {
        String top = address.contains(":") ? "ip6.arpa" : "in-addr.arpa";
        ZoneData before = last;
        if (!zones.containsKey(name(top))) {
            andUnsigned(top);
        }
        last = before;
        try {
            return record(ReverseMap.fromAddress(InetAddress.getByName(address)).toString(), "PTR", name);
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(address, wrong);
        }
    }

    /** The tag of the key that a zone signs with. */
    public int keyTag(String zone) {
        return ((DNSKEYRecord)
                        zones.get(name(zone)).set(name(zone), Type.DNSKEY).get(0))
                .getFootprint();
    }

    /** The zone that answers for a name: the deepest one, save that what is told of a delegation is told above it. */
    ZoneData zone(Name name, int type) {
        Name from = type == Type.DS && zones.containsKey(name) && !name.equals(Name.root) ? new Name(name, 1) : name;
        for (Name each = from; ; each = new Name(each, 1)) {
            ZoneData found = zones.get(each);
            if (found != null) {
                return found;
            }
        }
    }
}
