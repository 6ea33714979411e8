/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One link of a chain of aliases (RFC 1034 §3.6.2). Immutable and thread-safe; instances with the same content are equal. */
public final class Alias {
    private final String name;
    private final String target;
    private final Security security;
    private final Duration ttl;
    private final boolean synthesized;

    private Alias(String name, String target, Security security, Duration ttl, boolean synthesized) {
        this.name = name;
        this.target = target;
        this.security = security;
        this.ttl = ttl;
        this.synthesized = synthesized;
    }

    /**
     * Makes a link.
     *
     * @param name     the name that is an alias, in lower case and without a final dot
     * @param target   the name that it stands for, in the same form
     * @param security the security of this link, no better than that of the previous links
     * @param ttl      the TTL of its record
     * @return the link
     * @throws IllegalArgumentException if the TTL is negative
     */
    public static Alias of(String name, String target, Security security, Duration ttl) {
        return new Alias(
                WireName.safe(Objects.requireNonNull(name, "name")),
                WireName.safe(Objects.requireNonNull(target, "target")),
                Objects.requireNonNull(security, "security"),
                Bounds.ttl(ttl, "ttl"),
                false);
    }

    /** {@return the same link, marked as derived from a DNAME record further up (RFC 6672 §3.1)} */
    public Alias fromDname() {
        return new Alias(name, target, security, ttl, true);
    }

    /** {@return the name that is an alias} */
    public String name() {
        return name;
    }

    /** {@return the name that it stands for} */
    public String target() {
        return target;
    }

    /** {@return how far this link is proven; everything after an insecure link is insecure (RFC 7672 §2.1.3)} */
    public Security security() {
        return security;
    }

    /** {@return how long it may be cached} */
    public Duration ttl() {
        return ttl;
    }

    /** {@return whether the link was derived from a DNAME record further up (RFC 6672 §3.1)} */
    public boolean synthesized() {
        return synthesized;
    }

    /** {@return this link as a plain map, for any JSON library} */
    public Map<String, Object> asMap() {
        Node node = new Node()
                .put("name", name)
                .put("target", target)
                .put("security", security.token())
                .put("ttlSeconds", ttl.toSeconds());
        return (synthesized ? node.put("dname", true) : node).map();
    }

    static Alias read(KeptNode kept) {
        Alias link = of(
                kept.words("name"),
                kept.words("target"),
                KeptNode.required("security", kept.token("security", Security::ofToken)),
                DnsRecord.ttl(kept));
        return kept.flag("dname") ? link.fromDname() : link;
    }

    private List<Object> parts() {
        return List.of(name, target, security, ttl, synthesized);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Alias that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return name, target and security} */
    @Override
    public String toString() {
        return name + " -> " + target + " (" + security.token() + ")";
    }
}
