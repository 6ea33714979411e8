/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.CallerInputs;
import io.github.smtpprobe.harness.ExportedTypes;
import io.github.smtpprobe.harness.Samples;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.PasswordCredentials;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every builder of the exported API, found by reflection: what it has built stays as it is, whatever becomes of the builder and of
 * the collections and arrays that it was given; and what a value hands out cannot be changed.
 */
class BuildersTest {
    /** What takes no sample: texts of some form, keys, and the caller's own parts. What of it is an array is tried by hand. */
    private static final Set<String> NOT_TRIED = Set.of(
            "Authentication.scram",
            "CatalogueRow.code",
            "CatalogueRow.enhanced",
            "CatalogueRow.provider",
            "DomainSurvey.without",
            "ProbeRequest.connectTo",
            "ProbeRequest.envelope",
            "ProbeRequest.envelopeWithNullReversePath",
            "ProbeRequest.helloVerb",
            "ProbeRequest.mechanisms",
            "ProbeRequest.message",
            "ProbeRequest.messageSize",
            "ProbeRequest.password",
            "ProbeRequest.trustCertificate",
            "ProbeRequest.trustedCertificates",
            "ProbeRequest.stopAfter",
            "ProbeRequest.tls",
            "ProbeRequest.xclient",
            "SaslContext.scram",
            "SmtpProbe.check",
            "SmtpProbe.clock",
            "SmtpProbe.listener",
            "SmtpProbe.lookUp",
            "SmtpProbe.mechanism",
            "SmtpProbe.nameServers",
            "SmtpProbe.road",
            "SmtpProbe.transport",
            "TargetFact.value",
            "TlsSettings.cipherSuites",
            "TlsSettings.clientKey",
            "TlsSettings.namedGroups",
            "TlsSettings.protocols",
            "TlsSettings.provider",
            "TlsSettings.serverName",
            "TlsSettings.sslContext",
            "TlsSettings.trustCertificate",
            "TlsSettings.trustManager",
            "TlsSettings.trustStore",
            "TlsSettings.trustedCertificates");

    /** Of rows: what takes no text but a code or a name that is known. */
    private static final Set<String> TAKES_A_CODE = Set.of("code", "enhanced", "provider");

    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]+");

    private static List<Class<?>> builders() throws Exception {
        return ExportedTypes.all().stream()
                .filter(type -> type.getSimpleName().equals("Builder"))
                .toList();
    }

    private static List<Method> setters(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(each -> !Modifier.isStatic(each.getModifiers())
                        && each.getParameterCount() > 0
                        && each.getDeclaringClass() != Object.class
                        && each.getReturnType().isAssignableFrom(builder))
                .toList();
    }

    private static List<Method> accessors(Class<?> built) {
        return Arrays.stream(built.getMethods())
                .filter(each -> each.getDeclaringClass() != Object.class
                        && each.getParameterCount() == 0
                        && !each.getName().equals("hashCode")
                        && !Modifier.isStatic(each.getModifiers())
                        && !each.getReturnType().getSimpleName().equals("Builder"))
                .toList();
    }

    /** What a value says of itself, arrays by what they hold. */
    private static Map<String, String> said(Object built) throws Exception {
        Map<String, String> said = new TreeMap<>();
        for (Method accessor : accessors(built.getClass())) {
            Object value = accessor.invoke(built);
            String text = value instanceof byte[] octets ? Arrays.toString(octets) : value + "";
            said.put(accessor.getName(), IDENTITY.matcher(text).replaceAll(""));
        }
        return said;
    }

    /** A builder that can build; where more than its factory asks for is needed, that is set. */
    private static Object ready(Class<?> type) throws Exception {
        Object builder = Samples.of(type);
        assertThat(builder).as("a builder without factory: " + type).isNotNull();
        try {
            build(builder);
        } catch (InvocationTargetException incomplete) {
            for (Method setter : setters(type)) {
                if (!TAKES_A_CODE.contains(setter.getName())) {
                    setter.invoke(builder, arguments(setter, false));
                }
            }
        }
        return builder;
    }

    private static Object build(Object builder) throws Exception {
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static @Nullable Object[] arguments(Method setter, boolean other) {
        Type[] types = setter.getGenericParameterTypes();
        return Arrays.stream(types).map(each -> argument(each, other)).toArray();
    }

    private static @Nullable Object argument(Type type, boolean other) {
        if (type instanceof ParameterizedType given && given.getRawType() instanceof Class<?> raw) {
            Object element = argument(given.getActualTypeArguments()[0], other);
            if (element == null) {
                throw new IllegalArgumentException("no sample of " + type);
            }
            if (raw == List.class || raw == Collection.class) {
                return new ArrayList<>(other ? List.of() : List.of(element));
            }
            return raw == Set.class ? new LinkedHashSet<>(other ? List.of() : List.of(element)) : Samples.of(raw);
        }
        if (type instanceof WildcardType any) {
            return argument(any.getUpperBounds()[0], other);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isArray() && !other && Samples.of(plain.getComponentType()) != null) {
            Object array = Array.newInstance(plain.getComponentType(), 1);
            Array.set(array, 0, argument(plain.getComponentType(), false));
            return array;
        }
        return other ? Samples.other(plain) : Samples.of(plain);
    }

    @Test
    void whatIsBuiltStays() throws Exception {
        Set<String> notTried = new TreeSet<>();
        int tried = 0;
        for (Class<?> type : builders()) {
            for (Method setter : setters(type)) {
                Object builder = ready(type);
                Object changed = ready(type);
                Object built;
                try {
                    @Nullable Object[] given = arguments(setter, false);
                    setter.invoke(changed, given);
                    change(given);
                    setter.invoke(builder, arguments(setter, false));
                    built = build(builder);
                } catch (InvocationTargetException | IllegalArgumentException refused) {
                    notTried.add(type.getEnclosingClass().getSimpleName() + "." + setter.getName());
                    continue;
                }
                Map<String, String> before = said(built);
                assertThat(said(build(changed)))
                        .as("what is given is copied: " + setter)
                        .isEqualTo(before);
                changeAll(builder);
                assertThat(said(built))
                        .as("the builder is used again: " + setter)
                        .isEqualTo(before);
                tried++;
            }
        }
        assertThat(NOT_TRIED).containsAll(notTried);
        assertThat(tried).isGreaterThan(30);
    }

    /** One after the other, as far as it takes the samples. */
    private static void changeAll(Object builder) throws Exception {
        for (Method setter : setters(builder.getClass())) {
            try {
                setter.invoke(builder, arguments(setter, true));
            } catch (InvocationTargetException | IllegalArgumentException refused) {
                assertThat(refused).isNotNull(); // what was built matters, not this
            }
        }
    }

    private static void change(@Nullable Object[] given) {
        for (Object each : given) {
            if (each instanceof Collection<?> collection) {
                collection.clear();
            } else if (each instanceof char[] letters) {
                Arrays.fill(letters, 'z');
            } else if (each instanceof byte[] octets) {
                Arrays.fill(octets, (byte) 'z');
            } else if (each instanceof String[] texts) {
                Arrays.fill(texts, "zzz");
            } else if (each instanceof int[] numbers) {
                Arrays.fill(numbers, 9);
            }
        }
    }

    @Test
    void arraysOfARequestAreCopied() {
        String[] recipients = {"bob@example.com"};
        String[] mechanisms = {"LOGIN"};
        char[] password = {'s', 'e', 's', 'a', 'm', 'e'};
        byte[] message = {'S', 'u', 'b', 'j', 'e', 'c', 't', ':', ' ', 'x'};
        ProbeRequest.Builder builder = CallerInputs.sane()
                .allowCleartextCredentials()
                .password("ada@example.com", password)
                .mechanisms(mechanisms)
                .envelope("ada@example.com", recipients)
                .message(message);
        change(new Object[] {recipients, mechanisms, password, message});
        ProbeRequest request = builder.build();
        builder.mechanisms("PLAIN").envelope("eve@example.com", "eve@example.com");
        assertThat(request.mechanisms()).containsExactly("LOGIN");
        assertThat(request.envelope().orElseThrow().recipients()).hasToString("[bob@example.com]");
        assertThat(request.message().orElseThrow()).startsWith('S', 'u', 'b');
        request.message().orElseThrow()[0] = 'z';
        assertThat(request.message().orElseThrow()).startsWith('S', 'u', 'b');
        assertThat(((PasswordCredentials) request.credentials().orElseThrow())
                        .password()
                        .revealUtf8())
                .startsWith('s', 'e', 's');
    }

    @Test
    void whatIsHandedOutCannotBeChanged() throws Exception {
        Set<String> changeable = new TreeSet<>();
        List<Object> values = new ArrayList<>(Samples.all());
        for (Class<?> type : builders()) {
            values.add(build(ready(type)));
        }
        int collections = 0;
        for (Object value : values) {
            if (!value.getClass().getName().startsWith("io.github.smtpprobe.")) {
                continue;
            }
            for (Method accessor : accessors(value.getClass())) {
                if (!Modifier.isPublic(accessor.getDeclaringClass().getModifiers())) {
                    continue;
                }
                Object found = accessor.invoke(value);
                Stream<?> parts = found instanceof Map<?, ?> map
                        ? Stream.of(map.keySet(), map.values())
                        : Stream.ofNullable(found).filter(Collection.class::isInstance);
                for (Object part : parts.toList()) {
                    collections++;
                    if (changeable((Collection<?>) part)) {
                        changeable.add(value.getClass().getName() + "." + accessor.getName());
                    }
                }
            }
        }
        assertThat(changeable).isEmpty();
        assertThat(collections).isGreaterThan(20);
    }

    private static boolean changeable(Collection<?> found) {
        Iterator<?> all = found.iterator();
        try {
            if (all.hasNext()) {
                all.next();
                all.remove();
            } else {
                BuildersTest.<Object>raw(found).add("more");
            }
            return true;
        } catch (UnsupportedOperationException refused) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Collection<T> raw(Collection<?> any) {
        return (Collection<T>) any;
    }
}
