/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names for which a certificate was issued (RFC 7672 §3.2.3): its DNS names, or the common names of its subject if it has
 * no DNS name. A wildcard is the whole first label and stands for exactly one label, with at least two labels after it.
 */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final String COMMON_NAME = "0603550403";
    private static final int SET = 0x31;
    private static final int UTF8 = 0x0C;
    private static final int BMP = 0x1E;

    private final List<String> names;

    private CertificateNames(List<String> names) {
        this.names = names;
    }

    static CertificateNames of(X509Certificate parsed, SentCertificate sent) {
        Optional<List<String>> dns = dnsNames(parsed);
        return new CertificateNames(
                dns.filter(List::isEmpty).isPresent() ? commonNames(sent.subject()) : dns.orElse(List.of()));
    }

    /** Empty if the extension cannot be read, so that nobody knows whether there is a DNS name. */
    private static Optional<List<String>> dnsNames(X509Certificate parsed) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> all = parsed.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                if (each.get(0).equals(DNS_NAME)) {
                    found.add(String.valueOf(each.get(1)));
                }
            }
            return Optional.of(found);
        } catch (CertificateParsingException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> commonNames(Tlv subject) {
        List<String> found = new ArrayList<>();
        for (Tlv set : subject.parts()) {
            for (Tlv attribute : set.is(SET) ? set.parts() : List.<Tlv>of()) {
                List<Tlv> pair = attribute.parts();
                if (pair.size() == 2
                        && HexFormat.of()
                                .withUpperCase()
                                .formatHex(pair.get(0).copy())
                                .equals(COMMON_NAME)) {
                    found.add(text(pair.get(1)));
                }
            }
        }
        return found;
    }

    private static String text(Tlv value) {
        Charset charset = value.is(UTF8)
                ? StandardCharsets.UTF_8
                : value.is(BMP) ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
        return new String(value.contentCopy(), charset);
    }

    /** Whether the certificate was issued for one of these names, in lower case. */
    boolean cover(Collection<String> wanted) {
        return wanted.stream().anyMatch(this::cover);
    }

    boolean cover(String wanted) {
        return names.stream().anyMatch(each -> covers(each.toLowerCase(Locale.ROOT), wanted));
    }

    private static boolean covers(String presented, String wanted) {
        if (!presented.startsWith("*.")) {
            return presented.equals(wanted);
        }
        String suffix = presented.substring(1);
        int dot = wanted.indexOf('\\') < 0 ? wanted.indexOf('.') : -1; // a value that needs escapes is not a host name
        return dot > 0 && suffix.indexOf('.', 1) > 0 && wanted.substring(dot).equals(suffix);
    }
}
