/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a request that mail settings determine. */
enum MailOption {
    HOST("host"),
    PORT("port"),
    TLS("tls"),
    HELO("heloName"),
    LOGIN("credentials"),
    MECHANISMS("mechanisms"),
    SOURCE("sourceAddress"),
    LIMITS("timeouts");

    /**
     * All settings that are read, by names without the prefix, with the options that they decide. The last ones decide no
     * option, but may be dangerous.
     */
    private static final Map<String, Set<MailOption>> DECIDED = Map.ofEntries(
            Map.entry("host", EnumSet.of(HOST)),
            Map.entry("port", EnumSet.of(PORT)),
            Map.entry("socketFactory.port", EnumSet.of(PORT)),
            Map.entry("ssl.socketFactory.port", EnumSet.of(PORT)),
            Map.entry("protocol", EnumSet.of(PORT, TLS)),
            Map.entry("transport.protocol", EnumSet.of(PORT, TLS)),
            Map.entry("transport.protocol.rfc822", EnumSet.of(PORT, TLS)),
            Map.entry("ssl.enable", EnumSet.of(PORT, TLS)),
            Map.entry("ssl.enabled", EnumSet.of(PORT, TLS)),
            Map.entry("ssl.bundle", EnumSet.of(PORT)),
            Map.entry("ssl.socketFactory.class", EnumSet.of(PORT)),
            Map.entry("socketFactory.class", EnumSet.of(PORT, TLS)),
            Map.entry("starttls.enable", EnumSet.of(TLS)),
            Map.entry("starttls.required", EnumSet.of(TLS)),
            Map.entry("localhost", EnumSet.of(HELO)),
            Map.entry("localaddress", EnumSet.of(SOURCE)),
            Map.entry("connectiontimeout", EnumSet.of(LIMITS)),
            Map.entry("timeout", EnumSet.of(LIMITS)),
            Map.entry("user", EnumSet.of(LOGIN)),
            Map.entry("username", EnumSet.of(LOGIN)),
            Map.entry("password", EnumSet.of(LOGIN)),
            Map.entry("auth", EnumSet.of(LOGIN)),
            Map.entry("auth.mechanisms", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("auth.login.disable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("auth.plain.disable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("auth.digest-md5.disable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("auth.ntlm.disable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("auth.xoauth2.disable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("sasl.enable", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("sasl.mechanisms", EnumSet.of(LOGIN, MECHANISMS)),
            Map.entry("jndiname", EnumSet.of(HOST)),
            Map.entry("ssl.trust", Set.of()),
            Map.entry("ssl.protocols", Set.of()),
            Map.entry("ssl.checkserveridentity", Set.of()),
            Map.entry("ssl.verifyhostname", Set.of()),
            Map.entry("socketFactory.fallback", Set.of()),
            Map.entry("writetimeout", Set.of()),
            Map.entry("ehlo", Set.of()),
            Map.entry("debug", Set.of()),
            Map.entry("debug.auth", Set.of()),
            Map.entry("debug.auth.password", Set.of()));

    private final String field;

    MailOption(String field) {
        this.field = field;
    }

    /** The options that a setting, given by its full name, decides. */
    static Set<MailOption> decidedBy(String name) {
        return DECIDED.getOrDefault(MailKeys.bare(name), Set.of());
    }

    /** Whether a setting, given by its full name, is read. */
    static boolean reads(String name) {
        return DECIDED.containsKey(MailKeys.bare(name));
    }

    /** The option that a problem of a request is about. */
    static Optional<MailOption> of(Problem problem) {
        return Arrays.stream(values())
                .filter(each -> (problem.field() + ".").startsWith(each.field + "."))
                .findFirst();
    }

    /** Whether an option of a request is still as the settings have made it. */
    @SuppressWarnings("ReferenceEquality") // an equal value that was set again comes from the caller
    boolean same(ProbeRequest.Builder read, ProbeRequest.Builder given) {
        return value(read) == value(given);
    }

    private @Nullable Object value(ProbeRequest.Builder given) {
        return switch (this) {
            case HOST -> given.host;
            case PORT -> given.ports;
            case TLS -> given.tls;
            case HELO -> given.heloName;
            case LOGIN -> given.credentials;
            case MECHANISMS -> given.mechanisms;
            case SOURCE -> given.sourceAddress;
            case LIMITS -> given.timeouts;
        };
    }
}
