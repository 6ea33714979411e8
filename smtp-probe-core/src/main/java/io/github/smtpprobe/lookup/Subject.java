/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.text.Arguments;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a look-up about a domain gets. Immutable, and thread-safe where its resolver is. */
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
     * Makes a subject, as a test of a look-up needs one.
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
     * {@return the exchangers that were found, and those of their addresses that are talked to, in the order in which they are tried} In a survey that
     * is eight addresses of each of the first twenty at most. Names were chosen by strangers.
     */
    public Map<String, List<InetAddress>> exchangers() {
        return exchangers;
    }

    /**
     * {@return whom to ask}
     *
     * <p>In a survey it gives the survey's own answers: what was asked before is not asked again, and each question, the answer and how far that is
     * proven stand in the report. It keeps the look-up's deadline, and never throws for what a name server does. It answers the thread that runs the
     * look-up, until that returns, and of an application's look-up a hundred questions that were not asked before; who asks otherwise gets an answer with
     * {@link io.github.smtpprobe.records.Trouble#EXTENSION_FAILED}, whose detail says why, and nobody is asked.
     */
    public SecureResolver resolver() {
        return resolver;
    }
}
