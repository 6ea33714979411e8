/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.harness.FixedZones;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand domains on twenty exchangers with two addresses each, surveyed in 256 MiB: run by {@code -P endurance}, and it prints its figures. */
@Tag("endurance")
class EnduranceSurveysTest {
    private static final int DOMAINS = 1_000;
    private static final int EXCHANGERS = 20;
    private static final int ADDRESSES = 2;
    private static final int OPERATORS = 5;

    private static final Script MAIL_SERVER = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ QUIT
            S~ 221 bye
            """);

    private static String host(int number) {
        return "mx" + number % EXCHANGERS + ".operator" + number % OPERATORS + ".example";
    }

    private static String address(int exchanger, int place) {
        return "8.8." + place + "." + (exchanger + 1);
    }

    /** Who surveys; what it talks to is in the other Java machine. */
    static final class SmallHeap {
        public static void main(String[] arguments) {
            byte[] record = HexFormat.of().parseHex(arguments[0]);
            FixedZones zones = new FixedZones().signed();
            LedTransport transport = LedTransport.leading("192.0.2.254", 1);
            for (int i = 0; i < EXCHANGERS; i++) {
                zones.tlsa("_25._tcp." + host(i), record);
                for (int place = 0; place < ADDRESSES; place++) {
                    zones.a(host(i), address(i, place));
                    transport = transport.and(
                            address(i, place), 25, Integer.parseInt(arguments[1 + i * ADDRESSES + place]));
                }
            }
            for (int i = 0; i < DOMAINS; i++) {
                zones.mx("d" + i + ".example", host(i), host(i + 1 + i / EXCHANGERS % (EXCHANGERS - 1)));
            }
            run(ProbeBatch.builder(SmtpProbe.builder()
                            .transport(transport)
                            .secureResolver(zones)
                            .build())
                    .build());
        }

        private static void run(ProbeBatch batch) {
            DomainSurvey template = DomainSurvey.of("example.com").build();
            AtomicInteger shared = new AtomicInteger();
            AtomicInteger probed = new AtomicInteger();
            BatchSummary summary = batch.run(
                    IntStream.range(0, DOMAINS).mapToObj(i -> BatchTarget.survey(template, "d" + i + ".example")),
                    result -> {
                        shared.addAndGet(result.sharedAge().isPresent() ? 1 : 0);
                        probed.addAndGet(result.state() == BatchResult.State.PROBED ? 1 : 0);
                    });
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.println("surveyed " + probed + ", shared " + shared + ", exim verified "
                    + summary.outlook().get("exim").get(Prospect.VERIFIED) + ", in "
                    + summary.took().toMillis() + " ms, " + (used >> 20) + " of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap in use at the end");
        }
    }

    @Test
    void aThousandDomainsTalkToEachAddressOnceForEachKindOfKey(@TempDir Path directory) throws Exception {
        Issued key = CertificateAuthority.create().issue("mx.example");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(key.chain().get(0).getPublicKey().getEncoded());
        List<String> arguments =
                new ArrayList<>(List.of("030101" + HexFormat.of().formatHex(digest)));
        List<ScriptedServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < EXCHANGERS * ADDRESSES; i++) {
                servers.add(ScriptedServer.playing(MAIL_SERVER)
                        .tls(key.serverContext())
                        .lenient()
                        .start());
                arguments.add("" + servers.get(i).port());
            }
            String output = new ChildJvm(directory, "-Xmx256m").run(SmallHeap.class, arguments.toArray(String[]::new));
            int connections =
                    servers.stream().mapToInt(ScriptedServer::connections).sum();
            System.out.println("ENDURANCE surveys: " + output.strip() + ", " + connections + " connections");
            assertThat(output).contains("surveyed " + DOMAINS, "exim verified " + DOMAINS);
            assertThat(servers)
                    .allSatisfy(server -> assertThat(server.connections()).isLessThanOrEqualTo(2));
        } finally {
            for (ScriptedServer each : servers) {
                each.close();
            }
        }
    }
}
