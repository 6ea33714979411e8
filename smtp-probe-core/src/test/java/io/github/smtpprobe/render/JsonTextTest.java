/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String write(Object value) {
        return JsonText.of(value, 1_000_000).orElseThrow();
    }

    @Test
    void readsBackAsItWas() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a \"quoted\" \\ key", List.of(1, -2L, 0.25, 1e300, true, false, List.of(), Map.of()));
        for (int point : new int[] {
            0, 8, 9, 10, 13, 0x1F, 0x7F, 0x85, 0xA0, 0xE9, 0x202E, 0x2028, 0x2029, 0xFEFF, 0xFFFF, 0x1F600, 0xE0041
        }) {
            map.put(Integer.toHexString(point), "<" + Character.toString(point) + "\u00E9&");
        }
        map.put("half", "a\uD83Db");
        assertThat(JSON.readTree(write(map))).isEqualTo(JSON.readTree(JSON.writeValueAsString(map)));
    }

    @Test
    void writesNothingThatCannotBeSeen() {
        assertThat(write("\u2028\u2029\u202E\u0000\uD83D")).isEqualTo("\"\\u2028\\u2029\\u202e\\u0000\\ud83d\"");
    }

    @Test
    void indentsForPeople() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, 2));
        map.put("b", Map.of());
        assertThat(write(map)).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
    }

    @Test
    void refusesWhatJsonDoesNotHave() {
        for (Object other : new Object[] {Double.NaN, Double.POSITIVE_INFINITY, 'c', new Object(), Optional.empty()}) {
            assertThatThrownBy(() -> write(List.of(other))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> write(new ArrayList<>(Collections.singletonList(null))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesUpSoonAfterTheLimit() {
        assertThat(JsonText.of("1234567890", 12)).contains("\"1234567890\"");
        assertThat(JsonText.of("1234567890", 11)).isEmpty();
        assertThat(JsonText.of(Collections.nCopies(1_000_000, "abc"), 1_000)).isEmpty();
    }
}
