/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.catalogue.CatalogueRow;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.sasl.TokenSource;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value of each type that methods of the exported API take, for tests that find those methods by reflection. */
public final class Samples {
    private static final Certificate CERTIFICATE =
            Certificate.builder("0a").names(List.of("mx.example.com")).build();

    private static final List<Object> ALL =
            Stream.concat(SurveySamples.all().stream(), made().stream()).toList();

    private static final List<Object> OTHERS = List.of(
            Road.through(Proxy.http("192.0.2.1", 3128)),
            "other.example",
            26,
            2L,
            true,
            Duration.ofSeconds(2),
            Instant.MAX);

    private Samples() {}

    private static List<Object> made() {
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 220 mx\n* closed")))
                .build()
                .probe(CallerInputs.sane().build());
        return List.of(
                report,
                report.resolution().routes().get(0),
                SmtpProbe.standard(),
                SmtpProbe.standard().call(CallerInputs.sane().build()),
                CallerInputs.sane().build(),
                Credentials.password("ada@example.com", Secret.of("sample-word")),
                Proxy.socks5("192.0.2.1", 1080),
                Road.through(Proxy.socks5("192.0.2.1", 1080)),
                TlsSettings.standard(),
                Timeouts.STANDARD,
                PortPlan.submission(),
                AddressPolicy.allowAll(),
                ProxyHeader.v2()
                        .source(InetAddress.getLoopbackAddress(), 1)
                        .destination(InetAddress.getLoopbackAddress(), 25),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
                new OlderResolver(Zone.ofHost("mx.example", "192.0.2.1")),
                ReplyCatalogue.standard(),
                ReplyCatalogue.standard().explain(Stage.EHLO, Reply.of(250, "mx")),
                ReplyContext.unknown(),
                Deadline.after(Duration.ofSeconds(1), Ticker.system()),
                Ticker.system(),
                Secret.of("sample-word"),
                (TokenSource) left -> Secret.of("sample-token"),
                OAuthError.of(new byte[0]),
                TokenClaims.of(Secret.of("x.e30.x")).orElseThrow(),
                SaslContext.builder("example.com", 587, Credentials.password("ada", Secret.of("sample-word")))
                        .build(),
                SaslContext.builder("example.com", 587, Credentials.password("ada", Secret.of("sample-word")))
                        .build()
                        .peer(),
                ScramDetails.builder().build(),
                SaslMechanism.builtIn().get(0),
                (Supplier<Duration>) () -> Duration.ofSeconds(1),
                (Consumer<Secret>) secret -> {},
                (LongPredicate) number -> false,
                (Predicate<Object>) any -> false,
                Capabilities.NONE,
                Reply.of(250, "mx"),
                report.findings().get(0),
                report.request(),
                report.request().target(),
                report.resolution(),
                report.attempts().get(0),
                report.attempts().get(0).facts().get(0),
                report.attempts().get(0).facts().get(0).outcome(),
                observation(report),
                Mailbox.UNKNOWN,
                CatalogueRow.builder("acme.sample", Stage.EHLO).code(250).build(),
                TargetFact.builder("acme.sample", "a sample", Outcome.done()).build(),
                report.resolution().hosts().get(0),
                MailResolver.Answer.found(List.of("mx.example.com")),
                CERTIFICATE,
                CertificateVerdict.builder(Trust.TRUSTED, Name.MATCHES, Validity.VALID)
                        .path(List.of(CERTIFICATE))
                        .build(),
                TlsInfo.unseen("mx.example.com"),
                Transcript.EMPTY,
                Event.of(Event.Kind.CLOSED),
                InetAddress.getLoopbackAddress(),
                Duration.ofSeconds(1),
                Instant.EPOCH,
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                ProbeBatch.builder().build(),
                BatchTarget.of(CallerInputs.sane().build()),
                BatchResult.builder(1, BatchTarget.of(CallerInputs.sane().build()), BatchResult.State.PROBED)
                        .build(),
                new BatchTally(Operators.lastTwoLabels()),
                new BatchTally(Operators.lastTwoLabels()).summary(Duration.ZERO, true),
                (BatchListener) progress -> {},
                Operators.lastTwoLabels(),
                YearMonth.of(2026, 11),
                new IllegalStateException("sample"),
                List.of().iterator(),
                List.of(),
                Map.of(),
                java.nio.file.Path.of("sample"),
                Set.of(),
                "example.com",
                25,
                1L,
                false);
    }

    private static Observation observation(ProbeReport report) {
        return Observation.builder(report.request(), report.resolution())
                .attempts(report.attempts())
                .build();
    }

    public static List<Object> all() {
        return ALL;
    }

    /** Another value of a type, where there are two; an array is longer. */
    static @Nullable public Object other(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[type.getEnumConstants().length - 1];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 2);
        }
        Class<?> boxed = boxed(type);
        return OTHERS.stream().filter(boxed::isInstance).findFirst().orElseGet(() -> of(type));
    }

    /** A value of a type; a builder is new each time. Null if there is none. */
    static @Nullable public Object of(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        Class<?> boxed = boxed(type);
        Object found = ALL.stream().filter(boxed::isInstance).findFirst().orElse(null);
        return found == null && type.getSimpleName().equals("Builder") ? builder(type) : found;
    }

    private static Class<?> boxed(Class<?> type) {
        return type == int.class
                ? Integer.class
                : type == long.class ? Long.class : type == boolean.class ? Boolean.class : type;
    }

    /** From the first method that makes one of nothing but samples. */
    private static @Nullable Object builder(Class<?> type) {
        return Arrays.stream(type.getEnclosingClass().getDeclaredMethods())
                .filter(each -> each.getReturnType() == type
                        && Modifier.isStatic(each.getModifiers())
                        && Modifier.isPublic(each.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .map(Samples::made)
                .findFirst()
                .orElse(null);
    }

    private static Object made(Method factory) {
        try {
            return factory.invoke(
                    null,
                    Arrays.stream(factory.getParameterTypes()).map(Samples::of).toArray());
        } catch (IllegalAccessException | InvocationTargetException wrong) {
            throw new AssertionError(factory + " takes no samples", wrong);
        }
    }
}
