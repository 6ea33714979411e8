/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Map;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import org.jspecify.annotations.Nullable;

/**
 * GSSAPI, which is Kerberos V5 (RFC 4752), with the JDK's client: without a security layer, and the server has to prove itself.
 * The JDK talks to the KDC, and may ask DNS, for as long as it likes; it therefore does so on a separate thread, for which the
 * probe waits no longer than its own time.
 */
final class Gssapi implements SaslMechanism {
    private static final String NAME = "GSSAPI";
    private static final Map<String, String> PROPERTIES = Map.of(Sasl.QOP, "auth", Sasl.SERVER_AUTH, "true");

    private final SaslClientFactory factory;

    Gssapi(SaslClientFactory factory) {
        this.factory = factory;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int strength() {
        return 220;
    }

    @Override
    public boolean revealsSecret() {
        return false;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return credentials instanceof KerberosCredentials;
    }

    @Override
    public SaslExchange start(SaslContext context) throws Exception {
        KerberosTicket ticket = new KerberosTicket((KerberosCredentials) context.credentials());
        try {
            SaslClient client = ticket.with(() -> client(context.peer().host()));
            return client == null
                    ? new Unusable("this Java has no client for GSSAPI; it is in the module jdk.security.jgss")
                    : new GssapiExchange(client, ticket);
        } catch (KerberosFailure failure) {
            return new Unusable(failure.words());
        }
    }

    private @Nullable SaslClient client(String host) throws Exception {
        return factory.createSaslClient(new String[] {NAME}, null, "smtp", host, PROPERTIES, null);
    }
}
