/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one sender will do with mail for a domain, and with each of its exchangers. Immutable and thread-safe. */
public final class SenderOutlook {
    private static final int LONGEST = 255;

    private final String token;
    private final String name;
    private final Forecast domain;
    private final List<OfHost> hosts;

    SenderOutlook(String token, String name, Forecast domain, List<OfHost> hosts) {
        this.token = token;
        this.name = name;
        this.domain = domain;
        this.hosts = List.copyOf(hosts);
    }

    /** {@return the sender's token, such as {@code gmail}} */
    public String sender() {
        return token;
    }

    /** {@return the sender's name for people, such as {@code Gmail}} */
    public String name() {
        return name;
    }

    /** {@return what becomes of mail for the domain, which goes to the first exchanger that the sender accepts} */
    public Forecast domain() {
        return domain;
    }

    /** {@return what would become of mail at each exchanger if it were the only one, in the order in which the exchangers were given} */
    public List<OfHost> hosts() {
        return hosts;
    }

    /**
     * What would become of mail at one exchanger if it were the only one.
     *
     * @param host     the exchanger's name
     * @param forecast what the sender does
     */
    public record OfHost(String host, Forecast forecast) {
        /**
         * Makes an outlook for one exchanger.
         *
         * @param host     the exchanger's name, cut after 255 characters; characters that cannot be shown are escaped
         * @param forecast what the sender does
         */
        public OfHost {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(forecast, "forecast");
            host = Printable.cut(Printable.clean(Printable.cut(host, LONGEST, "\u2026")), LONGEST, "\u2026");
        }

        private Map<String, Object> asMap() {
            return new Node()
                    .put("host", host)
                    .put("forecast", forecast.asMap())
                    .map();
        }
    }

    Map<String, Object> asMap() {
        return new Node()
                .put("sender", token)
                .put("name", name)
                .put("domain", domain.asMap())
                .put("hosts", Node.list(hosts, OfHost::asMap))
                .map();
    }

    static SenderOutlook read(KeptNode kept) {
        return new SenderOutlook(
                KeptNode.required("sender", kept.text("sender")),
                kept.words("name"),
                KeptNode.required("domain", kept.node("domain", Forecast::read)),
                new ArrayList<>(kept.list("hosts", Outlook.MOST_HOSTS, SenderOutlook::host)));
    }

    private static OfHost host(KeptNode kept) {
        return new OfHost(
                KeptNode.required("host", kept.text("host")),
                KeptNode.required("forecast", kept.node("forecast", Forecast::read)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SenderOutlook that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return token + ": " + domain;
    }
}
