/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.signs.ProviderHosts;
import io.github.smtpprobe.diagnosis.words.SentServerName;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.tls.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A certificate that is not for this host: it is for another host, or for this one in a form that clients no longer read (RFC
 * 9525). A name that is almost right has a different remedy than another server's certificate.
 */
final class OtherName {
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|[,+])CN=((?:[^,+\\\\]|\\\\.)++)");
    private static final int MOST = 5;

    private OtherName() {}

    static void add(AttemptFindings one, TlsHandshake fact, Certificate leaf) {
        String identity = fact.tls().identity();
        Optional<ProviderHosts> provider =
                ProviderHosts.of(one.route().host()).filter(known -> SentServerName.own(fact.tls()));
        String id = provider.isPresent() ? "cert.wrong-name-of-provider" : id(identity, leaf);
        one.add(
                id,
                fact,
                "identity",
                identity,
                "names",
                names(leaf),
                "subject",
                leaf.subject(),
                "wildcard",
                wildcard(identity, leaf),
                "probing",
                probing(fact, leaf),
                "provider",
                provider.map(ProviderHosts::name).orElse(""));
    }

    /** What the person who probes can change, as a sentence; otherwise empty. */
    private static String probing(TlsHandshake fact, Certificate leaf) {
        String identity = fact.tls().identity();
        if (!SentServerName.own(fact.tls())) {
            return "Probe again with the name " + identity
                    + " in the handshake (SNI): the server may have another certificate" + " for it.";
        }
        String named = leaf.names().stream()
                .filter(each -> !address(each) && each.indexOf('*') < 0)
                .findFirst()
                .orElse("");
        return address(identity) && !named.isEmpty()
                ? "Probe the server by its name, such as " + named
                        + ", since clients check the name by which they were told to" + " connect."
                : "";
    }

    private static boolean address(String identity) {
        return identity.indexOf(':') >= 0 || AddressLiteral.looksLike(identity);
    }

    private static String id(String identity, Certificate leaf) {
        if (address(identity) && leaf.names().stream().anyMatch(identity::equalsIgnoreCase)) {
            return "cert.address-as-name"; // as an address, it would have matched
        }
        if (inCommonName(identity, leaf)) {
            return "cert.name-in-subject";
        }
        return leaf.names().isEmpty() ? "cert.no-names" : "cert.wrong-name";
    }

    private static boolean inCommonName(String identity, Certificate leaf) {
        Matcher found = COMMON_NAME.matcher(leaf.subject());
        while (found.find()) {
            String name = found.group(1);
            boolean meant = name.equalsIgnoreCase(identity) || name.equalsIgnoreCase("*" + fromFirstDot(identity));
            if (meant && leaf.names().stream().noneMatch(name::equalsIgnoreCase)) {
                return true;
            }
        }
        return false;
    }

    private static String fromFirstDot(String name) {
        return name.indexOf('.') < 0 ? "" : name.substring(name.indexOf('.'));
    }

    /** The names in the subjectAltName, as sentences show them; empty if there are none. */
    static String names(Certificate leaf) {
        String shown = leaf.names().stream().limit(MOST).collect(Collectors.joining(", "));
        return leaf.names().size() > MOST
                ? shown + " and other names"
                : shown; // their number is not known, since the list may be cut
    }

    /**
     * A sentence, with a leading blank, about why a name that seems to be meant for the host does not count; otherwise empty.
     */
    private static String wildcard(String identity, Certificate leaf) {
        String wanted = identity.toLowerCase(Locale.ROOT);
        for (String each : leaf.names()) {
            if (each.equalsIgnoreCase(wanted + '.')) {
                return " Its name \"" + each
                        + "\" does not count: it ends with a dot, which names in certificates may not"
                        + " have (RFC 5280 §4.2.1.6).";
            }
            String reason = reason(wanted, each.toLowerCase(Locale.ROOT));
            if (!reason.isEmpty()) {
                return " The wildcard " + each + " does not count for " + identity + ": " + reason + ".";
            }
        }
        return "";
    }

    private static String reason(String wanted, String wildcard) {
        if (wildcard.indexOf('*') < 0) {
            return "";
        }
        if (wildcard.equals("*." + wanted)) {
            return "it stands for exactly one label in front of " + wanted + ", and not for none";
        }
        if (!meant(wanted, wildcard)) {
            return "";
        }
        if (!wildcard.startsWith("*.") || wildcard.indexOf('*', 1) > 0) {
            return "a wildcard has to be the whole first label, and may stand nowhere else";
        }
        return wildcard.indexOf('.', 2) < 0
                ? "it would cover each domain under " + wildcard.substring(2) + ", so clients do not accept it"
                : "it stands for exactly one label, and not for several";
    }

    /** Whether the host's name would match if an asterisk stood for any characters. */
    private static boolean meant(String wanted, String wildcard) {
        String[] parts = wildcard.split("\\*", -1);
        int from = 0;
        for (int i = 0; i < parts.length; i++) {
            int found = i == parts.length - 1 ? wanted.length() - parts[i].length() : wanted.indexOf(parts[i], from);
            if (found < from || !wanted.startsWith(parts[i], found) || (i == 0 && found > 0)) {
                return false;
            }
            from = found + parts[i].length();
        }
        return List.of(parts).stream().anyMatch(part -> part.length() > 1);
    }
}
