/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.text.Ascii;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1), keyword by keyword, including unknown keywords. Offers made
 * before and inside TLS are separate sets and are never merged (RFC 3207 §4.2). Immutable.
 */
public final class Capabilities {
    /** The most digits that are read as a number. */
    private static final int MOST_DIGITS = 18;

    /** No keywords: for a reply to HELO, or no reply. */
    public static final Capabilities NONE = new Capabilities("", List.of());

    private final String domain;
    private final List<Keyword> keywords;
    /** The parameters of all lines with the same name, by that name. */
    private final Map<String, List<String>> offered;

    private final List<String> mechanisms;
    /** The stated limit; zero if there is none, negative if it is not a number. */
    private final long size;

    private final Set<String> anomalies;

    private Capabilities(String domain, List<Keyword> keywords) {
        this.domain = domain;
        this.keywords = List.copyOf(keywords);
        Set<String> odd = new LinkedHashSet<>(2);
        this.offered = byName(this.keywords, odd);
        this.mechanisms = offeredMechanisms();
        this.size = declaredSize();
        if (size < 0) {
            odd.add("size-not-a-number");
        }
        this.anomalies = odd.isEmpty() ? Set.of() : Collections.unmodifiableSet(odd);
    }

    /** Merges lines with the same name. */
    private static Map<String, List<String>> byName(List<Keyword> keywords, Set<String> odd) {
        Map<String, List<String>> offered = new HashMap<>();
        Map<String, List<String>> repeated = new HashMap<>(0); // a server may repeat a keyword in thousands of lines
        for (Keyword each : keywords) {
            if (each.name().equals(EhloLines.LEGACY_AUTH)) {
                odd.add("auth-equals");
            }
            List<String> before = offered.putIfAbsent(each.name(), each.parameters());
            if (before != null) {
                odd.add("duplicate-keyword");
                repeated.computeIfAbsent(each.name(), name -> new ArrayList<>(before))
                        .addAll(each.parameters());
            }
        }
        repeated.forEach((name, all) -> offered.put(name, List.copyOf(all)));
        return offered;
    }

    /** One line of a reply to EHLO. Immutable; keywords with the same line are equal. */
    public static final class Keyword {
        private final String name;
        private final List<String> parameters;
        private final String line;

        Keyword(String name, List<String> parameters, String line) {
            this.name = name;
            this.parameters = List.copyOf(parameters);
            this.line = line;
        }

        /** {@return the keyword in upper case} */
        public String name() {
            return name;
        }

        /** {@return the words after the keyword, as they came; may be empty} */
        public List<String> parameters() {
            return parameters;
        }

        /** {@return the whole line as text that is safe to show} */
        public String line() {
            return line;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Keyword that && line.equals(that.line);
        }

        @Override
        public int hashCode() {
            return line.hashCode();
        }

        /** {@return the line} */
        @Override
        public String toString() {
            return line;
        }
    }

    /**
     * Reads an EHLO reply. The first line names the server and offers nothing.
     *
     * @param reply a reply with a success code
     * @return what it offers
     */
    public static Capabilities of(Reply reply) {
        Objects.requireNonNull(reply, "reply");
        return new Capabilities(EhloLines.domain(reply), EhloLines.keywords(reply));
    }

    /** {@return the name that the server gives itself; empty if it gives none} */
    public String domain() {
        return domain;
    }

    /** {@return every keyword in the order of the reply, including unknown and repeated ones} */
    public List<Keyword> keywords() {
        return keywords;
    }

    /**
     * Tells whether a keyword is offered. It has to be the whole first word of a line; case does not matter.
     *
     * @param keyword for example {@code STARTTLS}
     * @return whether a line offers it
     */
    public boolean offers(String keyword) {
        Objects.requireNonNull(keyword, "keyword");
        return offered.containsKey(EhloLines.name(keyword));
    }

    /** {@return whether STARTTLS is offered (RFC 3207)} */
    public boolean startTls() {
        return offers("STARTTLS");
    }

    /** {@return whether AUTH is offered, in its standard or its old form, even without a mechanism} */
    public boolean auth() {
        return offers("AUTH") || offers(EhloLines.LEGACY_AUTH);
    }

    /** {@return the SASL mechanisms in upper case, in the server's order, including those in the old {@code AUTH=} form (RFC 4954 §3)} */
    public List<String> mechanisms() {
        return mechanisms;
    }

    private List<String> offeredMechanisms() {
        Set<String> found = new LinkedHashSet<>();
        addMechanisms("AUTH", found);
        addMechanisms(EhloLines.LEGACY_AUTH, found);
        return List.copyOf(found);
    }

    private void addMechanisms(String form, Set<String> found) {
        List<String> given = parameters(form);
        for (int i = 0; i < given.size(); i++) {
            found.add(Ascii.upper(given.get(i)));
        }
    }

    /**
     * {@return the maximum message size in octets (RFC 1870); empty if it is not offered, not a number, or 0, which means that
     * there is no fixed limit}
     */
    public OptionalLong size() {
        return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
    }

    /** The stated limit; if several different limits are stated, none counts. */
    private long declaredSize() {
        long declared = 0;
        int lines = 0;
        for (Keyword each : keywords) {
            if (each.name().equals("SIZE")) {
                List<String> given = each.parameters();
                long one = given.size() == 1 ? Ascii.number(given.get(0), MOST_DIGITS) : -1;
                long stated = given.isEmpty() ? 0 : one;
                if (stated < 0) {
                    return -1;
                }
                declared = ++lines == 1 || stated == declared ? stated : 0;
            }
        }
        return declared;
    }

    /** {@return whether commands may be sent in groups (RFC 2920)} */
    public boolean pipelining() {
        return offers("PIPELINING");
    }

    /** {@return whether octets above 127 may be sent in a message (RFC 6152)} */
    public boolean eightBitMime() {
        return offers("8BITMIME");
    }

    /** {@return whether mailboxes may hold UTF-8 (RFC 6531)} */
    public boolean smtpUtf8() {
        return offers("SMTPUTF8");
    }

    /** {@return whether BDAT is supported (RFC 3030)} */
    public boolean chunking() {
        return offers("CHUNKING");
    }

    /** {@return whether delivery status notifications can be requested (RFC 3461)} */
    public boolean dsn() {
        return offers("DSN");
    }

    /** {@return whether replies carry enhanced status codes (RFC 2034)} */
    public boolean enhancedStatusCodes() {
        return offers("ENHANCEDSTATUSCODES");
    }

    /** {@return whether TLS can be required for the whole delivery (RFC 8689)} */
    public boolean requireTls() {
        return offers("REQUIRETLS");
    }

    /** {@return the limits that the server states, by name, such as {@code RCPTMAX} (RFC 9422), without those that are not numbers} */
    public Map<String, Long> limits() {
        Map<String, Long> found = new LinkedHashMap<>();
        for (String each : parameters("LIMITS")) {
            int equals = each.indexOf('=');
            long limit = Ascii.number(each.substring(equals + 1), MOST_DIGITS);
            if (equals > 0 && limit >= 0) {
                found.put(Ascii.upper(each.substring(0, equals)), limit);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** {@return tokens for harmless anomalies: {@code auth-equals}, {@code size-not-a-number}, {@code duplicate-keyword}} */
    public Set<String> anomalies() {
        return anomalies;
    }

    /** {@return the keywords' lines} */
    @Override
    public String toString() {
        return keywords.toString();
    }

    /**
     * All parameters of a keyword, from all of its lines.
     *
     * @param keyword in upper case, for example {@code XCLIENT}
     * @return the words in order, as they came; empty if the keyword is not offered
     */
    public List<String> parameters(String keyword) {
        return offered.getOrDefault(Objects.requireNonNull(keyword, "keyword"), List.of());
    }
}
