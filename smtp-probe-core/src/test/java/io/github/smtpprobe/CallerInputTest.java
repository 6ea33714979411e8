/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.DomainName;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.tls.TlsSettings;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final List<Class<?>> ENTRANCES = List.of(
            SmtpProbe.Builder.class,
            ProbeRequest.class,
            ProbeRequest.Builder.class,
            TlsSettings.Builder.class,
            Credentials.class,
            Secret.class,
            PortPlan.class,
            Timeouts.class,
            Mailbox.class,
            DomainName.class,
            AddressPolicy.class);

    /** Texts that have broken mail software somewhere. */
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "a\r\nRCPT TO:<evil@example.net>",
            "a\nb",
            "a\rb",
            "a\0b",
            "a\u0001b",
            "a\u001B[2Jb",
            "a\u007Fb",
            "a\u0085b",
            "a\u2028b",
            "a\u202Eb",
            "a\u2028b@example.com",
            "a\u202Eb@example.com",
            "\uFEFFa@example.com",
            "a\uD800b",
            "\u560Aa\u560D",
            "\u760Aa\u760D",
            "x".repeat(1 << 20),
            "a@b> SIZE=1",
            "a@b>\r\nRCPT TO:<c@d>",
            "\"x> NOTIFY=NEVER\"@example.com",
            "\"a b\"@example.com",
            "\"a\\\r\nb\"@example.com",
            "<@x:a@example.com>",
            "a(comment)@example.com",
            "group: a@b;",
            "a@b@c",
            "noat",
            "@example.com",
            "a@",
            "x".repeat(65) + "@example.com",
            "a@" + "x.".repeat(130) + "com",
            "a..b",
            ".a",
            "-a",
            "*",
            "x".repeat(64) + ".com",
            "http://x",
            "x:25",
            "user:canary-pass@x",
            "::1",
            "fe80::1%eth0",
            "127.1",
            "2130706433",
            "0177.0.0.1",
            "0x7f.1",
            "\uFF11\uFF12\uFF17.0.0.1",
            "a\u3002b",
            "a\u00ADb.com",
            "a\u200Bb.com",
            "\u212Aelvin.com",
            "fa\u00DF.de",
            "xn--",
            "xn--a",
            "PLAIN X",
            "plain",
            "ABCDEFGHIJKLMNOPQRSTU");

    /** How a text gets into a probe, and the field that a refusal names; a rule without field takes what Java itself refuses. */
    private interface Entrance {
        ProbeRequest.Builder put(String text);
    }

    private record Rule(String field, Entrance entrance) {}

    private static ProbeRequest.Builder sane() {
        return ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN);
    }

    private static ProbeRequest.Builder login(String user, String password) {
        return sane().allowCleartextCredentials().credentials(Credentials.password(user, Secret.of(password)));
    }

    private static final Map<String, Rule> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "ProbeRequest.to(String)",
                    new Rule("host", text -> ProbeRequest.to(text).ports(PortPlan.of(25, TlsMode.PLAIN)))),
            Map.entry(
                    "ProbeRequest.to(String,int)",
                    new Rule("host", text -> ProbeRequest.to(text, 25).tls(TlsMode.PLAIN))),
            Map.entry("ProbeRequest.toMxOf(String)", new Rule("domain", ProbeRequest::toMxOf)),
            Map.entry("ProbeRequest.Builder.heloName(String)", new Rule("heloName", text -> sane().heloName(text))),
            Map.entry(
                    "ProbeRequest.Builder.mechanisms(String[])",
                    new Rule("mechanisms", text -> login("ada", "secret-word").mechanisms(text))),
            Map.entry(
                    "ProbeRequest.Builder.envelope(String,String[])",
                    new Rule("envelope.from", text -> sane().envelope(text, "bob@example.com"))),
            Map.entry(
                    "ProbeRequest.Builder.envelopeWithNullReversePath(String[])",
                    new Rule("envelope.to[0]", text -> sane().envelopeWithNullReversePath(text))),
            Map.entry("ProbeRequest.Builder.connectTo(String)", new Rule("connectTo", text -> sane().connectTo(text))),
            Map.entry(
                    "ProbeRequest.Builder.message(byte[])",
                    new Rule(
                            "message",
                            text -> sane().envelope("a@example.com", "b@example.com")
                                    .message(text.getBytes(StandardCharsets.UTF_8)))),
            Map.entry(
                    "Credentials.password(String,Secret)",
                    new Rule("credentials.user", text -> login(text, "secret-word"))),
            Map.entry(
                    "Credentials.bearer(String,TokenSource)",
                    new Rule(
                            "credentials.user",
                            text -> sane().allowCleartextCredentials()
                                    .credentials(Credentials.bearer(text, left -> Secret.of("token-word"))))),
            Map.entry("Secret.of(String)", new Rule("credentials.password", text -> login("ada", text))),
            Map.entry(
                    "Secret.of(char[])",
                    new Rule(
                            "credentials.password",
                            text -> sane().allowCleartextCredentials()
                                    .credentials(Credentials.password("ada", Secret.of(text.toCharArray())))))));

    /** Setters that take no text which could reach the wire: null, and what else is out of their range, is refused. */
    private static final Map<String, List<Object>> OBJECTS = new TreeMap<>(Map.ofEntries(
            Map.entry("SmtpProbe.Builder.mechanism(SaslMechanism)", List.of()),
            Map.entry("SmtpProbe.Builder.transport(Transport)", List.of()),
            Map.entry("SmtpProbe.Builder.resolver(MailResolver)", List.of()),
            Map.entry("SmtpProbe.Builder.nameServers(InetSocketAddress[])", List.of()),
            Map.entry("SmtpProbe.Builder.addressPolicy(AddressPolicy)", List.of()),
            Map.entry("SmtpProbe.Builder.tlsSettings(TlsSettings)", List.of()),
            Map.entry("SmtpProbe.Builder.check(Check)", List.of()),
            Map.entry("SmtpProbe.Builder.catalogue(ReplyCatalogue)", List.of()),
            Map.entry("SmtpProbe.Builder.listener(ProbeListener)", List.of()),
            Map.entry("SmtpProbe.Builder.ticker(Ticker)", List.of()),
            Map.entry("ProbeRequest.Builder.tls(TlsMode)", List.of()),
            Map.entry("ProbeRequest.Builder.ports(PortPlan)", List.of()),
            Map.entry("ProbeRequest.Builder.coverage(Coverage)", List.of()),
            Map.entry("ProbeRequest.Builder.stopAfter(Stage)", List.of()),
            Map.entry("ProbeRequest.Builder.sourceAddress(InetAddress)", List.of()),
            Map.entry("ProbeRequest.Builder.credentials(Credentials)", List.of()),
            Map.entry("ProbeRequest.Builder.timeouts(Timeouts)", List.of()),
            Map.entry("ProbeRequest.Builder.addressFamilies(AddressFamilies)", List.of()),
            Map.entry(
                    "ProbeRequest.Builder.deadline(Duration)",
                    List.of(
                            Duration.ZERO,
                            Duration.ofNanos(-1),
                            Duration.ofSeconds(Long.MAX_VALUE),
                            Duration.ofHours(2))),
            Map.entry("Timeouts.withConnect(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))),
            Map.entry("Timeouts.withTls(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(-1))),
            Map.entry("Timeouts.withGreeting(Duration)", List.of(Duration.ZERO, Duration.ofDays(1))),
            Map.entry("Timeouts.withReply(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE))),
            Map.entry("TlsSettings.Builder.trustStore(KeyStore)", List.of()),
            Map.entry("TlsSettings.Builder.trustManager(X509TrustManager)", List.of()),
            Map.entry(
                    "TlsSettings.Builder.pinnedCertificate(String)",
                    List.of("", "zz", "a".repeat(63), "\u0661".repeat(64))),
            Map.entry("TlsSettings.Builder.clientKey(KeyStore,char[])", List.of()),
            Map.entry("TlsSettings.Builder.protocols(String[])", List.of(new String[0], new String[] {""})),
            Map.entry("TlsSettings.Builder.provider(Provider)", List.of()),
            Map.entry("TlsSettings.Builder.sslContext(SSLContext)", List.of()),
            Map.entry("Mailbox.parse(String)", List.of("", "a@b@c", "a\r\n@b", "x")),
            Map.entry("DomainName.parse(String)", List.of("", "a..b", "a b", "\r\n")),
            Map.entry("AddressPolicy.only(String[])", List.of(new String[] {"10/8/9"}, new String[] {"x"})),
            Map.entry("AddressPolicy.except(String[])", List.of(new String[] {""}, new String[] {"1.2.3.4/33"}))));

    /** Numbers out of range, checked when the request is built; any number is right for a seed. */
    private static final Set<String> NUMBERS = Set.of(
            "SmtpProbe.Builder.seed(long)",
            "ProbeRequest.Builder.messageSize(long)",
            "PortPlan.of(int)",
            "PortPlan.of(int,TlsMode)",
            "AddressPolicy.onPorts(Integer[])");

    private static Stream<Method> setters() {
        return ENTRANCES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && (method.isBridge() || !method.isSynthetic()))
                        .filter(method -> method.getParameterCount() > 0)
                        .filter(method -> entrance(type, method)));
    }

    private static boolean entrance(Class<?> type, Method method) {
        boolean builder = type.getSimpleName().equals("Builder");
        boolean copy = type == Timeouts.class && method.getName().startsWith("with");
        boolean policy = type == AddressPolicy.class && method.isDefault();
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
        Set<String> rules = new TreeSet<>(TEXTS.keySet());
        rules.addAll(OBJECTS.keySet());
        rules.addAll(NUMBERS);
        Set<String> found = new TreeSet<>();
        setters().forEach(method -> found.add(signature(method)));
        assertThat(found).isEqualTo(rules);
    }

    static Stream<String> texts() {
        return TEXTS.keySet().stream();
    }

    // README, Security: "unless you set heloName(...);"
    // README, Security: "What a caller gives is refused by field name before any look-up, or goes out as one line."
    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void hostileTextsAreRefusedOrHarmless(String setter) {
        Rule rule = TEXTS.get(setter);
        int refused = 0;
        for (int i = 0; i < HOSTILE.size(); i++) {
            refused += attempt(rule, HOSTILE.get(i), setter + " with text " + i) ? 1 : 0;
        }
        assertThat(refused).as("a rule that refuses nothing checks nothing").isPositive();
    }

    private static boolean attempt(Rule rule, String text, String what) {
        ProbeRequest request;
        try {
            request = rule.entrance().put(text).build();
        } catch (InvalidRequest invalid) {
            assertThat(invalid.problems())
                    .extracting(InvalidRequest.Problem::field)
                    .as(what)
                    .contains(rule.field());
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
                .probe(request.toBuilder().deadline(Duration.ofSeconds(5)).build());
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

    private static io.github.smtpprobe.route.MailResolver loopback() {
        return new io.github.smtpprobe.route.MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, io.github.smtpprobe.clock.Deadline deadline) {
                return Answer.found(List.of(new Exchanger(0, "mx.example.com")));
            }

            @Override
            public Answer<InetAddress> addresses(
                    String host,
                    io.github.smtpprobe.request.AddressFamilies families,
                    io.github.smtpprobe.clock.Deadline deadline) {
                return Answer.found(List.of(InetAddress.getLoopbackAddress()));
            }
        };
    }

    static Stream<Arguments> objects() {
        return setters()
                .filter(method -> OBJECTS.containsKey(signature(method)))
                .map(method -> Arguments.of(signature(method), method));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void nullAndNonsenseAreRefusedByName(String setter, Method method) {
        List<Object> bad = new ArrayList<>(OBJECTS.get(setter));
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
                    .isInstanceOfAny(InvalidRequest.class, IllegalArgumentException.class, NullPointerException.class);
            assertThat(refusal.getMessage()).as("it says what: " + setter).isNotBlank();
        }
    }

    /** Calls a setter on a sane object and builds, where there is something to build. */
    private static void apply(Method method, Object[] arguments) throws Throwable {
        Class<?> owner = method.getDeclaringClass();
        Object target = owner == SmtpProbe.Builder.class
                ? SmtpProbe.builder()
                : owner == ProbeRequest.Builder.class
                        ? sane()
                        : owner == TlsSettings.Builder.class
                                ? TlsSettings.builder()
                                : owner == Timeouts.class
                                        ? Timeouts.STANDARD
                                        : owner == AddressPolicy.class ? AddressPolicy.allowAll() : null;
        try {
            Object result = method.invoke(target, arguments);
            if (result instanceof Timeouts timeouts) {
                sane().timeouts(timeouts).build();
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
            assertThat(catchThrowable(() -> sane().envelope("ada@example.com", "bob@example.com")
                            .messageSize(size)
                            .build()))
                    .isInstanceOf(InvalidRequest.class)
                    .hasMessageContaining("messageSize");
        }
        assertThat(catchThrowable(() -> AddressPolicy.allowAll().onPorts((Integer) null)))
                .isInstanceOf(NullPointerException.class);
        assertThat(ProbeRequest.to("example.com", 25)
                        .coverage(Coverage.ALL)
                        .build()
                        .coverage())
                .isEqualTo(Coverage.ALL);
    }
}
