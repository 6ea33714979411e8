/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The name that a handshake tells the server. */
class TlsPeerTest {
    @Test
    void namesThatNoServerNameCanBe() {
        for (String name :
                List.of("-a.example", "a-.example", "_x.example", "x".repeat(64) + ".example", "a..b", ".")) {
            assertThat(new TlsPeer(name, false, 25).serverName()).as(name).isEqualTo(Optional.empty());
        }
        for (String name : List.of("::1", "192.0.2.1", "2001:db8::25")) {
            assertThat(new TlsPeer(name, true, 25).serverName()).as(name).isEqualTo(Optional.empty());
        }
        assertThat(new TlsPeer("mx.example.com", false, 25).serverName()).isPresent();
    }
}
