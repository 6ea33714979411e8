/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but QUIT is sent after the stage to stop at: every stage, in every mode, wherever the server leaves the usual way. */
@Tag("sweep")
class StopSweepTest {
    private static final SSLContext SERVER = DialogueFile.good().serverContext();

    private static final List<String> CLEAR = lines("S: 220 mx", "C", "S: 250-mx", "S: 250 AUTH PLAIN");
    private static final List<String> UPGRADE = lines(
            "S: 220 mx",
            "C",
            "S: 250-mx",
            "S: 250 STARTTLS",
            "C",
            "S: 220 go",
            "* tls any",
            "C",
            "S: 250-mx",
            "S: 250 AUTH PLAIN");
    private static final List<String> IMPLICIT = lines("* tls any", "S: 220 mx", "C", "S: 250-mx", "S: 250 AUTH PLAIN");
    private static final List<String> LOGIN = lines("C", "S: 235 ok");
    private static final List<String> MAIL =
            lines("C", "S: 250 ok", "C", "S: 250 ok", "C", "S: 354 go", "C", "C", "S: 250 queued", "C", "S: 221 bye");
    private static final List<String> DEVIATIONS =
            List.of("S: 250 ok", "S: 451 later", "S: 550 no", "S: 421 bye", "S: nonsense", "* closed");

    /** The modes whose conversations inside TLS are the same. */
    private static final List<TlsMode> SECURED =
            List.of(TlsMode.STARTTLS, TlsMode.STARTTLS_IF_OFFERED, TlsMode.IMPLICIT_TLS);

    /** All that may be sent before QUIT, up to and with each stage. */
    private static final List<String> ORDER =
            List.of("EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "text");

    private static List<String> lines(String... lines) {
        return List.of(lines);
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(TlsMode.PLAIN, CLEAR),
                Arguments.of(TlsMode.PLAIN, UPGRADE.subList(0, 4)),
                Arguments.of(TlsMode.STARTTLS, UPGRADE),
                Arguments.of(TlsMode.STARTTLS, CLEAR),
                Arguments.of(TlsMode.STARTTLS_IF_OFFERED, UPGRADE),
                Arguments.of(TlsMode.STARTTLS_IF_OFFERED, CLEAR),
                Arguments.of(TlsMode.IMPLICIT_TLS, IMPLICIT));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ways")
    void nothingFollowsTheStop(TlsMode mode, List<String> opening) {
        for (Stage stop : Stage.values()) {
            boolean tls = stop == Stage.TLS || stop == Stage.STARTTLS;
            if (stop == Stage.RESOLVE || stop.compareTo(Stage.END_OF_DATA) > 0 || tls && mode == TlsMode.PLAIN) {
                continue;
            }
            List<String> usual = usual(opening, stop);
            int end = played(mode, stop, usual, 0, "");
            for (int place = 0; place < Math.min(end, usual.size()); place++) {
                for (String deviation : deviations(mode, usual, place)) {
                    played(mode, stop, usual, place, deviation);
                }
            }
        }
    }

    /**
     * All six, or inside TLS two of them: each deviation at each line with each stop is played in one of the three modes that get
     * there, and every mode meets every deviation with every stop.
     */
    private static List<String> deviations(TlsMode mode, List<String> usual, int place) {
        if (usual.get(place).equals("C")) {
            return List.of();
        }
        if (!usual.subList(0, place).contains("* tls any")) {
            return DEVIATIONS;
        }
        int turn = usual.size() - place + SECURED.indexOf(mode);
        return IntStream.range(0, DEVIATIONS.size())
                .filter(i -> (i + turn) % SECURED.size() == 0)
                .mapToObj(DEVIATIONS::get)
                .toList();
    }

    /** How many lines were played, and maybe a few more; a deviation behind them would be the usual way once again. */
    private static int played(TlsMode mode, Stage stop, List<String> usual, int place, String deviation) {
        ProbeReport report = probe(mode, stop, script(usual, place, deviation));
        List<String> allowed = allowed(mode, stop);
        assertThat(sent(report))
                .as(() -> mode + " to " + stop + ", " + deviation + " at " + place + "\n" + report.transcript())
                .allMatch(allowed::contains);
        return report.attempts().stream()
                        .mapToInt(each -> each.transcript().entries().size())
                        .sum()
                + 2;
    }

    private static List<String> usual(List<String> opening, Stage stop) {
        List<String> all = new ArrayList<>(opening);
        all.addAll(stop.compareTo(Stage.AUTH) >= 0 ? LOGIN : List.of());
        all.addAll(MAIL);
        return all;
    }

    /** The usual way up to a place, then something else, then yes to whatever comes. */
    private static Script script(List<String> usual, int place, String deviation) {
        List<String> all = new ArrayList<>(usual.subList(0, place));
        if (!deviation.isEmpty()) {
            all.add(deviation);
            for (int i = 0; i < 12; i++) {
                all.addAll(List.of("C", "S: 250 ok"));
            }
        } else {
            all.addAll(usual.subList(place, usual.size()));
        }
        boolean secured = false;
        StringBuilder text = new StringBuilder();
        for (String line : all) {
            secured |= line.startsWith("* tls");
            String full = line.equals("C") ? "C: [redacted]" : line;
            text.append(secured ? full.replaceFirst("^([SC]):", "$1~") : full).append('\n');
        }
        return Script.parse(text.toString());
    }

    private static ProbeReport probe(TlsMode mode, Stage stop, Script script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, SERVER, script);
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, 25)
                .connectTo("127.0.0.1")
                .tls(mode)
                .withoutSecondLook()
                .stopAfter(stop)
                .allowCleartextCredentials()
                .envelope("ada@example.com", "bob@example.com")
                .message("text".getBytes(StandardCharsets.US_ASCII));
        if (stop == Stage.XCLIENT) {
            request.xclient(Map.of("ADDR", "192.0.2.7")); // which no server here offers
        }
        if (stop.compareTo(Stage.AUTH) >= 0) {
            request.credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)));
        }
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.quickly())
                .build()
                .probe(request.build());
    }

    /** The verbs on the wire, EHLO inside TLS with a mark; QUIT may always come. */
    private static List<String> sent(ProbeReport report) {
        return report.attempts().stream()
                .flatMap(attempt -> attempt.transcript().entries().stream())
                .filter(entry -> entry.direction() == Entry.Direction.CLIENT)
                .map(entry -> entry.text().split("[ \r\n]", 2)[0]
                        + (entry.encrypted() && entry.text().startsWith("EHLO") ? " inside TLS" : ""))
                .filter(verb -> !verb.equals("QUIT"))
                .toList();
    }

    private static List<String> allowed(TlsMode mode, Stage stop) {
        boolean implicit = mode == TlsMode.IMPLICIT_TLS;
        int most = switch (stop) {
            case CONNECT, GREETING -> 0;
            case TLS, STARTTLS -> implicit ? 0 : 3;
            case EHLO, XCLIENT -> 3;
            default -> ORDER.indexOf(last(stop)) + 1;
        };
        List<String> all = new ArrayList<>(ORDER.subList(0, most));
        if (stop != Stage.TLS && stop != Stage.STARTTLS && most > 0) {
            all.add("EHLO inside TLS");
        }
        if (all.contains("text")) {
            all.add(".");
        }
        return all;
    }

    private static String last(Stage stop) {
        return switch (stop) {
            case AUTH -> "AUTH";
            case MAIL_FROM -> "MAIL";
            case RCPT_TO -> "RCPT";
            case DATA -> "DATA";
            default -> "text";
        };
    }

    @Test
    void everyStageIsReached() {
        for (TlsMode mode : TlsMode.values()) {
            List<String> opening = mode == TlsMode.PLAIN ? CLEAR : mode == TlsMode.IMPLICIT_TLS ? IMPLICIT : UPGRADE;
            for (Stage stop : Arrays.asList(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA)) {
                ProbeReport report = probe(mode, stop, script(usual(opening, stop), 0, ""));
                assertThat(sent(report)).as(report.toString()).endsWith(last(stop));
            }
            if (mode == TlsMode.PLAIN) {
                continue;
            }
            ProbeReport upTo = probe(mode, Stage.TLS, script(usual(opening, Stage.TLS), 0, ""));
            assertThat(upTo.passed()).as(upTo.toString()).isTrue();
        }
    }
}
