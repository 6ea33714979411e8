/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * A hosts file: a line for each address, with the names that it has. A name may stand in several lines, and all of them count; dnsjava
 * takes the first of each family.
 *
 * @param path of the file, which need not exist
 */
record HostsFile(Path path) {
    static final HostsFile OF_THIS_MACHINE = new HostsFile(
            System.getProperty("os.name", "").startsWith("Windows")
                    ? Path.of(
                            Objects.requireNonNullElse(System.getenv("SystemRoot"), "C:\\Windows"),
                            "System32",
                            "drivers",
                            "etc",
                            "hosts")
                    : Path.of("/etc/hosts"));

    /** Addresses of one name; a file that blocks a thousand names has one for each. */
    private static final int MOST = 100;

    /** The records that the file has for a name, in its order; none where it has none, or cannot be read. */
    List<Record> records(Name name, int type) {
        if (type != Type.A && type != Type.AAAA) {
            return List.of();
        }
        String wanted = name.toString(true);
        Set<InetAddress> found = new LinkedHashSet<>();
        try (BufferedReader file = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1);
                Stream<String> lines = file.lines()) {
            lines.map(line -> words(line, wanted, type))
                    .flatMap(List::stream)
                    .limit(MOST)
                    .forEach(found::add);
        } catch (IOException | UncheckedIOException | SecurityException unreadable) {
            return List.of(); // DNS is asked
        }
        return found.stream().map(each -> record(name, each)).toList();
    }

    /** The address of a line, if it is of the family and has the name. */
    private static List<InetAddress> words(String line, String wanted, int type) {
        String[] words = line.split("#", 2)[0].strip().split("[ \\t]+", -1);
        for (int i = 1; i < words.length; i++) {
            if (words[i].equalsIgnoreCase(wanted)) {
                byte[] octets = Address.toByteArray(words[0], type == Type.A ? Address.IPv4 : Address.IPv6);
                return octets == null ? List.of() : List.of(address(octets));
            }
        }
        return List.of();
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible); // four octets, or sixteen
        }
    }

    private static Record record(Name name, InetAddress address) {
        return address.getAddress().length == 4
                ? new ARecord(name, DClass.IN, 0, address)
                : new AAAARecord(name, DClass.IN, 0, address);
    }
}
