/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.tls.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What this client offers in TLS. */
final class TlsOptions {
    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final Pattern VERSION = Pattern.compile("(?:tls)?v?1(?:[._]([0-3]))?(\\+?)");
    private static final String WANTED = "--tls-version takes 1.0, 1.1, 1.2 and 1.3, several with commas, or 1.2+";

    @Option(
            names = "--tls-version",
            split = ",",
            paramLabel = "VERSION",
            description =
                    "Offer these versions of TLS and no others, such as 1.2 or 1.2,1.3 or 1.2+; without it 1.2 and 1.3.")
    private @Nullable List<String> versions;

    @Option(
            names = "--tls-cipher",
            split = ",",
            paramLabel = "NAME",
            description = "Offer this cipher suite and no others, by its IANA name, such as TLS_AES_128_GCM_SHA256;"
                    + " repeatable, in order of preference.")
    private @Nullable List<String> ciphers;

    @Option(
            names = "--sni",
            paramLabel = "NAME",
            description =
                    "Send this server name in TLS (SNI) instead of HOST's. The certificate is judged for HOST all the"
                            + " same.")
    private @Nullable String serverName;

    @Option(names = "--no-sni", description = "Send no server name in TLS (SNI).")
    private boolean unnamed;

    /** Refuses options that make no sense together. */
    void check(boolean withTls) {
        if (serverName != null && unnamed) {
            throw new IllegalArgumentException("--sni and --no-sni exclude each other");
        }
        if (!withTls && any()) {
            throw new IllegalArgumentException(first() + " is of no use with --tls plain");
        }
    }

    private boolean any() {
        return versions != null || ciphers != null || serverName != null || unnamed;
    }

    private String first() {
        if (versions != null) {
            return "--tls-version";
        }
        return ciphers != null ? "--tls-cipher" : serverName != null ? "--sni" : "--no-sni";
    }

    /**
     * Adds the settings.
     *
     * @return whether there is anything
     * @throws IllegalArgumentException by the name of the option, and without what was typed
     */
    boolean addTo(TlsSettings.Builder settings) {
        if (versions != null) {
            settings.protocols(versions(versions).toArray(new String[0]));
        }
        if (ciphers != null) {
            ciphers(settings, ciphers);
        }
        if (serverName != null) {
            serverName(settings, serverName);
        }
        if (unnamed) {
            settings.withoutServerName();
        }
        return any();
    }

    private static List<String> versions(List<String> given) {
        List<String> all = new ArrayList<>();
        for (String each : given) {
            Matcher version = VERSION.matcher(each.strip().toLowerCase(Locale.ROOT));
            if (!version.matches()) {
                throw new IllegalArgumentException(WANTED);
            }
            int lowest = version.group(1) == null ? 0 : Integer.parseInt(version.group(1));
            int highest = version.group(2).isEmpty() ? lowest + 1 : VERSIONS.size();
            all.addAll(VERSIONS.subList(lowest, highest));
        }
        return all.stream().distinct().toList();
    }

    private static void ciphers(TlsSettings.Builder settings, List<String> given) {
        try {
            settings.cipherSuites(given.toArray(new String[0]));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--tls-cipher takes IANA names such as TLS_AES_128_GCM_SHA256 or"
                    + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, each only once, and no suite without encryption");
        }
        try {
            settings.build();
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("--tls-cipher names a suite that this Java does not have, or that"
                    + " belongs to none of the versions of --tls-version");
        }
    }

    private static void serverName(TlsSettings.Builder settings, String name) {
        try {
            settings.serverName(name);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--sni takes the name of a server, not an address");
        }
    }
}
