/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What tests of SCRAM say and hear, message by message. */
abstract class ScramTalk {
    final List<ScramDetails> told = new ArrayList<>();

    SaslContext.Builder context(String user, String password) {
        return SaslContext.builder("server.test", 587, Credentials.password(user, Secret.of(password)))
                .scram(told::add);
    }

    SaslExchange exchange(String name, String nonce) {
        SaslContext context = context("user", "pencil").build();
        return new Scram(name, 1, each -> nonce).exchange(context, (PasswordCredentials) context.credentials());
    }

    static String text(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Respond.class);
        return new String(((SaslStep.Respond) step).response(), StandardCharsets.UTF_8);
    }

    static SaslStep answer(SaslExchange exchange, String challenge) throws Exception {
        return exchange.respond(challenge.getBytes(StandardCharsets.UTF_8));
    }

    ScramDetails.State state() {
        return told.get(told.size() - 1).state();
    }
}
