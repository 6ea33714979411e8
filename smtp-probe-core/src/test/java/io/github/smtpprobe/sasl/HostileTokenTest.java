/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OwnTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say of a token that they refuse, where it is not what RFC 7628 §3.2.2 wants. */
class HostileTokenTest {
    private static SaslExchange exchange(String mechanism) throws Exception {
        SaslContext context = SaslContext.builder(
                        "mx.test", 587, Credentials.bearer("ada", left -> Secret.of("correct-horse-battery")))
                .build();
        SaslExchange exchange = SaslMechanism.builtIn().stream()
                .filter(each -> each.name().equals(mechanism))
                .findFirst()
                .orElseThrow()
                .start(context);
        exchange.initialResponse();
        return exchange;
    }

    /** Each is an error all the same: it is answered, and 235 behind it is no success. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", quoteCharacter = '~', textBlock = """
        no JSON                                  | none
        ~~                                       | none
        {"status":"invalid_token"}               | invalid_token
        {"status":418}                           | 418
        {"status":"418"}                         | 418
        {"status":null}                          | none
        {"status":{"status":"401"}}              | 401
        {"status":["401"]}                       | none
        {"status":"4\\u00301"}                   | none
        {"status":"401","status":"200"}          | 401
        [401]                                    | none
        """)
    void whatIsNoErrorOfTheRfcsIsAnError(String challenge, String status) throws Exception {
        for (String mechanism : new String[] {"OAUTHBEARER", "XOAUTH2"}) {
            SaslExchange exchange = exchange(mechanism);
            SaslStep step = exchange.respond(challenge.getBytes(StandardCharsets.UTF_8));
            assertThat(step).isInstanceOf(SaslStep.AnswerError.class);
            assertThat(((SaslStep.AnswerError) step).error().status().orElse(null))
                    .isEqualTo(status);
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
            assertThat(exchange.respond(new byte[0])).isInstanceOf(SaslStep.Abort.class);
        }
    }

    @Test
    void aMebibyteIsCut() {
        for (String unit : new String[] {"x", "{\"status\":", "\"status\" \t\t", "\"", "\\"}) {
            byte[] endless = unit.repeat((1 << 20) / unit.length()).getBytes(StandardCharsets.UTF_8);
            assertThat(OwnTime.of(() -> OAuthError.of(endless))).as(unit).isLessThan(Duration.ofSeconds(2));
            OAuthError error = OAuthError.of(endless);
            assertThat(error.status()).isEmpty();
            assertThat(error.scope()).isEmpty();
            assertThat(error.text().length()).isLessThanOrEqualTo(2_000);
        }
    }
}
