/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.sasl.Secret;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy and a road can be made of, and what they show. */
class ProxyTest {
    private static final String PASSWORD = "correct-horse-battery";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "proxy.example\r\nX: y",
                "ada:correct-horse-battery@proxy.example",
                "http://proxy.example",
                "proxy.example:3128",
                "2001:db8::1",
                "[2001:db8::1",
                "[x]",
                "0177.1",
                "proxy.example/correct-horse-battery",
                "\u212Aelvin.example",
                "\uD800"
            })
    void aHostThatCannotBeIsRefusedAndNotRepeated(String host) {
        for (boolean socks : new boolean[] {true, false}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        Proxy made = socks ? Proxy.socks5(host, 1080) : Proxy.http(host, 3128);
                        assertThat(made).isNull();
                    })
                    .withMessageStartingWith("host: ")
                    .satisfies(wrong ->
                            assertThat(wrong.toString() + wrong.getCause()).doesNotContain(PASSWORD));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void aPortThatCannotBeIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxy.socks5("proxy.example", port))
                .withMessageStartingWith("port: ");
    }

    @Test
    void namesAreALabelsAndAddressesHaveNoBrackets() {
        assertThat(Proxy.http("B\u00FCcher.example.", 3128)).hasToString("HTTP proxy xn--bcher-kva.example:3128");
        Proxy six = Proxy.socks5("[2001:DB8:0:0::1]", 1080);
        assertThat(six).hasToString("SOCKS5 proxy [2001:db8::1]:1080");
        assertThat(six.host()).isEqualTo("2001:db8::1");
        assertThat(six.address()).isPresent();
        assertThat(Proxy.socks5("192.0.2.1", 1).address()).isPresent();
        assertThat(Proxy.socks5("proxy.example", 1).address()).isEmpty();
    }

    @Test
    void aLoginThatTheProtocolCannotCarryIsRefused() {
        Proxy socks = Proxy.socks5("proxy.example", 1080);
        Proxy http = Proxy.http("proxy.example", 3128);
        refused("user", socks, "", PASSWORD);
        refused("user", socks, "x".repeat(256), PASSWORD);
        refused("user", socks, "\u00E4".repeat(128), PASSWORD);
        refused("password", socks, "ada", "");
        refused("password", socks, "ada", PASSWORD.repeat(13));
        refused("user", http, "a:b", PASSWORD);
        refused("user", http, "a\r\nX: y", PASSWORD);
        refused("password", http, "ada", PASSWORD + "\n");
        refused("password", http, "ada", PASSWORD + "\u007F");
        refused("user", http, "\uD800", PASSWORD);
        refused("password", http, "ada", PASSWORD + "\uD800");
        refused("user", http, "x".repeat(1_025), PASSWORD);
        assertThat(socks.login("a:b", Secret.of("p\n\u00E4".repeat(50))).user()).contains("a:b");
        assertThat(socks.login("x".repeat(255), Secret.of("y".repeat(255)))).isNotNull();
    }

    private static void refused(String field, Proxy proxy, String user, String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.login(user, password.toCharArray()))
                .withMessageStartingWith(field + ": ")
                .satisfies(wrong -> assertThat(wrong.toString()).doesNotContain(PASSWORD));
    }

    @Test
    void noLoginIsShown() {
        Proxy proxy = Proxy.http("proxy.example", 3128)
                .login("ada", Secret.of(PASSWORD))
                .resolvingNames();
        assertThat(proxy).hasToString("HTTP proxy proxy.example:3128");
        assertThat(Road.through(proxy)).hasToString("HTTP proxy proxy.example:3128");
        assertThat(new Login("ada", Secret.of(PASSWORD)).toString())
                .doesNotContain("ada")
                .doesNotContain(PASSWORD);
    }

    @Test
    void twoAreEqualIfNothingDiffers() {
        Secret secret = Secret.of(PASSWORD);
        Proxy one = Proxy.http("proxy.example", 3128);
        assertThat(one)
                .isEqualTo(Proxy.http("PROXY.example", 3128))
                .hasSameHashCodeAs(Proxy.http("PROXY.example", 3128));
        assertThat(one.login("ada", secret)).isEqualTo(one.login("ada", secret)).isNotEqualTo(one);
        assertThat(one.login("ada", secret)).isNotEqualTo(one.login("eve", secret));
        assertThat(one.resolvingNames()).isNotEqualTo(one);
        assertThat(one).isNotEqualTo(Proxy.socks5("proxy.example", 3128)).isNotEqualTo(Proxy.http("proxy.example", 1));
        assertThat(Road.through(one)).isEqualTo(Road.through(one)).isNotEqualTo(Road.through(one, one));
        assertThat(Road.unixSocket(Path.of("/run/x"))).isEqualTo(Road.unixSocket(Path.of("/run/x")));
        assertThat(Road.unixSocket(Path.of("/run/x"))).isNotEqualTo(Road.unixSocket(Path.of("/run/y")));
    }

    @Test
    void aRoadHasAnEnd() {
        Proxy one = Proxy.http("proxy.example", 3128);
        Proxy[] seven = Collections.nCopies(Road.MOST_PROXIES - 1, one).toArray(new Proxy[0]);
        assertThat(Road.through(one, seven).proxies()).hasSize(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Road.through(one, Collections.nCopies(8, one).toArray(new Proxy[0])))
                .withMessageStartingWith("next: ");
        assertThat(Road.unixSocket(Path.of("/run/\u001Bx"))).hasToString("Unix socket /run/\\u{1B}x");
    }
}
