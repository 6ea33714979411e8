/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of TLS settings that say what the client's first message offers and asks for (RFC 8446 §4.1.2).
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
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

    /** This builder, as what it is. */
    abstract B self();

    /**
     * Offers these protocol versions and no others.
     *
     * @param names such as {@code TLSv1.3}; at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one that no TLS has
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
     * Resumes a TLS session of an earlier connection to the same host and port with these settings, where the server takes it
     * (RFC 8446 §2.2, RFC 5077). For those who probe a server often: a resumed handshake costs less, and shows less. The server
     * sends no certificate in it; the report then has that of the first handshake, judged anew, and says so by
     * {@link TlsInfo#resumed()} and the finding {@code tls.resumed}. A second look never resumes.
     *
     * @return this builder
     */
    public B resumingSessions() {
        this.resuming = true;
        return self();
    }

    /**
     * Offers these named groups for the key exchange and no others, the preferred one first. A server that has none of them refuses
     * the handshake, or costs one more round trip, so this is for those who measure. Needs Java 20.
     *
     * @param names such as {@code x25519} or {@code secp256r1}, at least one and none twice; other names than those of RFC 8422 and
     *     RFC 7919 only with an own provider or SSLContext
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
     * Offers these cipher suites and no others, the preferred one first. Those of TLS 1.3 and of older versions have different names,
     * so where suites of one of them are chosen alone, the other version is not offered. This is for those who find out what a server
     * takes: what it refuses is told by the finding {@code tls.suites-refused}.
     *
     * @param names as IANA registers them, such as {@code TLS_AES_128_GCM_SHA256} or {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}; at
     *     least one, none twice, and none without encryption or authentication
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
     * Sends this server name (SNI, RFC 6066 §3) instead of the target's: to see which certificate a server shows for another name. It
     * changes what is asked for and not who is trusted: the certificate is still judged for the target's name. To probe an address as
     * the server of a name, certificate included, name that target and use {@code connectTo} of the request. The last of this and
     * {@link #withoutServerName()} counts.
     *
     * @param name a host name in A-labels, no address
     * @return this builder
     * @throws IllegalArgumentException if it is none
     */
    public B serverName(String name) {
        this.serverName = SentName.of(name);
        this.unnamed = false;
        return self();
    }

    /**
     * Sends no server name (SNI): to see which certificate a server shows to clients that send none. It is still judged for the
     * target's name. The last of this and {@link #serverName(String)} counts.
     *
     * @return this builder
     */
    public B withoutServerName() {
        this.serverName = null;
        this.unnamed = true;
        return self();
    }

    /**
     * Says what a client says that has nothing special in mind: TLS 1.2 and 1.3 with this Java's own suites and groups, the target's
     * name, and no session of an earlier connection. It takes back all that was set of these, in a copy by {@link TlsSettings#toBuilder()}
     * too.
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
