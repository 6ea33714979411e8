/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.LanguageCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;

/** Clients of {@code javax.security.sasl} that an application brings, as mechanisms. */
class OwnClientTest {
    private static SaslContext context() {
        return SaslContext.builder("elwood.innosoft.com", 587, Credentials.password("ada", Secret.of("secret")))
                .build();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SaslStep step) {
        return new String(((SaslStep.Respond) step).response(), StandardCharsets.UTF_8);
    }

    private static String reason(SaslStep step) {
        return ((SaslStep.Abort) step).reason();
    }

    /** A client of somebody's, which asks for one thing and repeats the challenge. */
    private static final class Own implements SaslClientFactory {
        private final Callback asked;
        private final String layer;
        private final PasswordCallback password = new PasswordCallback("password", false);
        private boolean complete;

        Own(Callback asked, String layer) {
            this.asked = asked;
            this.layer = layer;
        }

        @Override
        public SaslClient createSaslClient(
                String[] mechanisms,
                String id,
                String protocol,
                String host,
                Map<String, ?> with,
                CallbackHandler user) {
            assertThat(protocol + " " + host + " " + with.get(Sasl.QOP)).isEqualTo("smtp elwood.innosoft.com auth");
            return new SaslClient() {
                @Override
                public String getMechanismName() {
                    return "X-OWN";
                }

                @Override
                public boolean hasInitialResponse() {
                    return false;
                }

                @Override
                public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
                    try {
                        user.handle(new Callback[] {password, asked});
                    } catch (Exception refused) {
                        throw new SaslException("password is " + new String(password.getPassword()), refused);
                    }
                    complete = true;
                    return octets(new String(password.getPassword()) + challenge.length);
                }

                @Override
                public boolean isComplete() {
                    return complete;
                }

                @Override
                public byte[] unwrap(byte[] in, int from, int length) {
                    throw new IllegalStateException("no layer");
                }

                @Override
                public byte[] wrap(byte[] out, int from, int length) {
                    throw new IllegalStateException("no layer");
                }

                @Override
                public Object getNegotiatedProperty(String name) {
                    return name.equals(Sasl.QOP) ? layer : null;
                }

                @Override
                public void dispose() {
                    complete = true;
                }
            };
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return properties.containsKey(Sasl.POLICY_NOPLAINTEXT) ? new String[0] : new String[] {"X-OWN"};
        }
    }

    @Test
    void aClientOfTheCallersIsAskedAndItsPasswordCleared() throws Exception {
        Own own = new Own(new PasswordCallback("again", false), "auth");
        SaslMechanism mechanism = SaslMechanism.of(own, "X-OWN", 7);
        assertThat(mechanism.revealsSecret()).as("it says so of itself").isTrue();
        assertThat(mechanism.name() + mechanism.strength()).isEqualTo("X-OWN7");
        SaslExchange exchange = mechanism.start(context());
        assertThat(text(exchange.respond(new byte[3]))).isEqualTo("secret3");
        assertThat(own.password.getPassword()).as("cleared after use").containsOnly(' ');
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
    }

    @Test
    void whatAClientMayNotAskForIsNamed() throws Exception {
        Own own = new Own(new LanguageCallback(), "auth");
        SaslExchange exchange = SaslMechanism.of(own, "X-OWN", 7).start(context());
        assertThat(reason(exchange.respond(new byte[3])))
                .contains(LanguageCallback.class.getName())
                .doesNotContain("secret");
        assertThat(own.password.getPassword()).containsOnly(' ');
    }

    @Test
    void aSecurityLayerIsRefused() throws Exception {
        Own own = new Own(new PasswordCallback("again", false), "auth-conf");
        SaslExchange exchange = SaslMechanism.of(own, "X-OWN", 7).start(context());
        exchange.respond(new byte[3]);
        assertThat(reason(exchange.complete())).contains("security layer");
    }

    @Test
    void nothingIsMadeOfNothing() {
        assertThatThrownBy(() -> SaslMechanism.of(null, "X", 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> SaslMechanism.of(new Own(new LanguageCallback(), "auth"), null, 1))
                .isInstanceOf(NullPointerException.class);
    }
}
