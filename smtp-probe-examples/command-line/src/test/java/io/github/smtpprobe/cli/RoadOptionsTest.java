/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Proxies and a Unix socket as arguments. */
class RoadOptionsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("ONE", "sesame", "TWO", "mellon");

    private static ProbeRequest request(String... arguments) {
        RoadOptions options = new RoadOptions();
        CommandLine.populateCommand(options, arguments);
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 25);
        options.addTo(request, ENVIRONMENT);
        return request.build();
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://192.0.2.1:1080, SOCKS5 proxy 192.0.2.1:1080, false",
        "socks5h://proxy.example:1080, SOCKS5 proxy proxy.example:1080, true",
        "http://[2001:db8::1]:3128/, HTTP proxy [2001:db8::1]:3128, false",
        "httph://proxy.example:3128, HTTP proxy proxy.example:3128, true"
    })
    void aUrlIsAProxy(String url, String words, boolean resolves) {
        Road road = request("--proxy", url).road().orElseThrow();
        assertThat(road).hasToString(words);
        assertThat(road.resolvesNames()).isEqualTo(resolves);
    }

    @Test
    void severalGoInTheirOrderAndPasswordsGoToThoseThatHaveAUser() {
        Road road = request(
                        "--proxy", "socks5://ada@a.example:1",
                        "--proxy", "http://b.example:2",
                        "--proxy", "http://eve%40x+y@c.example:3",
                        "--proxy-password-env", "ONE",
                        "--proxy-password-env", "TWO")
                .road()
                .orElseThrow();
        assertThat(road.proxies()).extracting(Proxy::host).containsExactly("a.example", "b.example", "c.example");
        assertThat(road.proxies().get(1).user()).isEmpty();
        assertThat(road.proxies().get(2).user()).contains("eve@x+y");
        assertThat(road.proxies().get(0).password().orElseThrow().revealUtf8())
                .asString()
                .isEqualTo("sesame");
        assertThat(road.proxies().get(2).password().orElseThrow().revealUtf8())
                .asString()
                .isEqualTo("mellon");
    }

    @Test
    void aPathIsAUnixSocket() {
        assertThat(request("--unix-socket", "/run/lmtp").road()).contains(Road.unixSocket(Path.of("/run/lmtp")));
        assertThat(request().road()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example",
                "proxy.example:3128",
                "https://proxy.example:3128",
                "socks4://proxy.example:1080",
                "http://proxy.example",
                "http://proxy.example:0",
                "http://proxy.example:99999",
                "http://proxy.example:3128/canary",
                "http://canary@example:3128@proxy.example:3128",
                "http://ada:canary@proxy.example:3128",
                "http://ada:can/ary@proxy.example:3128",
                "http://ca nary:3128",
                "http://ada%zz@proxy.example:3128"
            })
    void whatIsNoneIsRefusedAndNotRepeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", url, "--proxy-password-env", "ONE"))
                .withMessageStartingWith("--proxy ")
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("canary", "can/ary"));
    }

    @Test
    void aPasswordInAUrlIsNamedAsSuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", "http://ada:canary@proxy.example:3128"))
                .withMessageContaining("must not contain a password")
                .withMessageContaining("--proxy-password-env");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", "http://p.example:1", "--unix-socket", "/x"))
                .withMessageContaining("exclude each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", "http://ada@p.example:1"))
                .withMessageContaining("is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", "http://p.example:1", "--proxy-password-env", "ONE"))
                .withMessageContaining("needs a user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("--proxy", "http://a@p.example:1", "--proxy-password-env", "CANARY"))
                .withMessageContaining("holds no password")
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("CANARY"));
    }
}
