/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.harness.ExportedTypes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever stores a token finds its constant again, in the same way for each exported enum: a token of a later release is none. */
class OfTokenTest {
    private static List<Class<?>> enumsWithTokens() throws Exception {
        return ExportedTypes.all().stream()
                .filter(Class::isEnum)
                .filter(type -> Arrays.stream(type.getMethods())
                        .anyMatch(each -> each.getName().equals("token") && each.getParameterCount() == 0))
                .toList();
    }

    @Test
    void eachTokenLeadsToItsConstant() throws Exception {
        assertThat(enumsWithTokens()).hasSizeGreaterThan(20);
        for (Class<?> type : enumsWithTokens()) {
            Method ofToken = type.getMethod("ofToken", String.class);
            assertThat(Modifier.isStatic(ofToken.getModifiers()))
                    .as(type.getName())
                    .isTrue();
            for (Object each : type.getEnumConstants()) {
                String token = TokensTest.token((Enum<?>) each);
                assertThat(ofToken.invoke(null, token)).isEqualTo(Optional.of(each));
                for (String other : List.of(token.toUpperCase(Locale.ROOT), token + " ", "x" + token)) {
                    assertThat(ofToken.invoke(null, other))
                            .as(type + " " + other)
                            .isEqualTo(Optional.empty());
                }
            }
            assertThat(ofToken.invoke(null, "")).isEqualTo(Optional.empty());
            assertThatThrownBy(() -> ofToken.invoke(null, (Object) null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("token");
        }
    }
}
