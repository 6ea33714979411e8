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
    /** As much as a field takes; a browser sends no more, and what is longer is refused, so that it need not be shown whole. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_LIST = 4_000;

    /** Makes one; what is missing is empty. */
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
     * @return without a password that stands with the host, each field no longer than a browser would have let it become
     */
    public TypedProbe toBeShown() {
        return new TypedProbe(
                cut(withoutPassword(host), LONGEST),
                cut(kind, LONGEST),
                cut(port, LONGEST),
                cut(security, LONGEST),
                cut(user, LONGEST),
                cut(from, LONGEST),
                cut(to, LONGEST_LIST));
    }

    private static String withoutPassword(String host) {
        int at = host.lastIndexOf('@');
        int scheme = host.indexOf("://");
        int colon = at < 0 ? -1 : host.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        return colon < 0 || colon > at ? host : host.substring(0, colon) + host.substring(at);
    }

    private static String cut(String text, int most) {
        boolean half = text.length() > most && Character.isHighSurrogate(text.charAt(most - 1));
        return text.length() <= most ? text : text.substring(0, half ? most - 1 : most);
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
