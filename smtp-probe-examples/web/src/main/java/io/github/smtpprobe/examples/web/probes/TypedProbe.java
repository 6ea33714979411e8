/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form, without its secrets, so that it can be shown again and logged.
 *
 * @param host     server, domain or mail address
 * @param kind     {@code exchangers} where the host is a domain
 * @param port     empty for the usual ones
 * @param security a word of {@link Security}
 * @param user     who logs in
 * @param from     the sender
 * @param to       the recipients
 */
public record TypedProbe(String host, String kind, String port, String security, String user, String from, String to) {
    /** Creates the form; missing fields become empty. */
    public TypedProbe(
            @Nullable String host,
            @Nullable String kind,
            @Nullable String port,
            @Nullable String security,
            @Nullable String user,
            @Nullable String from,
            @Nullable String to) {
        this.host = text(host);
        this.kind = text(kind);
        this.port = text(port);
        this.security = text(security);
        this.user = text(user);
        this.from = text(from);
        this.to = text(to);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    /**
     * Returns the form as it may be shown again.
     *
     * @return without a password that stands with the host
     */
    public TypedProbe withoutPassword() {
        int at = host.lastIndexOf('@');
        int scheme = host.indexOf("://");
        int colon = at < 0 ? -1 : host.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        return colon < 0 || colon > at
                ? this
                : new TypedProbe(host.substring(0, colon) + host.substring(at), kind, port, security, user, from, to);
    }

    /** {@return the host without the user that a URL names, for addresses that others may see} */
    public String target() {
        return host.replaceFirst("://.*@", "://");
    }

    /** {@return whether the user declared the host to be a domain} */
    public boolean domain() {
        return kind.equals("exchangers");
    }
}
