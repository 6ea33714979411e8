/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.transport.Connection;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be reached from what we hand out: no secret, no Throwable, no connection, whoever maps it to whatever. */
class ReachTest {
    static Stream<DialogueFile> withCredentials() {
        return DialogueFile.all()
                .filter(file -> file.has("credentials") && !file.name().startsWith("hostile/"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withCredentials")
    void aReportReachesNoSecret(DialogueFile file) throws Exception {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script());
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(file.request(25));
        Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(report, reached);
        assertThat(reached).hasSizeGreaterThan(50);
        for (Object each : reached) {
            assertThat(each)
                    .isNotInstanceOfAny(
                            Secret.class, Credentials.class, Throwable.class, Connection.class, ProbeRequest.class);
            if (each instanceof byte[] octets) {
                Invariants.holdsNoSecret(new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1));
            } else if (each instanceof String text) {
                Invariants.holdsNoSecret(text);
            }
        }
    }

    private static void walk(Object object, Set<Object> reached) throws IllegalAccessException {
        if (object == null || !reached.add(object)) {
            return;
        }
        if (object instanceof Collection<?> many) {
            for (Object each : many) {
                walk(each, reached);
            }
        } else if (object instanceof Map<?, ?> map) {
            walk(map.keySet(), reached);
            walk(map.values(), reached);
        } else if (object instanceof Optional<?> maybe) {
            walk(maybe.orElse(null), reached);
        } else if (object.getClass().getName().startsWith("io.github.smtpprobe")) {
            for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                        walk(field.get(object), reached);
                    }
                }
            }
        }
    }

    // README, Security: "bean mapping"
    @Test
    void beanMappingOfARequestFindsNoSecret() throws Exception {
        ObjectMapper mapper = new ObjectMapper()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .setVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.ANY)
                .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.ANY);
        Credentials password = Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD));
        ProbeRequest request =
                ProbeRequest.to("mx.example.com", 587).credentials(password).build();
        for (Object each : new Object[] {request, password, Secret.of(DialogueFile.PASSWORD), request.toBuilder()}) {
            String mapped = mapper.writeValueAsString(each);
            assertThat(mapped).doesNotContain("ada@");
            Invariants.holdsNoSecret(mapped);
        }
    }

    /** What reads fields finds the user name, which is no secret. */
    // README, Security: "(by methods or by fields)"
    @Test
    void mappingOfFieldsFindsNoSecret() throws Exception {
        ObjectMapper mapper = new ObjectMapper()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
        Credentials password = Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD));
        String token = DialogueFile.PASSWORD;
        Credentials bearer = Credentials.bearer("ada@example.com", remaining -> Secret.of(token));
        for (Object each : new Object[] {password, Secret.of(DialogueFile.PASSWORD), bearer}) {
            Invariants.holdsNoSecret(mapper.writeValueAsString(each));
        }
        assertThat(mapper.writeValueAsString(password)).contains("ada@");
    }
}
