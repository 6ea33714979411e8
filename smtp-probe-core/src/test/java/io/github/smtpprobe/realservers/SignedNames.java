/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.records.TrustAnchors;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A DNS from the root on, signed and served by Knot, and Unbound, which validates it. {@code dane.test} is signed, {@code plain.test} is not;
 * the DS records of {@code torn.test} and of one zone further below are those of other keys.
 */
final class SignedNames implements Closeable {
    static final InetSocketAddress KNOT = new InetSocketAddress("127.0.0.54", 53);
    static final InetSocketAddress UNBOUND = new InetSocketAddress("127.0.0.53", 53);

    private static final String BELOW = "_tcp.mx.lookup-bogus.dane.test";

    private final Machine knot = Machine.of("knot");
    private final Machine unbound = Machine.of("unbound");
    private final List<String> records;
    private final List<String> anchor;

    SignedNames(List<String> records) {
        this.records = records;
        knot.configure("/etc/knot/knot.conf", "knot.conf").folders("root", "/var/lib/knot", "/run/knot");
        zone(".", "nsec");
        zone("test.", "nsec");
        zone("dane.test.", "nsec3");
        zone("torn.test.", "nsec");
        zone(BELOW + ".", "nsec");
        zone("plain.test.", "");
        file(BELOW + ".", own(BELOW));
        file("torn.test.", own("torn.test"));
        file("plain.test.", own("plain.test"));
        file("dane.test.", own("dane.test") + delegation(BELOW, "dane.test"));
        String delegations =
                delegation("dane.test", "dane.test") + delegation("torn.test", BELOW) + "plain.test. NS ns.test.\n";
        file("test.", "ns.test. A 127.0.0.54\nfails.test. A 127.0.0.55\ngone.test. A 127.0.0.56\n" + delegations);
        file(".", "ns.test. A 127.0.0.54\n" + delegation("test", "test"));
        this.anchor = ds("").lines().map(String::strip).toList();
        knot.start("/usr/sbin/knotd", "-c", "/etc/knot/knot.conf");
        unbound.configure("/etc/unbound/unbound.conf", "unbound.conf")
                .write("/etc/unbound/root.hints", ". 3600 NS ns.test.\nns.test. 3600 A 127.0.0.54\n")
                .write("/etc/unbound/anchor", String.join("\n", anchor) + "\n");
        unbound.start("/usr/sbin/unbound", "-d", "-c", "/etc/unbound/unbound.conf");
    }

    TrustAnchors anchors() {
        return TrustAnchors.parse(anchor);
    }

    private void zone(String apex, String policy) {
        String name = apex.equals(".") ? "root" : apex;
        knot.append("/etc/knot/knot.conf", "  - domain: " + apex + "\n    file: \"" + name + "zone\"\n");
        if (!policy.isEmpty()) {
            knot.append("/etc/knot/knot.conf", "    dnssec-signing: on\n    dnssec-policy: " + policy + "\n");
            knot.run("/usr/sbin/keymgr", "-c", "/etc/knot/knot.conf", apex, "generate", "ksk=yes", "zsk=yes");
        }
    }

    private void file(String apex, String lines) {
        String name = apex.equals(".") ? "root" : apex;
        knot.write(
                "/var/lib/knot/" + name + "zone",
                "$TTL 300\n" + apex + " SOA ns.test. who.test. 1 3600 600 86400 60\n" + apex + " NS ns.test.\n"
                        + lines);
    }

    /** The records whose names are in a zone, and not in one below it. */
    private String own(String zone) {
        return records.stream()
                .filter(each -> within(each, zone) && (zone.equals(BELOW) || !within(each, BELOW)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean within(String record, String zone) {
        return record.substring(0, record.indexOf(' ')).endsWith("." + zone + ".");
    }

    /** The records in the zone above, with the DS records of whichever key. */
    private String delegation(String zone, String keys) {
        return zone + ". NS ns.test.\n"
                + ds(keys).lines()
                        .map(each -> zone + "." + each.substring(each.indexOf(' ')) + "\n")
                        .collect(Collectors.joining());
    }

    private String ds(String zone) {
        return knot.run("/usr/sbin/keymgr", "-c", "/etc/knot/knot.conf", zone + ".", "ds");
    }

    /** {@return whether both answer yet} */
    boolean alive() {
        return knot.alive() && unbound.alive();
    }

    String words() {
        return knot.words("/var/log/none") + unbound.words("/var/log/none");
    }

    @Override
    public void close() {
        unbound.close();
        knot.close();
    }
}
