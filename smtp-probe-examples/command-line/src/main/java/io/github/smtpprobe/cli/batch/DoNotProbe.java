/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InetAddresses;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.cli.GivenFile;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.AddressPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who does not want to be probed: names, each with all names below it; addresses; and networks in CIDR notation. Names apply to
 * targets and to the mail exchangers of other targets; addresses apply whichever name leads to them.
 */
final class DoNotProbe {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9.]+(/[0-9]+)?|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*\\]?(/[0-9]+)?");

    private static final Pattern RANGE = Pattern.compile("(?:.*[.])?[0-9][^.]*[.]?");

    /** A port for the judgement; networks are listed regardless of the port. */
    private static final int SMTP = 25;

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
     * Reads a list with one entry per line and comments after {@code #}. A name includes all names below it, with or without
     * {@code *.} before it.
     *
     * @throws IllegalArgumentException if the file cannot be read or a line is none of these: nobody is to be probed by a slip of the pen
     */
    static DoNotProbe read(Path file) {
        Set<String> names = new HashSet<>();
        List<String> networks = new ArrayList<>();
        try (Lines lines = new Lines(new GivenFile("--do-not-probe", file).open())) {
            for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                String entry = next.get().text().replaceFirst("#.*", "").strip();
                if (next.get().wrong().isPresent()) {
                    throw wrong(next.get());
                } else if (ADDRESS.matcher(entry).matches()) {
                    networks.add(network(entry, next.get()));
                } else if (!entry.isEmpty()) {
                    names.add(name(entry, next.get()));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--do-not-probe names a file that cannot be read");
        }
        return new DoNotProbe(names, networks);
    }

    private static IllegalArgumentException wrong(Lines.Line line) {
        return new IllegalArgumentException("--do-not-probe: line " + line.number()
                + " is no name, address or network, such as example.com, 192.0.2.1 or 2001:db8::/32");
    }

    private static String network(String entry, Lines.Line line) {
        try {
            String bare = entry.replaceFirst("^\\[([^\\]]*)\\]", "$1");
            AddressPolicy.only(bare);
            return bare;
        } catch (IllegalArgumentException none) {
            throw wrong(line);
        }
    }

    /**
     * The name in the form of requests, whatever script it is written in. A name that ends in a number was probably meant as an
     * address.
     */
    private static String name(String entry, Lines.Line line) {
        if (RANGE.matcher(entry).matches()) {
            throw wrong(line);
        }
        try {
            String bare = entry.replaceFirst("^([*]?[.])", "");
            Target target = ProbeRequest.toMxOf(bare).build().target();
            return bare(target.name());
        } catch (InvalidRequest none) {
            throw wrong(line);
        }
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
    }

    /** Whether the name of a target is on the list. The names and addresses that it leads to are judged before connections. */
    boolean leavesOut(BatchTarget target) {
        return leavesOut(target.request().target().name());
    }

    private boolean leavesOut(String target) {
        return InetAddresses.isInetAddress(target)
                ? !networks.allows(target, InetAddresses.forString(target), SMTP)
                : names(target);
    }

    /** Whether a name, or a name above it, is on the list. */
    private boolean names(String host) {
        String name = bare(host);
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

    /** Judges each address before a connection to it. */
    AddressPolicy policy() {
        return networks.and((host, address, port) -> !names(host));
    }
}
