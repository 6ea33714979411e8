/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider says about a token is read wherever it stands in the refusal. */
class WrittenErrorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "535 5.7.8 Error: authentication failed: eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJtYWlsIn0=",
                "535 5.7.8 failed eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJtYWlsIn0",
                "535 5.7.8 {\"status\":\"invalid_token\",\"scope\":\"mail\"}"
            })
    void anErrorAboutATokenIsReadWhereverItStands(String reply) {
        assertThat(WrittenError.in(Reply.of(535, reply.substring(4)))).hasValueSatisfying(error -> {
            assertThat(error.status()).contains("invalid_token");
            assertThat(error.scope()).contains("mail");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.7.8 Error: authentication failed",
                "5.7.8 eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.x is no token of ours",
                "5.7.8 eyeyeyeyeyeyeyeyeyeyeyeyeyeyeyeye"
            })
    void wordsWithoutAnErrorAboutATokenTellNone(String words) {
        assertThat(WrittenError.in(Reply.of(535, words))).isEmpty();
    }
}
