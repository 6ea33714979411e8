/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "mx.example.com, 14",
        "\u00e9, 1",
        "e\u0301, 1",
        "\u200B, 0",
        "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a, 14",
        "\ud55c\uad6d, 4",
        "\u1112\u1161\u11ab, 2",
        "\uff21, 2",
        "\uff71, 1",
        "\u3042\u30fc, 4",
        "\ud83d\ude00, 2",
        "\u2713, 1",
    })
    void takeAsManyColumnsAsATerminalDraws(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
        assertThat(Columns.of(Columns.padded(text, 20))).isEqualTo(20);
        assertThat(Columns.of(Columns.leftPadded(text, 20))).isEqualTo(20);
        assertThat(Columns.padded(text, 0)).isEqualTo(text + " ");
    }
}
