/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import io.github.smtpprobe.route.AddressPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who does not want to be probed: names, each with all that is below it, addresses, and networks in CIDR notation. A name counts for
 * targets and for mail exchangers of other targets, an address for whatever leads to it.
 */
final class DoNotProbe {
    private final Set<String> names;
    private final AddressPolicy networks;

    private DoNotProbe(Set<String> names, List<String> networks) {
        this.names = Set.copyOf(names);
        this.networks = networks.isEmpty()
                ? AddressPolicy.allowAll()
                : AddressPolicy.allowAll().except(networks.toArray(new String[0]));
    }

    static DoNotProbe nobody() {
        return new DoNotProbe(Set.of(), List.of());
    }

    /**
     * Reads a list: one a line, with comments behind {@code #}.
     *
     * @throws IllegalArgumentException if the file cannot be read or a line is neither: nobody is to be probed by a slip of the pen
     */
    static DoNotProbe read(Path file) {
        Set<String> names = new HashSet<>();
        List<String> networks = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                String entry = line.replaceFirst("#.*", "").strip().toLowerCase(Locale.ROOT);
                if (entry.matches("[0-9.]+(/[0-9]+)?|[0-9a-f.]*:[0-9a-f:.]*(/[0-9]+)?")) {
                    networks.add(network(entry, number));
                } else if (entry.matches("[.]?[\\p{L}\\p{N}_-]+([.][\\p{L}\\p{N}_-]+)*[.]?")) {
                    names.add(entry.replaceAll("^[.]|[.]$", ""));
                } else if (!entry.isEmpty()) {
                    throw new IllegalArgumentException(
                            "--do-not-probe: line " + number + " is no name, address or network");
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--do-not-probe: the file cannot be read");
        }
        return new DoNotProbe(names, networks);
    }

    private static String network(String entry, int number) {
        try {
            AddressPolicy.only(entry);
            return entry;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--do-not-probe: line " + number + " is no address or network");
        }
    }

    /** Whether a name, or one that it is below, is on the list. */
    boolean names(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
        for (int dot = -1; ; ) {
            if (names.contains(name.substring(dot + 1))) {
                return true;
            }
            dot = name.indexOf('.', dot + 1);
            if (dot < 0) {
                return false;
            }
        }
    }

    /** Judges each address before any connection. */
    AddressPolicy policy() {
        return networks.and((host, address, port) -> !names(host));
    }
}
