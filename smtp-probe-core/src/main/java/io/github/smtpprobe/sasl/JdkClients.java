/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/** The client of the installed security providers for one mechanism, which sends a digest instead of the secret. */
final class JdkClients implements SaslClientFactory {
    private final String name;

    JdkClients(String name) {
        this.name = name;
    }

    @Override
    public @Nullable SaslClient createSaslClient(
            String[] mechanisms,
            @Nullable String authorizationId,
            String protocol,
            String serverName,
            Map<String, ?> properties,
            CallbackHandler handler)
            throws SaslException {
        return Sasl.createSaslClient(mechanisms, authorizationId, protocol, serverName, properties, handler);
    }

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
        return new String[] {name};
    }
}
