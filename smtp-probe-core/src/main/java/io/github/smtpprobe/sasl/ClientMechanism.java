/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism that uses a client of {@code javax.security.sasl}. The client gets protocol and host, and asks for user name,
 * password and realm. It may only authenticate: if it negotiated a security layer, SMTP would have to be wrapped in that.
 */
final class ClientMechanism extends BuiltIn<PasswordCredentials> {
    private static final Map<String, ?> PROPERTIES = Map.of(
            Sasl.QOP,
            "auth",
            "com.sun.security.sasl.ntlm.hostname", // otherwise the JDK would look up this machine's name, and send it
            "WORKSTATION");

    private final SaslClientFactory factory;
    private final boolean reveals;

    ClientMechanism(SaslClientFactory factory, String name, int strength) {
        super(Objects.requireNonNull(name, "name"), strength, PasswordCredentials.class);
        this.factory = Objects.requireNonNull(factory, "factory");
        String[] names = factory.getMechanismNames(Map.of(Sasl.POLICY_NOPLAINTEXT, "true"));
        this.reveals = names == null || !Arrays.asList(names).contains(name);
    }

    /** A mechanism of the JDK's that sends a digest of the password. */
    static ClientMechanism ofJdk(String name, int strength) {
        return new ClientMechanism(new JdkClients(name), name, strength);
    }

    @Override
    public boolean revealsSecret() {
        return reveals;
    }

    @Override
    SaslExchange exchange(SaslContext context, PasswordCredentials credentials) {
        CallbackAnswers answers = new CallbackAnswers(context, name().equals("NTLM"));
        try {
            SaslClient client = client(context, answers);
            return client == null
                    ? new Unusable(
                            "there is no client for " + name() + " here, or the settings of Java have switched it off")
                    : new ClientExchange(client, answers, name(), factory instanceof JdkClients);
        } catch (SaslException refused) {
            return new Unusable(answers.unanswered().orElse("the client for " + name() + " could not be made"));
        } finally {
            answers.clear();
        }
    }

    private @Nullable SaslClient client(SaslContext context, CallbackAnswers answers) throws SaslException {
        String host = context.peer().host();
        return factory.createSaslClient(new String[] {name()}, null, "smtp", host, PROPERTIES, answers);
    }
}
