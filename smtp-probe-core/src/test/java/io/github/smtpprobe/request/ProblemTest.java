/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields and codes of problems: each that is documented exists, and each that exists is documented. */
class ProblemTest {
    private static final Path SOURCE = Path.of("src/main/java/io/github/smtpprobe/request/Problem.java");
    private static final Pattern LISTED = Pattern.compile("\\{@code ([A-Za-z.\\[\\]0-9]+)}");

    @TempDir
    Path folder;

    private static ProbeRequest.Builder to() {
        return ProbeRequest.to("mx.example", 587);
    }

    /** Requests that are wrong in every way that there is. */
    private Stream<ProbeRequest.Builder> wrong() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Timeouts none = Timeouts.STANDARD
                .withConnect(Duration.ZERO)
                .withTls(Duration.ZERO)
                .withGreeting(Duration.ZERO)
                .withReply(Duration.ZERO)
                .withQuit(Duration.ZERO);
        Credentials nameless = () -> "of no kind";
        String[] many = Collections.nCopies(101, "a@b.example").toArray(String[]::new);
        byte[] wide = "x".repeat(999).getBytes(StandardCharsets.US_ASCII);
        Stream<ProbeRequest.Builder> hosts = Stream.of(
                        "", " ", "a\nb", "a\tb", "https://a", "a@b", "a:25", "x".repeat(300), "a..b")
                .map(each -> ProbeRequest.to(each, 25));
        Stream<ProbeRequest.Builder> options = Stream.of(
                ProbeRequest.toMxOf("a@b.example").connectTo("192.0.2.1"),
                ProbeRequest.toMxOf("b.example").proxyHeader(ProxyHeader.v1()),
                to().trustedCertificates(folder),
                to().trustedCertificates(empty).trustCertificate("ab"),
                to().trustedCertificates(folder.resolve("none.pem")),
                ProbeRequest.to("mx.example.com").lmtp(),
                to().helloVerb("HE LO"),
                to().xclient(Map.of("ADDR", "nowhere", "COLOR", "red")),
                to().tls(TlsMode.PLAIN)
                        .startTlsEvenIfNotOffered()
                        .authEvenIfNotOffered()
                        .tryEveryMechanism(),
                to().password("", new char[0]).mechanisms("plain").stopAfter(Stage.EHLO),
                to().bearer("ada", null),
                to().credentials(nameless),
                to().credentials(null)
                        .coverage(null)
                        .addressFamilies(null)
                        .deadline(null)
                        .timeouts(null),
                to().password("x".repeat(1_001), "secret".toCharArray()),
                to().timeouts(none).heloName(" ").sourceAddress(InetAddress.getByName("0.0.0.0")),
                ProbeRequest.to("mx.example").connectTo("192.0.2.1").road(Road.unixSocket(folder)),
                to().road(null),
                ProbeRequest.to("mx.example").tls(TlsMode.PLAIN),
                ProbeRequest.to("mx.example", 0).ports(null),
                ProbeRequest.to("mx.example", 0)
                        .envelope("a", "b")
                        .message(wide)
                        .messageSize(0),
                to().envelope("a@b.example", many));
        return Stream.concat(hosts, options);
    }

    private static Stream<MailProperties> settings() {
        return Stream.of(
                        """
                        mail.smtp.host=${HOST}
                        mail.smtp.password=ENC(x)
                        mail.smtp.ssl.trust=*
                        mail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory
                        mail.smtp.ssl.protocols=SSLv3
                        mail.debug.auth=true
                        mail.smtps.port=25
                        mail.smtp.proxy.host=proxy.example
                        """,
                        "mail.smtp.host=a\n"
                                + "mail.smtp.auth=true\n"
                                + "mail.smtp.ssl.trust=a\n"
                                + "mail.smtp.ssl.checkserveridentity=false",
                        "mail.smtp.host=a\nmail.smtp.starttls.enable=true",
                        "mail.smtp.host=a\nmail.smtp.user=b\nmail.smtp.password=c")
                .map(MailPropertiesTest::read);
    }

    /** What is wrong with pasted texts. */
    private static Stream<ThrowingCallable> pasted() {
        return Stream.of(
                () -> Explain.dialogue("nothing"),
                () -> Explain.dialogue("250 ok", Duration.ZERO),
                () -> Explain.reply(Stage.CONNECT, "250 ok"),
                () -> Explain.reply(Stage.EHLO, "nothing"));
    }

    private Set<Problem> ofRequests() throws Exception {
        Stream<ThrowingCallable> built = wrong().map(each -> each::build);
        Stream<ThrowingCallable> typed = Stream.of(() -> TypedTarget.read("smtp://ada:sesame@mx.example.com"));
        return Stream.concat(Stream.concat(built, pasted()), typed)
                .map(each -> catchThrowableOfType(InvalidRequest.class, each))
                .flatMap(each -> each.problems().stream())
                .collect(Collectors.toSet());
    }

    private static String documentation() throws IOException {
        String source = Files.readString(SOURCE);
        return source.substring(source.indexOf("<ul>"), source.indexOf("</ul>"));
    }

    @Test
    void everyFieldIsDocumentedAndIsAMethodOrAnArgument() throws Exception {
        Set<String> documented = new TreeSet<>();
        Matcher listed = LISTED.matcher(documentation());
        while (listed.find()) {
            documented.add(listed.group(1));
        }
        documented.removeIf(each -> each.matches("to|toMxOf|Explain|(spring\\.)?mail\\..*"));
        Set<String> found = ofRequests().stream()
                .map(each -> each.field().replaceAll("\\[\\d+]", "[0]"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(documented);
        Set<String> known = Arrays.stream(ProbeRequest.Builder.class.getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
        known.addAll(List.of("host", "domain", "port", "text", "stage", "reply", "timeLimit"));
        assertThat(found).allSatisfy(each -> assertThat(known).contains(each.replaceAll("\\..*", "")));
    }

    @Test
    void everyCodeComesAbout() throws Exception {
        Set<Problem> all = ofRequests();
        settings().forEach(each -> {
            all.addAll(each.problems());
            all.addAll(each.dangerous());
        });
        assertThat(all.stream().map(Problem::code).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Problem.Code.values());
    }

    @Test
    void aProblemIsAValueWithAMap() {
        Problem problem = Problem.error("host\u001B[2J", Problem.Code.URL, "is a URL");
        assertThat(problem).isEqualTo(Problem.error("host\u001B[2J", Problem.Code.URL, "is a URL"));
        assertThat(problem).isNotEqualTo(Problem.warning("host\u001B[2J", Problem.Code.URL, "is a URL"));
        assertThat(problem.toString()).doesNotContain("\u001B");
        assertThat(Problem.error("host", Problem.Code.URL, "is a URL").asMap())
                .isEqualTo(Map.of("field", "host", "code", "url", "severity", "error", "message", "is a URL"));
        assertThat(Problem.error("x".repeat(1 << 20), Problem.Code.URL, "").field())
                .hasSizeLessThan(300);
    }
}
