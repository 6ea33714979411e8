/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.AgreeableServer;
import io.github.smtpprobe.harness.CallerInputs;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every public setter, found by reflection, against hostile values: either a clear refusal, or commands of one line each on the
 * wire. A new setter fails here until it has a rule.
 */
class CallerInputTest {
    private static Stream<Method> setters() {
        return CallerInputs.ENTRANCES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && (method.isBridge() || !method.isSynthetic()))
                        .filter(method -> method.getParameterCount() > 0)
                        .filter(method -> entrance(type, method)));
    }

    private static boolean entrance(Class<?> type, Method method) {
        boolean builder = type.getSimpleName().equals("Builder");
        boolean copy = type == Timeouts.class && method.getName().startsWith("with");
        boolean policy = type == AddressPolicy.class && method.getReturnType() == AddressPolicy.class;
        boolean factory = Modifier.isStatic(method.getModifiers())
                && method.getReturnType() != boolean.class
                && method.getReturnType() != String.class;
        return builder || copy || policy || factory;
    }

    private static String signature(Method method) {
        Class<?> type = method.getDeclaringClass();
        String owner = type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
        List<String> parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .toList();
        return owner + "." + method.getName() + "(" + String.join(",", parameters) + ")";
    }

    @Test
    void everySetterHasARule() {
        Set<String> rules = new TreeSet<>(CallerInputs.TEXTS.keySet());
        rules.addAll(CallerInputs.OBJECTS.keySet());
        rules.addAll(CallerInputs.NUMBERS);
        Set<String> found = new TreeSet<>();
        setters().forEach(method -> found.add(signature(method)));
        assertThat(found).isEqualTo(rules);
    }

    static Stream<String> texts() {
        return CallerInputs.TEXTS.keySet().stream();
    }

    // README, Security: "unless you set heloName(...);"
    // README, Security: "Invalid input is refused by field name before any look-up; valid input is sent as one line."
    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void hostileTextsAreRefusedOrHarmless(String setter) {
        CallerInputs.Rule rule = CallerInputs.TEXTS.get(setter);
        int refused = 0;
        for (int i = 0; i < CallerInputs.HOSTILE.size(); i++) {
            refused += attempt(rule, CallerInputs.HOSTILE.get(i), setter + " with text " + i) ? 1 : 0;
        }
        assertThat(refused).as("a rule that refuses nothing checks nothing").isPositive();
    }

    private static boolean attempt(CallerInputs.Rule rule, String text, String what) {
        ProbeRequest request;
        try {
            request = rule.entrance().put(text).build();
        } catch (InvalidRequest invalid) {
            assertThat(invalid.problems()).extracting(Problem::field).as(what).contains(rule.field());
            if (rule.field().startsWith("credentials") && text.length() > 2) {
                assertThat(invalid.getMessage()).as(what).doesNotContain(text);
            }
            assertThat(invalid.getMessage()).as(what).doesNotContain("\r", "\0", "\u001B", "canary-pass");
            return true;
        } catch (IllegalArgumentException unencodable) {
            assertThat(rule.field()).as(what).isEqualTo("credentials.password");
            assertThat(String.valueOf(unencodable.getMessage())).as(what).doesNotContain(text);
            return true;
        }
        AgreeableServer server = new AgreeableServer();
        ProbeReport report = SmtpProbe.builder()
                .transport(server)
                .resolver(loopback())
                .build()
                .probe(request.toBuilder().deadline(Patience.AMPLE).build());
        Invariants.check(report);
        boolean message = false;
        for (String write : server.writes()) {
            if (message) {
                assertThat("\r\n" + write).as(what).endsWith("\r\n.\r\n");
                assertThat(write.substring(0, Math.max(0, write.length() - 5)))
                        .as(what)
                        .doesNotContain("\n.\r", "\n.\n");
            } else {
                assertThat(write).as(what).matches("[^\\x00\\r\\n]*\\r\\n");
            }
            message = !message && write.equals("DATA\r\n");
        }
        return false;
    }

    private static MailResolver loopback() {
        return new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(List.of(new Exchanger(0, "mx.example.com")));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return Answer.found(List.of(InetAddress.getLoopbackAddress()));
            }
        };
    }

    static Stream<Arguments> objects() {
        return setters()
                .filter(method -> CallerInputs.OBJECTS.containsKey(signature(method)))
                .map(method -> Arguments.of(signature(method), method));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void nullAndNonsenseAreRefusedByName(String setter, Method method) {
        List<Object> bad = new ArrayList<>(CallerInputs.OBJECTS.get(setter));
        bad.add(null);
        Class<?> type = method.getParameterTypes()[0];
        if (type.isArray()) {
            bad.add(Array.newInstance(type.getComponentType(), 1)); // one null in it
        }
        for (Object each : bad) {
            Object[] arguments = new Object[method.getParameterCount()];
            arguments[0] = each;
            Throwable refusal = catchThrowable(() -> apply(method, arguments));
            assertThat(refusal)
                    .as("%s with %s", setter, each)
                    .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class, IOException.class);
            assertThat(refusal.getMessage())
                    .as("it says what, and in our words: " + setter)
                    .isNotBlank()
                    .doesNotStartWith("Cannot ");
        }
    }

    /** Calls a setter on a CallerInputs.sane object and builds, where there is something to build. */
    private static void apply(Method method, Object[] arguments) throws Throwable {
        Class<?> owner = method.getDeclaringClass();
        Object target = owner == SmtpProbe.Builder.class
                ? SmtpProbe.builder()
                : owner == ProbeRequest.Builder.class
                        ? CallerInputs.sane()
                        : owner == TlsSettings.Builder.class
                                ? TlsSettings.builder()
                                : owner == Timeouts.class
                                        ? Timeouts.STANDARD
                                        : owner == AddressPolicy.class ? AddressPolicy.allowAll() : null;
        try {
            Object result = method.invoke(target, arguments);
            if (result instanceof Timeouts timeouts) {
                CallerInputs.sane().timeouts(timeouts).build();
            } else if (result instanceof ProbeRequest.Builder request) {
                request.build();
            } else if (result instanceof TlsSettings.Builder settings) {
                settings.build();
            }
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Test
    void numbersOutOfRangeAreProblems() {
        for (int port : new int[] {-1, 0, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(catchThrowable(() -> ProbeRequest.to("example.com", port).build()))
                    .isInstanceOf(InvalidRequest.class)
                    .hasMessageContaining("port");
            assertThat(catchThrowable(() -> ProbeRequest.to("example.com")
                            .ports(PortPlan.of(port, TlsMode.PLAIN))
                            .build()))
                    .isInstanceOf(InvalidRequest.class)
                    .hasMessageContaining("port");
        }
        for (long size : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(catchThrowable(() -> CallerInputs.sane()
                            .envelope("ada@example.com", "bob@example.com")
                            .messageSize(size)
                            .build()))
                    .isInstanceOf(InvalidRequest.class)
                    .hasMessageContaining("messageSize");
        }
        assertThat(catchThrowable(() -> AddressPolicy.allowAll().onPorts((int[]) null)))
                .isInstanceOf(NullPointerException.class);
        assertThat(ProbeRequest.to("example.com", 25)
                        .coverage(Coverage.ALL)
                        .build()
                        .coverage())
                .isEqualTo(Coverage.ALL);
    }
}
