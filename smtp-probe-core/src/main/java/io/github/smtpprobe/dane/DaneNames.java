/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.LastDot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The names that satisfy a record of usage 2 (RFC 7672 §3.2.2): the TLSA base domain and, if a secure MX led to it, the next-hop
 * domain and the target of its alias. Some senders accept the next-hop domain after an insecure MX, too. Immutable and
 * thread-safe; instances with the same names are equal.
 */
public final class DaneNames {
    private final String base;
    private final Optional<String> domain;
    private final Optional<String> aliasTarget;

    private DaneNames(String base, Optional<String> domain, Optional<String> aliasTarget) {
        this.base = base;
        this.domain = domain;
        this.aliasTarget = aliasTarget;
    }

    /**
     * Only the host's own name, as the RFC says if an insecure MX led to it.
     *
     * @param base the TLSA base domain (RFC 7672 §2.2.3), in A-labels; case and a final dot do not matter
     * @return the names
     */
    public static DaneNames of(String base) {
        return new DaneNames(normal(Objects.requireNonNull(base, "base")), Optional.empty(), Optional.empty());
    }

    /**
     * Adds the next-hop domain, whose secure MX led to the host. After an insecure MX, this is not covered by the RFC, but some
     * senders do it. Records that only this name satisfies have {@link Objection#ONLY_DOMAIN_NAME}.
     *
     * @param domain in A-labels
     * @return the names, including this one
     */
    public DaneNames withDomain(String domain) {
        return new DaneNames(base, Optional.of(normal(Objects.requireNonNull(domain, "domain"))), aliasTarget);
    }

    /**
     * Adds the target of the next-hop domain's alias, at the end of a secure chain of CNAMEs.
     *
     * @param target in A-labels
     * @return the names, including this one
     */
    public DaneNames withAliasTarget(String target) {
        return new DaneNames(base, domain, Optional.of(normal(Objects.requireNonNull(target, "target"))));
    }

    private static String normal(String name) {
        return LastDot.without(name.toLowerCase(Locale.ROOT));
    }

    /** {@return the TLSA base domain, in lower case and without a final dot} */
    public String base() {
        return base;
    }

    /** {@return the next-hop domain, if it was added} */
    public Optional<String> domain() {
        return domain;
    }

    /** {@return the target of the next-hop domain's alias, if it was added} */
    public Optional<String> aliasTarget() {
        return aliasTarget;
    }

    /** {@return each name once, the base first} */
    public List<String> all() {
        Set<String> names = new LinkedHashSet<>();
        names.add(base);
        domain.ifPresent(names::add);
        aliasTarget.ifPresent(names::add);
        return List.copyOf(names);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DaneNames that
                && base.equals(that.base)
                && domain.equals(that.domain)
                && aliasTarget.equals(that.aliasTarget);
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, domain, aliasTarget);
    }

    /** {@return the names, the base first} */
    @Override
    public String toString() {
        return all().toString();
    }
}
