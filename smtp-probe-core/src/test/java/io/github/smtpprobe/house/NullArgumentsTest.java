/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.ExportedTypes;
import io.github.smtpprobe.harness.Samples;
import io.github.smtpprobe.tls.TlsSettings;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every public constructor and method of the exported packages, found by reflection, against null for each of its arguments and for
 * what its arguments hold: it is refused in our words, which name the argument, and neither taken nor left to the JDK's words.
 */
class NullArgumentsTest {
    /** What only the library makes, and hands out: nobody gives it anything. */
    private static final Set<String> MADE_HERE = Set.of(
            "LiveTranscript.attemptStarted",
            "LiveTranscript.recorded",
            "ProbeListener",
            "SurveyListener",
            "request.Target$MailExchangers",
            "request.Target$Server");

    /** What is taken as it comes and named when the request is built, or when the session gets it from a mechanism. */
    private static final Set<String> LATER =
            Set.of("request.ProbeRequest", "request.PortPlan$PortMode", "request.PortPlan.of", "transport.Transport");

    private static String name(Class<?> type) {
        return type.getName().substring("io.github.smtpprobe.".length());
    }

    private static String name(Executable called) {
        return name(called.getDeclaringClass()) + "." + (called instanceof Constructor ? "new" : called.getName());
    }

    private static boolean among(Set<String> names, Executable called) {
        String type = name(called.getDeclaringClass());
        return names.contains(type) || names.contains(type.replaceFirst("\\$.*", "")) || names.contains(name(called));
    }

    private static Stream<Executable> entrances() throws Exception {
        return ExportedTypes.all().stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .flatMap(type -> Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods())))
                .filter(called ->
                        Modifier.isPublic(called.getModifiers()) && !Modifier.isAbstract(called.getModifiers()))
                .filter(called -> !called.isSynthetic() && !called.getName().equals("equals"));
    }

    @Test
    void nullIsRefusedInOurWords() throws Exception {
        List<String> faults = faults(called -> !among(MADE_HERE, called) && !among(LATER, called));
        assertThat(faults).isEmpty();
    }

    /** No name stands in the lists for nothing. */
    @Test
    void whatIsExemptHasToBe() throws Exception {
        Set<String> needed = new TreeSet<>();
        for (String exempt : Stream.concat(MADE_HERE.stream(), LATER.stream()).toList()) {
            if (!faults(called -> among(Set.of(exempt), called)).isEmpty()) {
                needed.add(exempt);
            }
        }
        Set<String> listed = new TreeSet<>(MADE_HERE);
        listed.addAll(LATER);
        assertThat(needed).isEqualTo(listed);
    }

    private static List<String> faults(Predicate<Executable> wanted) throws Exception {
        List<String> faults = new ArrayList<>();
        for (Executable called : entrances().filter(wanted).toList()) {
            Parameter[] parameters = called.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i].getType().isPrimitive()
                        || parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    continue;
                }
                for (Object bad : bad(parameters[i].getType())) {
                    Object[] arguments = Arrays.stream(parameters)
                            .map(each -> Samples.of(each.getType()))
                            .toArray();
                    arguments[i] = bad;
                    String answer = answer(called, arguments);
                    if (answer.isEmpty() || answer.startsWith("Cannot ") || answer.equals("null")) {
                        faults.add(name(called) + " argument " + i + (bad == null ? "" : " with a null in it") + ": "
                                + answer);
                    }
                }
            }
        }
        return faults;
    }

    private static List<@Nullable Object> bad(Class<?> type) {
        List<@Nullable Object> bad = new ArrayList<>();
        bad.add(null);
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            bad.add(Array.newInstance(type.getComponentType(), 1));
        } else if (type == List.class) {
            bad.add(Collections.singletonList(null));
        }
        return bad;
    }

    /** What a call says: nothing where null was taken. */
    private static String answer(Executable called, Object[] arguments) throws Exception {
        try {
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else if (called instanceof Method method) {
                boolean factory = Modifier.isStatic(method.getModifiers());
                Object owner = factory ? null : Samples.of(method.getDeclaringClass());
                if (owner == null && !factory) {
                    return "Cannot be called without a sample of its type";
                }
                Object result = method.invoke(owner, arguments);
                if (result instanceof TlsSettings.Builder settings) {
                    settings.build();
                }
            }
            return "";
        } catch (InvocationTargetException thrown) {
            return String.valueOf(thrown.getCause().getMessage());
        }
    }
}
