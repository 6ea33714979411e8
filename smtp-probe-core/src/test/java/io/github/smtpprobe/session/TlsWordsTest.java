/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of releases of Java for what a server sent in TLS, and what is said in their place. */
class TlsWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Unsupported handshake message: hello_request                          | the handshake message hello_request came, which has no place here
        Unexpected handshake message: server_hello_done                       | the handshake message server_hello_done came, which has no place here
        Unrecognized SSL message, plaintext connection?                       | octets came that are not a TLS record, or not at this point
        Handshake packets must not be zero-length                             | a TLS record without content came, which TLS does not allow in a handshake
        Unsupported or unrecognized SSL message                               | octets came that are not a TLS record, or not at this point
        Unexpected application_layer_protocol_negotiation extension           | the extension application_layer_protocol_negotiation came, which this client had not asked for
        The size of the handshake message (103194) exceeds the maximum allowed size (32768) | a handshake message of 103194 octets came, and this client reads 32768
        Unsupported protocol version: (D)TLS-3.5                              | the server chose the version 3.5, which is none of TLS
        The server selected protocol version SSL30 is not accepted by client preferences [TLS13, TLS12] | the server chose SSL 3.0, which this client did not offer
        The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12] | the server chose TLS 1.0, which this client did not offer
        Insufficient buffer remaining for AEAD cipher fragment (2). Needs to be more than or equal to IV size (8) + tag size (16) | a TLS record came that is too short to be encrypted
        """)
    void whatCameIsSaidInPlainWords(String java, String plain) {
        assertThat(TlsWords.plain(java)).isEqualTo(plain);
    }

    @Test
    void wordsThatNobodyKnowsStay() {
        assertThat(TlsWords.plain("No subject alternative DNS name")).isEqualTo("No subject alternative DNS name");
    }
}
