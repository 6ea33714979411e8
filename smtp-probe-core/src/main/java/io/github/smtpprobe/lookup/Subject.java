/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.records.SecureResolver;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a look-up about a domain is given. Immutable, and thread-safe if its resolver is. */
public final class Subject {
    private final String domain;
    private final Map<String, List<InetAddress>> exchangers;
    private final SecureResolver resolver;

    private Subject(String domain, Map<String, List<InetAddress>> exchangers, SecureResolver resolver) {
        this.domain = domain;
        this.exchangers = exchangers;
        this.resolver = resolver;
    }

    /**
     * Makes a subject, for tests of a look-up.
     *
     * @param domain     in A-labels
     * @param exchangers the addresses of each exchanger, in the order in which they are tried
     * @param resolver   whom to ask
     * @return the subject
     */
    public static Subject of(String domain, Map<String, List<InetAddress>> exchangers, SecureResolver resolver) {
        Map<String, List<InetAddress>> copy = new LinkedHashMap<>();
        Objects.requireNonNull(exchangers, "exchangers")
                .forEach((host, addresses) -> copy.put(host, Arguments.copy(addresses, "exchangers")));
        return new Subject(
                Objects.requireNonNull(domain, "domain"),
                Collections.unmodifiableMap(copy),
                Objects.requireNonNull(resolver, "resolver"));
    }

    /** {@return the domain in A-labels} */
    public String domain() {
        return domain;
    }

    /**
     * {@return the exchangers that were found, with the addresses that the survey talks to, in the order in which they are tried}
     * These are at most eight addresses each of the first twenty exchangers. The names were chosen by strangers.
     */
    public Map<String, List<InetAddress>> exchangers() {
        return exchangers;
    }

    /**
     * {@return whom to ask}
     *
     * <p>In a survey it shares the survey's answers: a question is never asked twice, and each question appears in the report
     * with its answer and how far that is proven. It keeps the look-up's deadline, and never throws, whatever name servers do. It
     * may only be used on the thread that runs the look-up and until the look-up returns, and an application's look-up may ask at
     * most a hundred new questions. Any other use returns an answer with
     * {@link io.github.smtpprobe.records.Trouble#EXTENSION_FAILED} whose detail says why, without asking a name server.
     */
    public SecureResolver resolver() {
        return resolver;
    }
}
