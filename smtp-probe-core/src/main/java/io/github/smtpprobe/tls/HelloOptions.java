/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The TLS options that determine the client's first message (RFC 8446 §4.1.2).
 *
 * @param <B> the builder type. It has no bound, because a bound would become part of each method's compiled signature, and so of
 *     every compiled caller.
 */
abstract sealed class HelloOptions<B> permits TlsSettings.Builder {
    private static final List<String> CURRENT = List.of("TLSv1.3", "TLSv1.2");

    List<String> protocols = CURRENT;
    List<String> groups = List.of();
    List<String> suites = List.of();
    boolean resuming;
    boolean unnamed;

    @Nullable
    String serverName;

    HelloOptions() {}

    /** This builder, with its own type. */
    abstract B self();

    /**
     * Offers only these protocol versions.
     *
     * @param names such as {@code TLSv1.3}; at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one of them is not a TLS version
     */
    public B protocols(String... names) {
        if (Objects.requireNonNull(names, "names").length == 0) {
            throw new IllegalArgumentException("protocols: at least one version is needed");
        }
        for (String name : names) {
            if (!Objects.requireNonNull(name, "names").matches("TLSv1(\\.[0-3])?|SSLv3")) {
                throw new IllegalArgumentException(
                        "protocols: a version is named like TLSv1.2 or TLSv1.3, not " + Printable.quoted(name));
            }
        }
        this.protocols = List.of(names);
        return self();
    }

    /**
     * Resumes a TLS session of an earlier connection to the same host and port with these settings, if the server agrees (RFC
     * 8446 §2.2, RFC 5077). This is for probing a server often: a resumed handshake costs less, but also shows less. The server
     * sends no certificate in it; the report then contains the certificate of the first handshake, judged anew, and says so by
     * {@link TlsInfo#resumed()} and the finding {@code tls.resumed}. A second look never resumes.
     *
     * @return this builder
     */
    public B resumingSessions() {
        this.resuming = true;
        return self();
    }

    /**
     * Offers only these named groups for the key exchange, the preferred one first. A server that does not support them refuses
     * the handshake or needs one more round trip, so this is meant for measurements. Needs Java 20.
     *
     * @param names such as {@code x25519} or {@code secp256r1}; at least one, without repetition. Names other than those of RFC
     *     8422 and RFC 7919 need a custom provider or SSLContext
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one is given twice
     */
    public B namedGroups(String... names) {
        List<String> given = Arguments.copy(Arrays.asList(Objects.requireNonNull(names, "names")), "names");
        if (given.isEmpty() || given.stream().distinct().count() < given.size()) {
            throw new IllegalArgumentException("namedGroups: at least one group is needed, and none twice");
        }
        this.groups = given;
        return self();
    }

    /**
     * Offers only these cipher suites, the preferred one first. TLS 1.3 and older versions have separate suites, so if only
     * suites of one kind are chosen, the other versions are not offered. This is meant for finding out what a server accepts; the
     * finding {@code tls.suites-refused} tells what it refuses.
     *
     * @param names as IANA registers them, such as {@code TLS_AES_128_GCM_SHA256} or
     *     {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}; at least one, without repetition, and none without encryption or
     *     authentication
     * @return this builder
     * @throws IllegalArgumentException if there is none, one is given twice, or one is not named like that
     */
    public B cipherSuites(String... names) {
        List<String> given = Arguments.copy(Arrays.asList(Objects.requireNonNull(names, "names")), "names");
        CipherSuites.named(given);
        this.suites = given;
        return self();
    }

    /**
     * Sends this server name (SNI, RFC 6066 §3) instead of the target's, to see which certificate a server presents for another
     * name. This changes only what is asked for, not who is trusted: the certificate is still judged for the target's name. To
     * probe an address as the server of a name, including its certificate, use that name as the target, and {@code connectTo} in
     * the request. Of this method and {@link #withoutServerName()}, the last call counts.
     *
     * @param name a host name in A-labels, not an address
     * @return this builder
     * @throws IllegalArgumentException if it is not a host name
     */
    public B serverName(String name) {
        this.serverName = SentName.of(name);
        this.unnamed = false;
        return self();
    }

    /**
     * Sends no server name (SNI), to see which certificate a server presents to clients that send none. The certificate is still
     * judged for the target's name. Of this method and {@link #serverName(String)}, the last call counts.
     *
     * @return this builder
     */
    public B withoutServerName() {
        this.serverName = null;
        this.unnamed = true;
        return self();
    }

    /**
     * Resets the options in this class to their defaults: TLS 1.2 and 1.3 with this Java's own suites and groups, the target's
     * name, and no session of an earlier connection.
     *
     * @return this builder
     */
    public B standardHello() {
        this.protocols = CURRENT;
        this.groups = List.of();
        this.suites = List.of();
        this.resuming = false;
        this.serverName = null;
        this.unnamed = false;
        return self();
    }
}
