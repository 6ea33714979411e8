/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.testkit.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attempts are shared by requests that ask the same: each option of a request is part of that, or here it says why not. */
class SharedKeyTest {
    private static final String ADA = "ada@example.com";
    private static final String BOB = "bob@example.com";
    private static final Route ROUTE =
            new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.1"), 25, TlsMode.STARTTLS_IF_OFFERED);

    @TempDir
    static Path folder;

    /** Options that decide what is asked on a connection, or how long is waited there. */
    private static final Map<String, Consumer<ProbeRequest.Builder>> ASKED = Map.ofEntries(
            entry("stopAfter", request -> request.stopAfter(Stage.MAIL_FROM)),
            entry("heloName", request -> request.heloName("probe.example.org")),
            entry("xclient", request -> request.xclient(Map.of("ADDR", "192.0.2.7"))),
            entry("helloVerb", request -> request.helloVerb("HELO")),
            entry("lmtp", request -> request.host("mx.example.com").port(24).lmtp()),
            entry("envelope", request -> request.envelope(ADA, "eve@example.com")),
            entry("envelopeWithNullReversePath", request -> request.envelopeWithNullReversePath(BOB)),
            entry("messageSize", request -> request.messageSize(1_000)),
            entry("lockStep", ProbeRequest.Builder::lockStep),
            entry("timeouts", request -> request.timeouts(Timeouts.STANDARD.withReply(Duration.ofSeconds(3)))),
            entry("startTlsEvenIfNotOffered", ProbeRequest.Builder::startTlsEvenIfNotOffered),
            entry("withoutSecondLook", ProbeRequest.Builder::withoutSecondLook),
            entry("deadline", request -> request.deadline(Duration.ofSeconds(7))),
            entry("coverage", request -> request.coverage(Coverage.ALL)),
            entry("sourceAddress", request -> request.sourceAddress(AddressLiteral.parse("127.0.0.2"))),
            entry("proxyHeader", request -> request.proxyHeader(ProxyHeader.v1())),
            entry("road", request -> request.road(Road.through(Proxy.socks5("192.0.2.1", 1080)))),
            entry("inspectInvalidCertificate", ProbeRequest.Builder::inspectInvalidCertificate),
            entry("trustCertificate", request -> request.trustCertificate("ab".repeat(32))),
            entry("trustedCertificates", request -> request.trustedCertificates(authorities())));

    /** Options that decide where a connection goes: the route is part of a question. */
    private static final Set<String> OF_THE_ROUTE =
            Set.of("host", "domain", "port", "ports", "tls", "connectTo", "addressFamilies");

    /** Options that no target of a batch has. */
    private static final Map<String, Consumer<ProbeRequest.Builder>> REFUSED = Map.of(
            "credentials", request -> request.credentials(Credentials.password(ADA, Secret.of("sesame"))),
            "password", request -> request.password(ADA, "sesame".toCharArray()),
            "bearer", request -> request.bearer(ADA, left -> Secret.of("token")),
            "mechanisms", request -> request.mechanisms("PLAIN").password(ADA, "sesame".toCharArray()),
            "authEvenIfNotOffered", request -> request.authEvenIfNotOffered().password(ADA, "sesame".toCharArray()),
            "tryEveryMechanism", request -> request.tryEveryMechanism().password(ADA, "sesame".toCharArray()),
            "message", request -> request.message(new byte[] {'x', '\r', '\n'}));

    private static final Map<String, String> OTHER = Map.of(
            "pipelining", "is what each target of a batch has, unless it has lockStep",
            "sendToAccepted", "says what becomes of a message, and no target has one",
            "allowCleartextCredentials", "says where credentials may go, and no target has any",
            "authenticateOnEveryRoute", "says how often credentials are tried, and no target has any",
            "reverseNames", "is looked up aside from all connections, for each target");

    private static Path authorities() {
        try {
            byte[] der = CertificateAuthority.create()
                    .issue("mx.example.com")
                    .chain()
                    .get(0)
                    .getEncoded();
            return Files.writeString(
                    folder.resolve("authorities.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                            + "\n-----END CERTIFICATE-----\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example.com", 25).envelope(ADA, BOB);
    }

    private static SharedKey question(ProbeRequest.Builder request) {
        return SharedKey.of(Asked.by(request.build()), ROUTE, Purpose.PROBE);
    }

    @Test
    void eachOptionIsPartOfAQuestionOrSaysWhyNot() {
        Set<String> options = Arrays.stream(ProbeRequest.Builder.class.getMethods())
                .filter(each -> !Modifier.isStatic(each.getModifiers()))
                .filter(each -> each.getReturnType().isAssignableFrom(ProbeRequest.Builder.class)
                        && each.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Stream.of(ASKED.keySet(), OF_THE_ROUTE, REFUSED.keySet(), OTHER.keySet())
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known)
                .as("an option that is new belongs in the question, or in a list here with a reason")
                .isEqualTo(options);
    }

    static Stream<String> asked() {
        return ASKED.keySet().stream().sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asked")
    void whoeverAsksOtherwiseAsksAnotherQuestion(String option) {
        ProbeRequest.Builder other = request();
        ASKED.get(option).accept(other);
        assertThat(question(other)).isNotEqualTo(question(request()));
        ProbeRequest template = other.build();
        assertThat(question(template.toBuilder()))
                .as("of one template all ask the same")
                .isEqualTo(question(elsewhere(template)))
                .hasSameHashCodeAs(question(template.toBuilder()));
    }

    private static ProbeRequest.Builder elsewhere(ProbeRequest template) {
        return template.target() instanceof Target.Server
                ? template.toBuilder().host("mx.example.net")
                : template.toBuilder().domain("example.net");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asked")
    void whoeverAsksOtherwiseDoesNotGoOnWithAJournal(String option) {
        ProbeRequest.Builder other = request();
        ASKED.get(option).accept(other);
        assertThat(asked(other.build())).isNotEqualTo(asked(request().build()));
    }

    private static int asked(ProbeRequest request) {
        return JournalSums.of(BatchTarget.of("key", request)).asked();
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream().sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void noTargetHasWhatIsRefused(String option) {
        ProbeRequest.Builder other = ProbeRequest.to("mx.example.com", 587).envelope(ADA, BOB);
        REFUSED.get(option).accept(other);
        ProbeRequest built = other.build();
        assertThatThrownBy(() -> BatchTarget.of(built)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void anotherRouteOrPurposeIsAnotherQuestion() {
        ProbeRequest request = request().build();
        SharedKey asked = SharedKey.of(Asked.by(request), ROUTE, Purpose.PROBE);
        assertThat(SharedKey.of(Asked.by(request), ROUTE.withMode(TlsMode.PLAIN), Purpose.PROBE))
                .isNotEqualTo(asked);
        assertThat(SharedKey.of(Asked.by(request), ROUTE, Purpose.SECOND_LOOK)).isNotEqualTo(asked);
    }

    @Test
    void whatASurveyOffersInTlsIsPartOfTheQuestion() {
        ProbeRequest request = request().build();
        Set<SharedKey> questions = new HashSet<>(Set.of(SharedKey.of(Asked.by(request), ROUTE, Purpose.PROBE)));
        for (Offer offer : Offer.values()) {
            for (Optional<String> name : List.of(Optional.<String>empty(), Optional.of("base.example.com"))) {
                Asked asked = new Asked(request, Optional.of(new Asked.Offered(offer, name)));
                assertThat(questions.add(SharedKey.of(asked, ROUTE, Purpose.PROBE)))
                        .as(asked.toString())
                        .isTrue();
                Asked again = new Asked(request().build(), Optional.of(new Asked.Offered(offer, name)));
                assertThat(questions).contains(SharedKey.of(again, ROUTE, Purpose.PROBE));
            }
        }
    }

    @Test
    void pipeliningIsWhatABatchAsksAnyway() {
        assertThat(question(request().pipelining())).isEqualTo(question(request()));
    }
}
