/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When something happened says nothing of what it was: the numbers of a time are no ports. */
class TimesOfLogsTest {
    private static final String WORDS =
            "(45) Delivery failed, [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)";

    static Stream<String> stamps() {
        return Stream.of(
                        "Jun 13 10:%02d:07 2024 ",
                        "Jun 13 10:07:%02d 2024 ",
                        "2024-06-13T10:%02d:07Z host app: ",
                        "2024-06-13T10:07:%02d host app: ",
                        "2024-06-13 10:%02d host app: ",
                        "host app 10:%02d: ")
                .flatMap(form -> IntStream.range(0, 60).mapToObj(each -> form.formatted(each)));
    }

    @ParameterizedTest
    @MethodSource("stamps")
    void changesNothing(String stamp) {
        assertThat(Told.cause(Explain.dialogue(stamp + WORDS))).isEqualTo("tls.plain-port");
    }
}
