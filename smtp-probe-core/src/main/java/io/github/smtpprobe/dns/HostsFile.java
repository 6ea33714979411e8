/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * A hosts file: a line for each address, with the names that it has. A name may appear in several lines, and all of them count, whereas
 * dnsjava takes only the first of each family. A small file is read again only after it has changed. Thread-safe.
 */
final class HostsFile {
    static final HostsFile OF_THIS_MACHINE = new HostsFile(
            System.getProperty("os.name", "").startsWith("Windows")
                    ? Path.of(
                            Objects.requireNonNullElse(System.getenv("SystemRoot"), "C:\\Windows"),
                            "System32",
                            "drivers",
                            "etc",
                            "hosts")
                    : Path.of("/etc/hosts"));

    /** The most addresses of one name; a file that blocks a thousand names has one for each. */
    private static final int MOST = 100;

    /** The size in octets up to which the lines of a file are kept in memory; block lists are much larger. */
    private static final int SMALL = 64 * 1024;

    /** A file may change again within the resolution of its time stamp, so the lines of one that has just changed are not kept. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path path;
    private volatile @Nullable Kept kept;

    /** The lines of the file in the state that its time stamp and size show. */
    private record Kept(Instant modified, long size, List<String> lines) {
        boolean shows(BasicFileAttributes file) {
            return size == file.size()
                    && modified.equals(file.lastModifiedTime().toInstant());
        }
    }

    /**
     * Prepares to read a file.
     *
     * @param path the path of the file, which need not exist
     */
    HostsFile(Path path) {
        this.path = path;
    }

    /** The records for a name, in the order of the file; empty if there are none, or the file cannot be read. */
    List<Record> records(Name name, int type) {
        if (type != Type.A && type != Type.AAAA) {
            return List.of();
        }
        String wanted = name.toString(true);
        Set<InetAddress> found = new LinkedHashSet<>();
        try {
            read(line -> {
                if (found.size() < MOST) {
                    found.addAll(addresses(line, wanted, type));
                }
            });
        } catch (IOException | UncheckedIOException | SecurityException unreadable) {
            return List.of(); // DNS is asked instead
        }
        return found.stream().map(each -> record(name, each)).toList();
    }

    private void read(Consumer<String> reader) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        Kept known = kept;
        if (known != null && known.shows(file)) {
            known.lines().forEach(reader);
            return;
        }
        Instant modified = file.lastModifiedTime().toInstant();
        if (file.size() > SMALL || modified.isAfter(Instant.now().minus(SETTLED))) {
            try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
                lines.forEach(reader);
            }
            return;
        }
        List<String> all = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        kept = new Kept(modified, file.size(), all);
        all.forEach(reader);
    }

    /** The address in a line, if it is of the wanted family and the line has the name. */
    private static List<InetAddress> addresses(String line, String wanted, int type) {
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
